namespace NetBatch.Ssh.Transport;

/// <summary>Where a connection really goes, as far as it is known before it is made: an alias of ssh_config may stand for another host and
/// port.</summary>
/// <param name="Address">IP address or host name of the device.</param>
/// <param name="Port">Its TCP port.</param>
/// <param name="Via">What is passed on the way, nearest to this machine first.</param>
/// <param name="Proxy">The program of ssh_config that the connection is made through, its tokens filled in; null: none.</param>
public sealed record SshDestination(string Address, int Port, IReadOnlyList<SshPlace> Via, string? Proxy = null)
{
    // As deep as ssh_config may include itself: a host that jumps over itself never ends.
    private const int Deepest = 16;

    /// <summary>As the device itself says it.</summary>
    public static SshDestination Of(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return new(device.Address, device.Port, [.. device.Jump.Select(hop => new SshPlace(hop.Address, hop.Port))]);
    }

    /// <summary>After the user's and the system's ssh_config: HostName, Port and ProxyJump or ProxyCommand of each host on the
    /// way.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.SshClientUnusable"/>: a config cannot be read, or has a value that cannot
    /// be used.</exception>
    internal static SshDestination Of(Device device, SshTransportOptions options)
    {
        var way = new List<SshPlace>();
        string? proxy = null;
        var hops = TransportRule.Hops(device);
        for (var at = 0; at < hops.Count; at++)
        {
            // Only the way to the first is the config's: the rest is gone through the hop before.
            proxy = at == 0 ? AddWay(way, hops[at], options, 0) : proxy;
            var settings = HopSettings.Read(hops[at], options);
            way.Add(new SshPlace(settings.HostName, settings.Port));
        }

        return new SshDestination(way[^1].Address, way[^1].Port, way[..^1], proxy);
    }

    private static string? AddWay(List<SshPlace> way, SshHop hop, SshTransportOptions options, int depth)
    {
        var values = HopSettings.Values(hop, options);
        if (values.One("proxyjump") is { } jumps && !Off(jumps) && depth < Deepest)
        {
            string? proxy = null;
            foreach (var (jump, first) in jumps.Split(',', StringSplitOptions.RemoveEmptyEntries)
                .Select((jump, at) => (Jump(jump.Trim()), at == 0)))
            {
                proxy = first ? AddWay(way, jump, options, depth + 1) : proxy;
                var settings = HopSettings.Read(jump, options);
                way.Add(new SshPlace(settings.HostName, settings.Port));
            }

            return proxy;
        }

        return values.Line("proxycommand") is { } command && !Off(command.Text)
            ? HopSettings.Tokens(hop, values).Expand(command.Text.Trim()) : null;
    }

    private static bool Off(string value) => value.Trim().Equals("none", StringComparison.OrdinalIgnoreCase);

    /// <summary>One of ProxyJump: <c>[user@]host[:port]</c> or <c>ssh://[user@]host[:port]</c>, an IPv6 address in brackets
    /// (ssh_config(5)).</summary>
    private static SshHop Jump(string text)
    {
        text = text.StartsWith("ssh://", StringComparison.OrdinalIgnoreCase) ? text[6..].TrimEnd('/') : text;
        var (user, host) = text.LastIndexOf('@') is > 0 and var at ? (text[..at], text[(at + 1)..]) : (null, text);
        var colon = host.LastIndexOf(':');
        var hasPort = colon > 0 && (host[colon - 1] == ']' || host.IndexOf(':') == colon);
        var port = hasPort && int.TryParse(host[(colon + 1)..], out var number) && number is > 0 and <= 65535 ? number : 22;
        return new SshHop { Address = (hasPort ? host[..colon] : host).Trim('[', ']'), Port = port, User = user, Proof = SshProof.Own };
    }
}

/// <summary>One host on the way.</summary>
/// <param name="Address">IP address or host name.</param>
/// <param name="Port">TCP port.</param>
public sealed record SshPlace(string Address, int Port);
