namespace NetBatch.Remediation;

/// <summary>Sections in which the order of lines counts: numbered entries, classes of a policy, items that a command moves.</summary>
internal sealed class OrderedSections(ConfigRules platform)
{
    /// <summary>In a longer list new entries come from the top and old ones go from the bottom, which needs no proof.</summary>
    private const int Short = 48;

    /// <summary>
    /// Puts the lines that make one access list of the other into the change. The lines of a comparison without order stand in
    /// <paramref name="plain"/>; they are taken where they lead to the right order and no packet is decided otherwise meanwhile.
    /// </summary>
    public void Numbered(LeafRule rule, ConfigNode from, ConfigNode to, ConfigNode plain, ConfigNode delta)
    {
        var parts = new Dictionary<string, ListEntry.Parts?>(from.Count, StringComparer.Ordinal);
        var (old, wanted) = (Entries(from, rule, parts), Entries(to, rule, parts));
        if (old.Count == 0 || wanted.Count == 0 || (!Same(old, wanted) && IsRight(rule, old, wanted, plain)))
        {
            if (plain.Count > 0)
            {
                delta.Add(plain);
            }

            return;
        }

        var others = plain.Children.Where(c => !rule.Search!.IsMatch(Negator.Plain(c.Text, platform)));
        NumberedList? list;
        try
        {
            list = Same(old, wanted) ? null : new NumberedList(rule, to.Text, old, wanted);
        }
        catch (ConfigException) when (new SecondList(platform, rule, from, to).Lines() is { Count: > 0 } lines)
        {
            lines.ForEach(line => delta.Add(line));
            return;
        }

        Put(list, to.Text, delta, others);
    }

    private static List<ListEntry> Entries(ConfigNode list, LeafRule rule, Dictionary<string, ListEntry.Parts?> parts)
    {
        var entries = ListEntry.Of(list.Children, rule, parts);
        for (var i = 1; i < entries.Count; i++)
        {
            if (entries[i].Number == entries[i - 1].Number)
            {
                throw new ConfigException(
                    list.LineNumber, $"the number {entries[i].Number} stands twice in '{list.Text}'; give each entry its own");
            }
        }

        return entries;
    }

    /// <summary>Adds a computed list to the change.</summary>
    /// <param name="list">The list; null: only the other lines differ.</param>
    /// <param name="header">Its section.</param>
    /// <param name="delta">The change.</param>
    /// <param name="others">Lines of the section that are no entries.</param>
    public static void Put(NumberedList? list, string header, ConfigNode delta, IEnumerable<ConfigNode> others)
    {
        if (list?.Before is { } before)
        {
            delta.Add(before);
        }

        var section = new ConfigNode(delta, header);
        foreach (var line in others)
        {
            section.AddCopy(line);
        }

        foreach (var line in list?.Lines ?? [])
        {
            section.Add(line);
        }

        if (section.Count > 0)
        {
            delta.Add(section);
        }

        if (list?.Behind is { } behind)
        {
            delta.Add(behind);
        }
    }

    /// <summary>Whether both say the same in the same order; numbers that nobody wrote do not count.</summary>
    public static bool Same(List<ListEntry> old, List<ListEntry> wanted) =>
        old.Select(e => e.Body).SequenceEqual(wanted.Select(e => e.Body), StringComparer.Ordinal)
        && (wanted.Exists(e => e.Given) || old.Exists(e => e.Given)
            || old.Select(e => e.Number).SequenceEqual(wanted.Select(e => e.Number)));

    /// <summary>Whether lines lead to the wanted list, and no packet is decided otherwise on the way.</summary>
    public bool IsRight(LeafRule rule, List<ListEntry> old, List<ListEntry> wanted, ConfigNode plain)
    {
        var safety = new ListSafety(old, wanted, longest: Short);
        var now = old.ToList();
        foreach (var line in plain.Children)
        {
            var text = Negator.Plain(line.Text, platform);
            if (rule.Search!.Match(text) is not { Success: true } match)
            {
                continue;
            }

            var body = match.Groups["entry"].Value;
            var number = match.Groups["n"] is { Success: true } n ? ListEntry.NumberOf(n.Value, line.LineNumber) : 0;
            if (Negator.IsNegated(line.Text, platform))
            {
                now.RemoveAll(e => number > 0 ? e.Number == number : e.Body == body);
            }
            else if (now.Exists(e => e.Number == number))
            {
                return false;
            }
            else
            {
                now.Add(new ListEntry(number > 0 ? number : now.Count == 0 ? 10 : now.Max(e => e.Number) + 10, body, number == 0));
                now = [.. now.OrderBy(e => e.Number)];
            }

            if (!safety.Allows(now))
            {
                return false;
            }
        }

        return now.Select(e => e.Body).SequenceEqual(wanted.Select(e => e.Body), StringComparer.Ordinal);
    }

    /// <summary>Items that are entered at the end only: what must stand behind a new one is taken away and made again, in order.</summary>
    public void Rebuild(LeafRule rule, ConfigNode from, ConfigNode to, ConfigNode delta, RuleState state)
    {
        var wanted = Items(to, rule);
        var left = Items(from, rule).Where(item => to.Find(item.Text) is not null).Select(item => item.Text).ToList();
        var first = 0;
        var last = -1;
        while (first < wanted.Count && left.IndexOf(wanted[first].Text) is var at && at > last)
        {
            (first, last) = (first + 1, at);
        }

        if (left.TrueForAll(text => wanted.FindIndex(w => w.Text == text) < first))
        {
            return; // What is new comes behind all that stays.
        }

        foreach (var item in wanted.Skip(first))
        {
            delta.RemoveAll(c => c.Text == item.Text);
        }

        var gone = wanted.Skip(first).Where(item => left.Contains(item.Text)).ToList();
        var top = 0;
        foreach (var item in gone)
        {
            delta.Insert(top++, Negator.Negate(item.Text, state, platform));
        }

        foreach (var item in wanted.Skip(first))
        {
            delta.AddCopy(item);
        }
    }

    /// <summary>Items that a command puts before others: those that are not in their place are moved.</summary>
    public static void Move(LeafRule rule, ConfigNode from, ConfigNode to, ConfigNode delta)
    {
        var wanted = Lists(to, rule);
        foreach (var (list, before) in Lists(from, rule))
        {
            if (!wanted.TryGetValue(list, out var items))
            {
                continue;
            }

            var now = before.Where(items.Contains).Concat(items.Where(item => !before.Contains(item))).ToList();
            var stays = Longest(now, items);
            for (var i = items.Count - 1; i >= 0; i--)
            {
                if (!stays.Contains(items[i]))
                {
                    delta.Add(i + 1 < items.Count
                        ? Line(rule.Text, list, items[i], items[i + 1])
                        : Line(rule.Remove, list, items[i], items[i - 1]));
                }
            }
        }
    }

    /// <summary>The command that puts an item of a list before or behind another.</summary>
    public static string Line(string form, string list, string item, string other) => form
        .Replace("{list}", list, StringComparison.Ordinal)
        .Replace("{item}", item, StringComparison.Ordinal)
        .Replace("{other}", other, StringComparison.Ordinal);

    private static List<ConfigNode> Items(ConfigNode section, LeafRule rule) =>
        [.. section.Children.Where(c => rule.Search!.IsMatch(c.Text))];

    /// <summary>The items of each list of a section, in order; a list that the rule does not name is the section itself.</summary>
    private static Dictionary<string, List<string>> Lists(ConfigNode section, LeafRule rule)
    {
        var lists = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var child in section.Children)
        {
            if (!rule.Last.IsMatch(child.Text) || rule.Search!.Match(child.Text) is not { Success: true } match)
            {
                continue;
            }

            var name = match.Groups["list"].Value;
            if (!lists.TryGetValue(name, out var items))
            {
                lists.Add(name, items = []);
            }

            var item = match.Groups["item"].Value;
            if (items.Count == 0 || (items[^1] != item && !items.Contains(item)))
            {
                items.Add(item);
            }
        }

        return lists;
    }

    /// <summary>The most items that stand in the wanted order already.</summary>
    public static HashSet<string> Longest(List<string> now, List<string> wanted)
    {
        var places = new Dictionary<string, int>(wanted.Count, StringComparer.Ordinal);
        wanted.ForEach(item => places.Add(item, places.Count));
        return Longest(now.ConvertAll(item => places[item])).Select(i => now[i]).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The same by numbers: each item's place in the wanted order is given, and which items stay is answered, from the
    /// last.</summary>
    public static List<int> Longest(List<int> at)
    {
        // The ends of the chains of each length: later ones end nearer to the top. Each item knows the first that can stand before it.
        var (ends, before) = (new List<List<int>>(), new int[at.Count]);
        for (var i = 0; i < at.Count; i++)
        {
            var place = at[i];
            var length = ends.Count > 0 && at[ends[^1][^1]] < place ? ends.Count : First(ends.Count, k => at[ends[k][^1]] >= place);
            before[i] = length == 0 ? -1 : ends[length - 1][First(ends[length - 1].Count, k => at[ends[length - 1][k]] < place)];
            if (length == ends.Count)
            {
                ends.Add(new List<int>(1));
            }

            ends[length].Add(i);
        }

        var found = new List<int>(ends.Count);
        for (var end = ends.Count > 0 ? ends[^1][0] : -1; end >= 0; end = before[end])
        {
            found.Add(end);
        }

        return found;
    }

    /// <summary>The first number from which on something holds.</summary>
    private static int First(int count, Predicate<int> holds)
    {
        var (low, high) = (0, count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = holds(middle) ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}
