namespace NetBatch.Remediation;

/// <summary>
/// Whether a state between two lists decides every packet as the old list or the new one does. What two entries match may
/// overlap unless it is plain that it does not; what cannot be shown to be safe is not.
/// </summary>
internal sealed class ListSafety
{
    /// <summary>As many packets are looked at for all states together; what would need more counts as not safe.</summary>
    private const long Most = 30_000_000;

    private readonly List<ListEntry> old;
    private readonly List<ListEntry> wanted;
    private readonly string? unmatched;
    private readonly int longest;

    /// <summary>What the two lists match, each once; the first stands for what is matched by nothing else.</summary>
    private readonly Dictionary<string, int> matches = new(StringComparer.Ordinal) { [""] = 0 };
    private readonly Lazy<bool[,]> apart;
    private long left = Most;

    /// <summary>Reads both lists.</summary>
    /// <param name="old">The list before.</param>
    /// <param name="wanted">The list to be.</param>
    /// <param name="unmatched">What becomes of a packet that no entry matches, where that hangs on the list's user; null: it is denied, and
    /// a list without any entry permits it.</param>
    /// <param name="longest">Longer lists are not looked through.</param>
    public ListSafety(List<ListEntry> old, List<ListEntry> wanted, string? unmatched = null, int longest = 512)
    {
        (this.old, this.wanted, this.unmatched, this.longest) = (Deciding(old), Deciding(wanted), unmatched, longest);
        IsLong = Math.Max(old.Count, wanted.Count) > longest;
        foreach (var entry in IsLong ? [] : this.old.Concat(this.wanted))
        {
            matches.TryAdd(entry.Match, matches.Count);
        }

        apart = new(Apart);
    }

    /// <summary>Whether a list is too long to be looked through.</summary>
    private bool IsLong { get; }

    /// <summary>Whether no state is allowed any more: a list is too long, or too much was looked at.</summary>
    public bool IsOver => IsLong || left < 0;

    /// <summary>Whether no packet is decided otherwise than by the old list and by the new one.</summary>
    public bool Allows(List<ListEntry> between)
    {
        if (IsLong || between.Count > longest)
        {
            return false;
        }

        between = Deciding(between);
        if (between.Exists(e => !matches.ContainsKey(e.Match)))
        {
            return false;
        }

        // Where none of the entries that decide a packet differs from those of the old list, or of the new one, it is decided as there.
        var (one, other) = (Differing(between, old), Differing(between, wanted));
        var differing = one.Count <= other.Count ? one : other;
        left -= (long)differing.Count * matches.Count * matches.Count;
        if (left < 0)
        {
            return false;
        }

        var (now, before, then) = (new Decisions(between, this), new Decisions(old, this), new Decisions(wanted, this));
        // A packet is told by the entries that decide it in the three lists: what it matches besides does not count.
        foreach (var a in differing)
        {
            for (var b = 0; b < matches.Count; b++)
            {
                for (var c = b; c < matches.Count && !apart.Value[a, b]; c++)
                {
                    if (!apart.Value[a, c] && !apart.Value[b, c] && now.Of(a, b, c) is var decided
                        && decided != before.Of(a, b, c) && decided != then.Of(a, b, c))
                    {
                        return false;
                    }
                }
            }
        }

        return true;
    }

    /// <summary>Matches without whose entries both lists are the same.</summary>
    private List<int> Differing(List<ListEntry> one, List<ListEntry> other)
    {
        var both = one.Select(Says).ToHashSet();
        both.IntersectWith(other.Select(Says));
        var differing = one.Concat(other).Where(e => !both.Contains(Says(e))).Select(e => matches[e.Match]).ToHashSet();
        var (mine, theirs) = (Rest(one, differing), Rest(other, differing));
        int first = 0, end = 0;
        while (first < Math.Min(mine.Count, theirs.Count) && Says(mine[first]) == Says(theirs[first]))
        {
            first++;
        }

        while (end < Math.Min(mine.Count, theirs.Count) - first && Says(mine[^(end + 1)]) == Says(theirs[^(end + 1)]))
        {
            end++;
        }

        differing.UnionWith(mine.Take(mine.Count - end).Skip(first).Concat(theirs.Take(theirs.Count - end).Skip(first))
            .Select(e => matches[e.Match]));
        if (one.Count == 0 || other.Count == 0)
        {
            differing.Add(0); // An empty list decides what nothing matches otherwise.
        }

        return [.. differing];
    }

    private List<ListEntry> Rest(List<ListEntry> list, HashSet<int> differing) => list.FindAll(e => !differing.Contains(matches[e.Match]));

    private static (string?, string) Says(ListEntry entry) => (entry.Action, entry.Match);

    private static List<ListEntry> Deciding(List<ListEntry> list) => list.FindAll(e => e.Action is not null);

    private bool[,] Apart()
    {
        var found = new bool[matches.Count, matches.Count];
        foreach (var (one, a) in matches)
        {
            foreach (var (two, b) in matches)
            {
                found[a, b] = PacketMatch.Apart(one, two);
            }
        }

        return found;
    }

    /// <summary>What a list decides; of the entries that match a packet the first one does.</summary>
    private sealed class Decisions
    {
        private readonly List<ListEntry> list;
        private readonly int[] places;
        private readonly string rest;

        public Decisions(List<ListEntry> list, ListSafety safety)
        {
            this.list = list;
            var universal = list.FindIndex(e => PacketMatch.IsUniversal(e.Match));
            places = [.. Enumerable.Repeat(universal < 0 ? list.Count : universal, safety.matches.Count)];
            for (var i = list.Count - 1; i >= 0; i--)
            {
                var match = safety.matches[list[i].Match];
                places[match] = Math.Min(i, places[0]);
            }

            rest = safety.unmatched ?? (list.Count > 0 ? "deny" : "permit");
        }

        public string Of(int a, int b, int c) =>
            Math.Min(places[a], Math.Min(places[b], places[c])) is var place && place < list.Count ? list[place].Action! : rest;
    }
}
