namespace NetBatch.Ssh.Transport;

/// <summary>What the client's process sees of our environment: a list of what it needs, never all of it.</summary>
internal static class ClientEnvironment
{
    private static readonly string[] Names =
    [
        "PATH", "HOME", "USER", "LOGNAME", "TMPDIR", "XDG_RUNTIME_DIR", "SSH_AUTH_SOCK", "SSH_SK_PROVIDER", "KRB5CCNAME", "KRB5_CONFIG",
        "TZ",
    ];

    public static Dictionary<string, string> Allowed()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in Names)
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
            {
                environment[name] = value;
            }
        }

        // The client runs its proxy and local commands by this shell, and speaks the system's errors in this language.
        environment["SHELL"] = "/bin/sh";
        environment["LC_ALL"] = "C.UTF-8";
        return environment;
    }
}
