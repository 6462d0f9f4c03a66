using System.Reflection;
using Renci.SshNet;
using Renci.SshNet.Messages;

namespace NetBatch.Ssh.Transport;

/// <summary>
/// What is used of the library beyond its public surface, so that the socket is ours: found by name and checked once,
/// at first use. Where a version does not have it, nothing is opened at all; there is no weaker way beside it.
/// </summary>
internal sealed class SshNetInternals
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;

    private static readonly Lazy<SshNetInternals> Checked = new(() => new SshNetInternals(typeof(Session).Assembly));

    private readonly Type factory;
    private readonly Type connector;
    private readonly Type versionExchange;
    private readonly ConstructorInfo newFactory;
    private readonly ConstructorInfo newSession;
    private readonly MethodInfo socketFactory;
    private readonly MethodInfo trySend;

    private SshNetInternals(Assembly library)
    {
        try
        {
            factory = Find(library, "Renci.SshNet.IServiceFactory");
            connector = Find(library, "Renci.SshNet.Connection.IConnector");
            versionExchange = Find(library, "Renci.SshNet.Connection.IProtocolVersionExchange");
            Need(factory, "CreateSession");
            Need(factory, "CreateConnector");
            Need(factory, "CreateProtocolVersionExchange");
            Need(factory, "CreateKeyExchange");
            Need(factory, "CreateClientAuthentication");
            Need(connector, "Connect");
            Need(versionExchange, "Start");
            socketFactory = Need(factory, "CreateSocketFactory");
            newFactory = New(Find(library, "Renci.SshNet.ServiceFactory"));
            var session = Find(library, "Renci.SshNet.ISession");
            newSession = New(typeof(Session), typeof(ConnectionInfo), factory, socketFactory.ReturnType);
            trySend = Need(session, "TrySendMessage");
            KeepAlive = (Message)New(Find(library, "Renci.SshNet.Messages.Connection.GlobalRequestMessage"), typeof(byte[]), typeof(bool))
                .Invoke(["keepalive@openssh.com"u8.ToArray(), true]);
            SessionChannel = new ChannelShape(Find(library, "Renci.SshNet.Channels.ChannelSession"), session);
            TunnelChannel = new ChannelShape(Find(library, "Renci.SshNet.Channels.ChannelDirectTcpip"), session);
            TunnelChannel.Check("Open", typeof(string), typeof(uint), Find(library, "Renci.SshNet.IForwardedPort"),
                typeof(System.Net.Sockets.Socket));
            SessionChannel.Check("Open");
            SessionChannel.Check("SendShellRequest");
            SessionChannel.Check("SendExecRequest", typeof(string));
            SessionChannel.Check("SendSubsystemRequest", typeof(string));
            SessionChannel.Check("SendPseudoTerminalRequest",
                [typeof(string), .. Enumerable.Repeat(typeof(uint), 4), typeof(IDictionary<Renci.SshNet.Common.TerminalModes, uint>)]);
        }
        catch (Exception misfit) when (misfit is MissingMemberException or TypeLoadException or InvalidCastException)
        {
            throw new NetBatchException(
                ErrorCode.SshClientUnusable,
                $"The SSH library {library.GetName().Version} beside NetBatch is not the one it was built for: {misfit.Message}",
                "Install NetBatch anew with the library it ships, or choose the OpenSSH transport.",
                misfit);
        }
    }

    /// <summary>The checked library.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.SshClientUnusable"/>: it does not fit.</exception>
    public static SshNetInternals Library => Checked.Value;

    /// <summary>Asks what every server must answer, if only with a refusal (RFC 4254, section 4).</summary>
    public Message KeepAlive { get; }

    /// <summary>The channel of a shell or a command.</summary>
    public ChannelShape SessionChannel { get; }

    /// <summary>The channel that carries a connection to the next hop.</summary>
    public ChannelShape TunnelChannel { get; }

    /// <summary>Makes a session that runs over a socket of ours, on which the versions have been exchanged already.</summary>
    public Session NewSession(ConnectionInfo info, ServerGreeting greeting)
    {
        var real = newFactory.Invoke(null);
        var proxy = LibraryProxies.Factory(factory, connector, versionExchange, real, greeting);
        return (Session)newSession.Invoke([info, proxy, socketFactory.Invoke(real, null)]);
    }

    /// <summary>Sends a message; false where the session has ended. Waits only while the socket takes no more.</summary>
    public bool TrySend(Session session, Message message) => (bool)trySend.Invoke(session, [message])!;

    private static Type Find(Assembly library, string name) =>
        library.GetType(name) ?? throw new TypeLoadException($"it has no type {name}.");

    private static MethodInfo Need(Type type, string name) =>
        type.GetMethod(name, Any) ?? throw new MissingMethodException($"{type.FullName} has no method {name}.");

    private static ConstructorInfo New(Type type, params Type[] parameters) =>
        type.GetConstructor(Any, parameters)
            ?? throw new MissingMethodException(
                $"{type.FullName} has no constructor of ({string.Join(", ", parameters.Select(one => one.Name))}).");
}
