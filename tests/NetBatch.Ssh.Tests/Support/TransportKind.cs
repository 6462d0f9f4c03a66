using NetBatch.Ssh.Transport;
using Xunit.Sdk;

namespace NetBatch.Ssh.Tests.Support;

/// <summary>The transports that the one contract holds for.</summary>
public enum TransportKind
{
    InProcess,
    OpenSsh,
}

/// <summary>A test of the contract, run with each transport; skipped, and counted as skipped, where it cannot be run.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SshdTheoryAttribute : TheoryAttribute
{
    /// <inheritdoc cref="SshdFactAttribute(string?, string?)"/>
    public SshdTheoryAttribute(string? program = null, string? package = null) => Skip = SshdFactAttribute.Lacks(program, package);
}

/// <summary>Gives each transport.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EachTransportAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(System.Reflection.MethodInfo testMethod) =>
        Enum.GetValues<TransportKind>().Select(kind => new object[] { kind });
}

internal static class Transports
{
    public static ISshTransport Make(TransportKind kind, SshTransportOptions options) =>
        kind == TransportKind.OpenSsh ? new OpenSshTransport(options) : new SshNetTransport(options);
}
