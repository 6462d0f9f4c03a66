using System.Reflection;
using System.Runtime.ExceptionServices;

namespace NetBatch.Ssh.Transport;

/// <summary>Stand in for the library's own parts, which dial and exchange versions themselves.</summary>
internal static class LibraryProxies
{
    /// <summary>A service factory whose sessions find their socket and the server's version ready.</summary>
    public static object Factory(Type contract, Type connector, Type versionExchange, object real, ServerGreeting greeting)
    {
        var proxy = DispatchProxy.Create(contract, typeof(Forwarding));
        var forwarding = (Forwarding)proxy;
        forwarding.Real = real;
        forwarding.Replaced["CreateConnector"] = Giving(connector, greeting.Socket);
        forwarding.Replaced["CreateProtocolVersionExchange"] = Giving(versionExchange, greeting.Identification);
        return proxy;
    }

    private static object Giving(Type contract, object result)
    {
        var proxy = DispatchProxy.Create(contract, typeof(Given));
        ((Given)proxy).Result = result;
        return proxy;
    }

    /// <summary>Passes every call on but those that are replaced.</summary>
    internal class Forwarding : DispatchProxy
    {
        public object Real { get; set; } = null!;

        public Dictionary<string, object> Replaced { get; } = new(StringComparer.Ordinal);

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            if (Replaced.TryGetValue(targetMethod!.Name, out var instead))
            {
                return instead;
            }

            try
            {
                return targetMethod.Invoke(Real, args);
            }
            catch (TargetInvocationException error)
            {
                ExceptionDispatchInfo.Capture(error.InnerException!).Throw();
                throw;
            }
        }
    }

    /// <summary>Answers every call with the same.</summary>
    internal class Given : DispatchProxy
    {
        public object Result { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Result;
    }
}
