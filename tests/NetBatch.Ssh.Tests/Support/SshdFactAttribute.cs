namespace NetBatch.Ssh.Tests.Support;

/// <summary>A test against a real OpenSSH server; skipped, and counted as skipped, where it cannot be run.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SshdFactAttribute : FactAttribute
{
    public SshdFactAttribute() => Skip = SshdFixture.Missing;
}
