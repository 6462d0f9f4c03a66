namespace NetBatch.Ssh.Transport;

/// <summary>
/// Where a connection really goes, as far as it is known before it is made: an alias of ssh_config may stand for another host
/// and port. What a config says of the way there is no part of it: two accounts may go to one device by two ways.
/// </summary>
/// <param name="Address">IP address or host name of the device.</param>
/// <param name="Port">Its TCP port.</param>
/// <param name="Via">The device's own jump hosts, nearest to this machine first.</param>
public sealed record SshDestination(string Address, int Port, IReadOnlyList<SshPlace> Via)
{
    /// <summary>As the device itself says it.</summary>
    public static SshDestination Of(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return new(device.Address, device.Port, [.. device.Jump.Select(hop => new SshPlace(hop.Address, hop.Port))]);
    }

    /// <summary>After HostName and Port of the user's and the system's ssh_config; a host of which they cannot be told stands for
    /// itself.</summary>
    internal static SshDestination Of(Device device, SshTransportOptions options)
    {
        SshPlace[] way = [.. TransportRule.Hops(device).Select(hop => Place(hop, options))];
        return new SshDestination(way[^1].Address, way[^1].Port, way[..^1]);
    }

    private static SshPlace Place(SshHop hop, SshTransportOptions options)
    {
        try
        {
            var tokens = HopSettings.Tokens(hop, HopSettings.Values(hop, options));
            return new SshPlace(tokens.HostName, tokens.Port);
        }
        catch (NetBatchException)
        {
            // Whoever connects reads it again, and says what is wrong with it.
            return new SshPlace(hop.Address, hop.Port);
        }
    }
}

/// <summary>One host on the way.</summary>
/// <param name="Address">IP address or host name.</param>
/// <param name="Port">TCP port.</param>
public sealed record SshPlace(string Address, int Port);
