namespace NetBatch.Testing;

/// <summary>A test that needs root, OpenSSH's server and its client; where one is missing it is skipped, says which, and is counted as
/// skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SshdFactAttribute : FactAttribute
{
    public SshdFactAttribute() => Skip = Missing;

    /// <summary>What is missing here, or null.</summary>
    public static string? Missing =>
        !OperatingSystem.IsLinux() ? "the lab runs on Linux only"
        : !Environment.IsPrivilegedProcess ? "the lab's users need root"
        : !File.Exists("/usr/sbin/sshd") ? "openssh-server is not installed (apt-get install openssh-server)"
        : !File.Exists("/usr/bin/ssh") ? "openssh-client is not installed (apt-get install openssh-client)"
        : null;
}

/// <summary>The same for a test that is run with each of its rows.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SshdTheoryAttribute : TheoryAttribute
{
    public SshdTheoryAttribute() => Skip = SshdFactAttribute.Missing;
}
