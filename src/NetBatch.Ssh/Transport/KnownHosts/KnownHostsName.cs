namespace NetBatch.Ssh.Transport;

/// <summary>What known_hosts calls a host.</summary>
internal static class KnownHostsName
{
    /// <summary>The name alone at port 22, else in brackets with the port (put_host_port in OpenSSH's misc.c); in lower case.</summary>
    public static string Of(string host, int port) =>
        port == 22 ? host.ToLowerInvariant() : FormattableString.Invariant($"[{host.ToLowerInvariant()}]:{port}");
}
