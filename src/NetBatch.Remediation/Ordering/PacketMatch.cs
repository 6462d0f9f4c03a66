using System.Net;

namespace NetBatch.Remediation;

/// <summary>What entries of access lists match, as far as it is plain from their words.</summary>
internal static class PacketMatch
{
    /// <summary>A packet is of one of these (IANA, "Protocol Numbers").</summary>
    private static readonly HashSet<string> Protocols =
        new(["tcp", "udp", "icmp", "gre", "esp", "ahp", "eigrp", "ospf", "pim", "igmp", "sctp"], StringComparer.Ordinal);

    private static readonly HashSet<string> Exact = new(["host", "eq"], StringComparer.Ordinal);

    /// <summary>Whether every packet is matched.</summary>
    public static bool IsUniversal(string match) =>
        match is "ip any any" or "ipv6 any any" or "ipv4 any any" or "any" or "ip any any log" or "any log";

    /// <summary>Whether no packet is in both: they differ in values alone, and in one of them, an address or a port, for good. What may
    /// overlap does.</summary>
    public static bool Apart(string one, string two)
    {
        var (mine, theirs) = (one.Split(' '), two.Split(' '));
        if (mine[0] != theirs[0] && Protocols.Contains(mine[0]) && Protocols.Contains(theirs[0]))
        {
            return true;
        }

        if (mine.Length != theirs.Length)
        {
            return false;
        }

        var apart = false;
        for (var at = 0; at < mine.Length; at++)
        {
            if (mine[at] == theirs[at])
            {
                continue;
            }

            // Where other words differ than values of one place, the places are not the same.
            var isExact = at > 0 && mine[at - 1] == theirs[at - 1] && Exact.Contains(mine[at - 1]);
            if (!isExact && !AreNetworks(mine[at], theirs[at]))
            {
                return false;
            }

            apart |= isExact ? !IsMore(mine, at) : Disjoint(mine[at], theirs[at]);
        }

        return apart;
    }

    private static bool AreNetworks(string one, string other) => IPNetwork.TryParse(one, out _) && IPNetwork.TryParse(other, out _);

    /// <summary>Whether a port is one of several, of which the others may be in both: "eq 80 22".</summary>
    private static bool IsMore(string[] words, int at) => words[at - 1] == "eq" && at + 1 < words.Length
        && words[at + 1] is not ("any" or "host" or "log" or "log-input" or "established")
        && words[at + 1].AsSpan().IndexOfAny('.', ':') < 0;

    private static bool Disjoint(string one, string other) =>
        IPNetwork.TryParse(one, out var mine) && IPNetwork.TryParse(other, out var theirs)
        && !mine.Contains(theirs.BaseAddress) && !theirs.Contains(mine.BaseAddress);
}
