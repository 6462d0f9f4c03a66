using System.Net;

namespace NetBatch.Remediation;

/// <summary>
/// Whether a state between two lists decides every packet as the old list or the new one does. What two entries match may
/// overlap unless it is plain that it does not; what cannot be shown to be safe is not.
/// </summary>
/// <param name="old">The list before.</param>
/// <param name="wanted">The list to be.</param>
/// <param name="unmatched">What becomes of a packet that no entry matches, where that hangs on the list's user; null: it is denied, and a
/// list without any entry permits it.</param>
internal sealed class ListSafety(List<ListEntry> old, List<ListEntry> wanted, string? unmatched = null)
{
    /// <summary>Longer lists are not looked through; they count as not safe.</summary>
    private const int Most = 48;

    /// <summary>A packet is of one of these (IANA, "Protocol Numbers").</summary>
    private static readonly HashSet<string> Protocols =
        new(["tcp", "udp", "icmp", "gre", "esp", "ahp", "eigrp", "ospf", "pim", "igmp", "sctp"], StringComparer.Ordinal);

    private static readonly HashSet<string> Exact = new(["host", "eq"], StringComparer.Ordinal);

    public bool Allows(List<ListEntry> between)
    {
        if (old.Count > Most || wanted.Count > Most || between.Count > Most)
        {
            return false;
        }

        var matches = old.Concat(wanted).Concat(between).Where(e => e.Action is not null).Select(e => e.Match)
            .Distinct(StringComparer.Ordinal).ToList();
        // An empty text stands for what is matched by nothing else. A packet is told by the entries that decide it in the three lists: what
        // it matches besides does not count.
        foreach (var one in matches.Append(""))
        {
            foreach (var two in matches.Append(""))
            {
                if (Apart(one, two))
                {
                    continue;
                }

                foreach (var three in matches.Append(""))
                {
                    if (!Apart(one, three) && !Apart(two, three) && IsNeither([one, two, three], between))
                    {
                        return false;
                    }
                }
            }
        }

        return true;
    }

    private bool IsNeither(string[] packet, List<ListEntry> between)
    {
        var now = Decision(between, packet);
        return now != Decision(old, packet) && now != Decision(wanted, packet);
    }

    /// <summary>A list without any entry permits all; one with entries denies what none of them matches.</summary>
    private string Decision(List<ListEntry> list, string[] packet)
    {
        var any = false;
        foreach (var entry in list)
        {
            if (entry.Action is { } action)
            {
                any = true;
                if (Universal(entry.Match) || packet.Contains(entry.Match, StringComparer.Ordinal))
                {
                    return action;
                }
            }
        }

        return unmatched ?? (any ? "deny" : "permit");
    }

    private static bool Universal(string match) =>
        match is "ip any any" or "ipv6 any any" or "ipv4 any any" or "any" or "ip any any log" or "any log";

    /// <summary>Two matches that differ in one word, an address or a port that each names alone, share no packet.</summary>
    private static bool Apart(string one, string two)
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

        var differing = Enumerable.Range(0, mine.Length).Where(i => mine[i] != theirs[i]).Take(2).ToList();
        return differing is [var at] && ((at > 0 && Exact.Contains(mine[at - 1]) && !IsMore(mine, at)) || Disjoint(mine[at], theirs[at]));
    }

    /// <summary>Whether a port is one of several, of which the others may be in both: "eq 80 22".</summary>
    private static bool IsMore(string[] words, int at) => words[at - 1] == "eq" && at + 1 < words.Length
        && words[at + 1] is not ("any" or "host" or "log" or "log-input" or "established")
        && words[at + 1].AsSpan().IndexOfAny('.', ':') < 0;

    private static bool Disjoint(string one, string other) =>
        IPNetwork.TryParse(one, out var mine) && IPNetwork.TryParse(other, out var theirs)
        && !mine.Contains(theirs.BaseAddress) && !theirs.Contains(mine.BaseAddress);
}
