using System.Net;
using System.Text.RegularExpressions;

namespace NetBatch.Remediation.Jobs;

/// <summary>What the session on a run's device depends on.</summary>
internal static partial class ManagementSessions
{
    /// <summary>
    /// The device's addresses and the name that is logged in with. A name of the device is resolved, and the session may go to each
    /// address that it has; behind a jump host it means what it means there, so only an address is one.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="device">Its device.</param>
    /// <param name="connector">Looks names up; null: nothing is asked, and only an address is known.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<ManagementSession> OfAsync(IRunContext run, Device device, IDeviceConnector? connector,
        CancellationToken cancellationToken)
    {
        var keys = connector is null ? [] : await connector.LockKeysAsync(device, cancellationToken).ConfigureAwait(false);
        var places = keys.Select(key => key.Split(" via ")[0]).Select(place => place[..place.LastIndexOf(':')]).Append(device.Address);

        var user = device.Credential is { } reference
            ? reference.UserName ?? (await run.Secrets.ResolveAsync(reference, cancellationToken).ConfigureAwait(false))?.UserName
            : null;
        return new ManagementSession(
            [.. places.Where(place => IPAddress.TryParse(place, out _)).Select(Plain).Distinct(StringComparer.Ordinal)], user);
    }

    /// <summary>What touches the session's path; where no interface is known to have its address, any may be its own.</summary>
    public static IReadOnlyList<GuardFinding> Touched(ConfigTree change, ConfigTree running, ManagementSession session)
    {
        var known = ManagementPath.Touched(change, running, session);
        return !IsHere(session) && !ManagementPath.IsKnown(running, session)
            && change.AllLines().FirstOrDefault(node => MayCarry().IsMatch(node.Path[0])) is { } line
            ? [.. known, new GuardFinding(
                "ManagementPath",
                0,
                (session.Addresses.Count == 0
                    ? "the own interface is not known, because the device's address is not"
                    : $"no interface of the running config has the device's address {string.Join(" or ", session.Addresses)}")
                    + $", and '{SecretRedactor.Redact(string.Join(" > ", line.Path))}' changes one; allow it by name, or give the "
                    + $"device's own IP address")]
            : known;
    }

    private static string Plain(string place) =>
        IPAddress.Parse(place) is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4().ToString() : IPAddress.Parse(place).ToString();

    // An address of this machine is a forwarded port: it says nothing of the device's interfaces.
    private static bool IsHere(ManagementSession session) =>
        session.Addresses.Count > 0 && session.Addresses.All(address => IPAddress.IsLoopback(IPAddress.Parse(address)));

    /// <summary>Sections and lines in which an address stands, as the platforms name them, and what carries them off.</summary>
    [GeneratedRegex(@"^(?:(?:no|default|undo|delete|unset|set|config|edit|deactivate)\s+)*(?:/ ?|system |ip "
        + @")*(?:interfaces?|vlan|vrf|vpn-instance|routing-instances?)\b", RegexOptions.CultureInvariant)]
    private static partial Regex MayCarry();
}
