namespace NetBatch.Remediation;

/// <summary>
/// Changes an access list that does not take an entry twice: new ones come to their places from the top, then old ones go from the
/// bottom; one that moves leaves its place first. Where packets would be decided otherwise meanwhile, that is refused. A place is a number
/// that is free, or, where entries have none (<c>access-list A line 3 ...</c>), the count from the top.
/// </summary>
internal sealed class PositionedList(LeafRule rule, string name, List<ListEntry> old, List<ListEntry> wanted)
{
    private readonly List<ListEntry> now = [.. old];
    private readonly List<string> lines = [];
    private readonly ListSafety safety = new(old, wanted);

    /// <summary>The lines, in order.</summary>
    /// <exception cref="ConfigException">No order of lines keeps the list whole.</exception>
    public List<string> Lines()
    {
        var all = Kept(old);
        var permits = Kept([.. old.Where(e => e.Action != "deny")]);
        try
        {
            return Lines(all);
        }
        catch (ConfigException) when (!permits.SetEquals(all))
        {
            // What is denied falls to the end, where it is denied as well: such entries move more easily than others.
            now.Clear();
            now.AddRange(old);
            lines.Clear();
            return Lines(permits);
        }
    }

    private List<string> Lines(HashSet<string> kept)
    {
        var place = 0;
        foreach (var entry in wanted)
        {
            if (kept.Contains(entry.Body))
            {
                place = now.FindIndex(place, e => e.Body == entry.Body) + 1; // Those that stay are in order.
                continue;
            }

            var at = Index(entry.Body);
            var moves = at >= 0;
            if (moves)
            {
                Remove(at);
                place -= at < place ? 1 : 0;
                Check(entry);
            }

            Insert(place++, entry);
            if (moves)
            {
                Check(entry);
            }
        }

        var staying = wanted.Select(e => e.Body).ToHashSet(StringComparer.Ordinal);
        for (var i = now.Count - 1; i >= 0; i--)
        {
            if (!staying.Contains(now[i].Body))
            {
                Remove(i);
            }
        }

        return lines;
    }

    /// <summary>The entries that stay where they are: the most that stand in the wanted order already.</summary>
    private HashSet<string> Kept(List<ListEntry> of)
    {
        var places = wanted.Select(e => e.Body).ToHashSet(StringComparer.Ordinal);
        return OrderedSections.Longest([.. of.Select(e => e.Body).Where(places.Contains)], [.. wanted.Select(e => e.Body)]);
    }

    private int Index(string body) => now.FindIndex(e => e.Body == body);

    private void Remove(int at)
    {
        lines.Add(now[at].Line(rule.Remove, name));
        now.RemoveAt(at);
    }

    private void Insert(int place, ListEntry entry)
    {
        long number = place + 1;
        if (rule.By == OrderMeans.Number)
        {
            var low = place == 0 ? 0 : now[place - 1].Number;
            var high = place < now.Count ? now[place].Number : low + 20;
            number = !entry.Given && entry.Number > low && entry.Number < high ? entry.Number : (low + high) / 2;
            if (number == low)
            {
                throw Refused(entry);
            }
        }

        now.Insert(place, entry with { Number = number });
        lines.Add(now[place].Line(rule.Text, name));
    }

    private void Check(ListEntry entry)
    {
        if (!safety.Allows(now))
        {
            throw Refused(entry);
        }
    }

    private ConfigException Refused(ListEntry entry) => new(
        $"'{entry.Body}' moves to another place of '{name}', which does not take an entry twice: no order of lines keeps the list whole; "
            + "make a second list in the new order, let its users use that one, and change this one then");
}
