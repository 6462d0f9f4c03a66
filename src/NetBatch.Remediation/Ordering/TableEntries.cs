namespace NetBatch.Remediation;

/// <summary>
/// Entries of tables that entries of other tables name (an address of a FortiOS policy): a table gets new entries before their first
/// user, and what is deleted goes in a section of its own behind the last user.
/// </summary>
internal sealed class TableEntries(ConfigNode from, ConfigNode delta, List<ConfigNode> order)
{
    private const string Delete = "delete ";

    public static void Apply(ConfigNode from, ConfigNode delta, List<ConfigNode> order, RuleState root)
    {
        var work = new TableEntries(from, delta, order);
        var tables = order.Where(o => o.Count > 0)
            .Select(o => (Section: o, Rule: root.Enter(o.Text).Of(RuleKind.Reference).FirstOrDefault()))
            .Where(t => t.Rule is not null).ToList();
        foreach (var (section, rule) in tables)
        {
            work.MakeFirst(section, rule!);
        }

        // From the last table to the first: what a group named is free when the group is gone.
        foreach (var (section, _) in tables.AsEnumerable().Reverse())
        {
            work.DeleteLast(section);
        }
    }

    private void MakeFirst(ConfigNode section, LeafRule rule)
    {
        var made = section.Children.Where(c => rule.Last.IsMatch(c.Text)).Select(c => rule.Search!.Match(c.Text).Groups[1].Value)
            .Where(name => name.Length > 0).ToList();
        var (at, first) = (order.IndexOf(section), order.FindIndex(o => o.Text != section.Text && made.Exists(name => Names(o, name))));
        if (first >= 0 && first < at)
        {
            order.RemoveAt(at);
            order.Insert(first, section);
        }
    }

    private void DeleteLast(ConfigNode section)
    {
        var at = order.IndexOf(section);
        foreach (var line in section.Children.Where(c => c.Text.StartsWith(Delete, StringComparison.Ordinal)).Reverse().ToList())
        {
            var name = line.Text[Delete.Length..];
            var last = order.FindLastIndex(o =>
                o.Text != section.Text && name.StartsWith('"') && (Names(o, name) || (from.Find(o.Text) is { } user && Names(user, name))));
            if (last > at)
            {
                section.Remove(line);
                Behind(section.Text, line, last);
            }
        }

        if (section.Count == 0)
        {
            order.Remove(section);
        }
    }

    private void Behind(string table, ConfigNode line, int last)
    {
        if (last + 1 < order.Count && order[last + 1] is { } next && next.Text == table)
        {
            next.Insert(0, line.Text);
            return;
        }

        var section = new ConfigNode(delta, table);
        section.Add(line.Text);
        order.Insert(last + 1, section);
    }

    /// <summary>Whether a section names an entry in what its own entries are set to.</summary>
    private static bool Names(ConfigNode section, string name) =>
        section.Children.Any(c => (c.Text.StartsWith("set ", StringComparison.Ordinal) && c.Text.Contains(name, StringComparison.Ordinal))
            || Names(c, name));
}
