using System.Net;
using System.Net.Sockets;
using NetBatch.Ssh.Transport;

namespace NetBatch.Ssh.Shell;

/// <summary>Finds the addresses behind devices' names.</summary>
internal sealed class DeviceAddresses(Func<string, CancellationToken, Task<IPAddress[]>> resolve)
{
    /// <summary>The addresses of a name, in a steady order; empty where it has none (the SSH client's own config may still know
    /// it).</summary>
    public async ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string name, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(name, out var literal))
        {
            return [Plain(literal)];
        }

        try
        {
            var addresses = await resolve(name, cancellationToken).ConfigureAwait(false);
            return [.. addresses.Select(Plain).DistinctBy(address => address.ToString())
                .OrderBy(address => address.ToString(), StringComparer.Ordinal)];
        }
        catch (SocketException)
        {
            return [];
        }
    }

    /// <summary>
    /// What is locked for a destination: each of its addresses, and its name where it has one, with the port and its jump hosts.
    /// Whoever goes to the device shares at least one of them, whatever the resolver says at the moment.
    /// </summary>
    public async ValueTask<IReadOnlyList<string>> LockKeysAsync(SshDestination destination, CancellationToken cancellationToken)
    {
        // Behind another host a name means what it means there; here it may mean another device.
        IReadOnlyList<SshPlace> way = [new(destination.Address, destination.Port), .. destination.Via];
        var nearest = way.Count == 1 ? 0 : 1;
        var here = await ResolveAsync(way[nearest].Address, cancellationToken).ConfigureAwait(false);
        IEnumerable<string> names = [.. here.Select(address => address.ToString()), way[nearest].Address];
        return [.. names
            .Select(name => string.Join(" via ", way.Select((place, at) => Key(at == nearest ? name : place.Address, place.Port))))
            .Distinct(StringComparer.Ordinal)];
    }

    private static string Key(string name, int port) =>
        (IPAddress.TryParse(name, out var address) ? Plain(address).ToString() : name.ToLowerInvariant()) + ":" + port;

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
