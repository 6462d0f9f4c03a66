using System.Net;
using System.Text.RegularExpressions;

namespace NetBatch.Remediation.Jobs;

/// <summary>What the session on a run's device depends on.</summary>
internal static partial class ManagementSessions
{
    /// <summary>
    /// The device's address and the name that is logged in with. A name of the device is resolved; behind a jump host it
    /// means what it means there, so only an address is one.
    /// </summary>
    public static async Task<ManagementSession> OfAsync(IRunContext run, Device device, IDeviceConnector connector,
        CancellationToken cancellationToken)
    {
        var keys = await connector.LockKeysAsync(device, cancellationToken).ConfigureAwait(false);
        var place = keys[0].Split(" via ")[0];
        var address = place[..place.LastIndexOf(':')];

        var user = device.Credential is { } reference
            ? reference.UserName ?? (await run.Secrets.ResolveAsync(reference, cancellationToken).ConfigureAwait(false))?.UserName
            : null;
        return new ManagementSession(IPAddress.TryParse(address, out _) ? address : null, user);
    }

    /// <summary>What touches the session's path; where its address is not known, any interface may be its own.</summary>
    public static IReadOnlyList<GuardFinding> Touched(ConfigTree change, ConfigTree running, ManagementSession session)
    {
        var known = ManagementPath.Touched(change, running, session);
        return session.Address is null && change.AllLines().FirstOrDefault(node => MayCarry().IsMatch(node.Path[0])) is { } line
            ? [.. known, new GuardFinding(
                "ManagementPath",
                0,
                $"the own interface is not known, because the device's address is not, and '"
                    + $"{SecretRedactor.Redact(string.Join(" > ", line.Path))}' changes one; allow it by name, or give the device's IP "
                    + $"address")]
            : known;
    }

    /// <summary>Sections and lines in which an address stands, as the platforms name them, and what carries them off.</summary>
    [GeneratedRegex(@"^(?:(?:no|default|undo|delete|unset|set|config|edit|deactivate)\s+)*(?:/ ?|system |ip "
        + @")*(?:interfaces?|vlan|vrf|vpn-instance|routing-instances?)\b", RegexOptions.CultureInvariant)]
    private static partial Regex MayCarry();
}
