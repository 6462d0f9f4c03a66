namespace NetBatch.Remediation;

/// <summary>
/// Access lists whose entries stand at the top of the config, each with the list's name (<c>access-list 10 permit ...</c>). Taking
/// one such line away takes the whole list, and a new one comes to its end: entries are changed by number inside the list.
/// </summary>
internal sealed class GlobalLists
{
    private readonly HashSet<ConfigNode> done = [];

    /// <summary>Whether the line was dealt with.</summary>
    public bool Holds(ConfigNode line) => done.Count > 0 && done.Contains(line);

    /// <summary>Compares the lists that both configs have, and takes away those that the other lacks.</summary>
    public void Apply(ConfigRules platform, ConfigNode from, ConfigNode to, ConfigNode delta, RuleState state)
    {
        foreach (var rule in state.Of(RuleKind.Ordered).Where(r => r.By == OrderMeans.Number && r.Lines.Length > 0))
        {
            var (before, after) = (Lists(from, rule), Lists(to, rule));
            foreach (var (name, lines) in before)
            {
                done.UnionWith(lines);
                if (!after.TryGetValue(name, out var others))
                {
                    delta.Add(platform.Negation + rule.Search!.Match(lines[0].Text).Groups["head"].Value);
                    continue;
                }

                done.UnionWith(others);
                var (old, wanted) = (Entries(lines, rule), Entries(others, rule));
                if (!OrderedSections.Same(old, wanted))
                {
                    var header = rule.Lines.Replace("{list}", name, StringComparison.Ordinal);
                    OrderedSections.Put(new NumberedList(rule, header, old, wanted), header, delta, []);
                }
            }
        }
    }

    private static List<ListEntry> Entries(List<ConfigNode> lines, LeafRule rule) =>
        [.. ListEntry.Of(lines, rule).Where(e => e.Action is not null).Select((e, i) => e with { Number = (i + 1) * 10, Given = true })];

    private static Dictionary<string, List<ConfigNode>> Lists(ConfigNode root, LeafRule rule)
    {
        var lists = new Dictionary<string, List<ConfigNode>>(StringComparer.Ordinal);
        foreach (var line in root.Children)
        {
            if (rule.Last.IsMatch(line.Text) && rule.Search!.Match(line.Text) is { Success: true } match)
            {
                var name = match.Groups["list"].Value;
                (lists.TryGetValue(name, out var lines) ? lines : lists[name] = []).Add(line);
            }
        }

        return lists;
    }
}
