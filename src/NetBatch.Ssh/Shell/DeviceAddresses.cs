using System.Net;
using System.Net.Sockets;

namespace NetBatch.Ssh.Shell;

/// <summary>Finds the addresses behind devices' names.</summary>
internal sealed class DeviceAddresses(Func<string, CancellationToken, Task<IPAddress[]>> resolve)
{
    /// <summary>The addresses of a name, in a steady order; empty where it has none (the SSH client's own config may still know it).</summary>
    public async ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string name, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(name, out var literal))
        {
            return [Plain(literal)];
        }

        try
        {
            var addresses = await resolve(name, cancellationToken).ConfigureAwait(false);
            return [.. addresses.Select(Plain).DistinctBy(address => address.ToString()).OrderBy(address => address.ToString(), StringComparer.Ordinal)];
        }
        catch (SocketException)
        {
            return [];
        }
    }

    /// <summary>The same for every name of a device: its first address and port, and those of its jump hosts.</summary>
    public async ValueTask<string> LockKeyAsync(Device device, CancellationToken cancellationToken)
    {
        // Behind a jump host a name means what it means there; here it may mean another device.
        var key = device.Jump.Count == 0
            ? await KeyAsync(device.Address, device.Port, cancellationToken).ConfigureAwait(false)
            : Key(device.Address, device.Port);
        for (var i = 0; i < device.Jump.Count; i++)
        {
            var hop = device.Jump[i];
            key += " via " + (i == 0 ? await KeyAsync(hop.Address, hop.Port, cancellationToken).ConfigureAwait(false) : Key(hop.Address, hop.Port));
        }

        return key;
    }

    private async ValueTask<string> KeyAsync(string name, int port, CancellationToken cancellationToken) =>
        Key(await ResolveAsync(name, cancellationToken).ConfigureAwait(false) is [var first, ..] ? first.ToString() : name, port);

    private static string Key(string name, int port) =>
        (IPAddress.TryParse(name, out var address) ? Plain(address).ToString() : name.ToLowerInvariant()) + ":" + port;

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
