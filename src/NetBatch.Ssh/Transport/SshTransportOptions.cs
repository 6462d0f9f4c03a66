namespace NetBatch.Ssh.Transport;

/// <summary>How connections are made, for all devices of a transport.</summary>
public sealed record SshTransportOptions
{
    /// <summary>Path of the OpenSSH client; null: <c>ssh</c> on the PATH. For the OpenSSH transport alone.</summary>
    public string? SshPath { get; init; }

    /// <summary>What is done about host keys that are not known; null: the user's ssh_config decides, and new keys are accepted where it is
    /// silent.</summary>
    public HostKeyPolicy? HostKeys { get; init; }

    /// <summary>The file that new host keys are written to. The user's own known_hosts is read as well.</summary>
    public required string KnownHostsFile { get; init; }

    /// <summary>The user's client config; null: <c>~/.ssh/config</c>; empty: none. A file that does not exist is no error.</summary>
    public string? UserConfigFile { get; init; }

    /// <summary>The system's client config; null: <c>/etc/ssh/ssh_config</c>; empty: none.</summary>
    public string? SystemConfigFile { get; init; }

    /// <summary>
    /// A folder for short-lived files (client configs, FIFOs) in which programs may be executed; null: the first that
    /// works of XDG_RUNTIME_DIR, netbatch/run in the user's data folder, and the temporary folder. For the OpenSSH transport alone.
    /// </summary>
    public string? RuntimeFolder { get; init; }

    /// <summary>How long a silent connection waits before it asks whether the other side is still there; whole seconds, at least
    /// 1.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How many such questions go unanswered before the connection counts as lost, at least 1.</summary>
    public int KeepAliveCount { get; init; } = 3;

    /// <summary>The terminal type that devices are told. vt100 is what most network gear is driven with.</summary>
    public string TerminalType { get; init; } = "vt100";
}
