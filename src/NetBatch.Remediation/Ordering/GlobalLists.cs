namespace NetBatch.Remediation;

/// <summary>
/// Access lists whose entries stand at the top of the config, each with the list's name (<c>access-list 10 permit ...</c>). Taking
/// one such line away takes the whole list, and a new one comes to its end: entries are changed by number inside the list.
/// </summary>
internal sealed class GlobalLists
{
    private readonly HashSet<ConfigNode> done = [];

    /// <summary>Lines of lists that say the same in both configs.</summary>
    public HashSet<ConfigNode> Same { get; } = [];

    /// <summary>Lines that differ by their place, or by how often they stand there.</summary>
    public HashSet<ConfigNode> More { get; } = [];

    /// <summary>Lines whose entries the wanted config does not have.</summary>
    public int Deletions { get; private set; }

    /// <summary>Whether the line was dealt with.</summary>
    public bool Holds(ConfigNode line) => done.Count > 0 && done.Contains(line);

    /// <summary>Compares the lists that both configs have, and takes away those that the other lacks; a device that has shown the other
    /// lacks what that says nothing of.</summary>
    public void Apply(ConfigRules platform, ConfigNode from, ConfigNode to, ConfigNode delta, RuleState state, bool isShown)
    {
        foreach (var rule in state.Of(RuleKind.Ordered).Where(r => r.By == OrderMeans.Append))
        {
            var (before, after) = (Lists(from, rule), Lists(to, rule));
            foreach (var (name, lines) in isShown ? [] : before)
            {
                if (!after.ContainsKey(name) && state.First(RuleKind.AlwaysPrinted, lines[0].Text) is not null)
                {
                    before.Remove(name); // What a text says nothing of stays.
                }
            }

            Append(platform, rule, before, after, delta);
        }

        foreach (var rule in state.Of(RuleKind.Ordered).Where(r => r.By is OrderMeans.Number or OrderMeans.Position && IsOfTop(r)))
        {
            var (before, after) = (Lists(from, rule), Lists(to, rule));
            foreach (var (name, lines) in before)
            {
                done.UnionWith(lines);
                if (!after.TryGetValue(name, out var others))
                {
                    Deletions += lines.Count;
                    if (rule.By == OrderMeans.Position)
                    {
                        lines.AsEnumerable().Reverse().ToList().ForEach(line => delta.Add(platform.Negation + line.Text));
                        continue;
                    }

                    delta.Add(platform.Negation + rule.Search!.Match(lines[0].Text).Groups["head"].Value);
                    continue;
                }

                done.UnionWith(others);
                var (old, wanted) = (Entries(lines, rule), Entries(others, rule));
                Deletions += Gone(old.Select(e => e.Body), wanted.Select(e => e.Body));
                var count = delta.Count;
                if (rule.By == OrderMeans.Position)
                {
                    new PositionedList(rule, name, old, wanted).Lines().ForEach(line => delta.Add(line));
                }
                else if (rule.Lines.Length == 0)
                {
                    TopLines(platform, rule, name, old, wanted).ForEach(line => delta.Add(line));
                }
                else if (!OrderedSections.Same(old, wanted))
                {
                    var header = rule.Lines.Replace("{list}", name, StringComparison.Ordinal);
                    OrderedSections.Put(new NumberedList(rule, header, old, wanted), header, delta, []);
                }

                if (delta.Count == count)
                {
                    Same.UnionWith(lines);
                    Same.UnionWith(others);
                }
            }
        }
    }

    private static int Gone(IEnumerable<string> old, IEnumerable<string> wanted)
    {
        var stays = wanted.ToHashSet(StringComparer.Ordinal);
        return old.Count(text => !stays.Contains(text));
    }

    /// <summary>Lists whose lines come to the end only (a banner of an ASA, which may hold a line twice).</summary>
    private void Append(ConfigRules platform, LeafRule rule, Dictionary<string, List<ConfigNode>> before,
        Dictionary<string, List<ConfigNode>> after, ConfigNode delta)
    {
        foreach (var name in before.Keys.Union(after.Keys, StringComparer.Ordinal))
        {
            var (old, wanted) = (before.GetValueOrDefault(name, []), after.GetValueOrDefault(name, []));
            done.UnionWith(old.Concat(wanted));
            Deletions += Gone(old.Select(line => line.Text), wanted.Select(line => line.Text));
            if (rule.Flag)
            {
                OneByOne(platform, old, wanted, delta);
                continue;
            }

            var kept = old.Select(line => line.Text)
                .SequenceEqual(wanted.Take(old.Count).Select(line => line.Text), StringComparer.Ordinal);
            if (!kept)
            {
                delta.Add(rule.Remove.Replace("{list}", name, StringComparison.Ordinal));
            }
            else if (old.Count == wanted.Count)
            {
                Same.UnionWith(old.Concat(wanted));
            }

            More.UnionWith(kept ? wanted.Skip(old.Count) : old.Concat(wanted));
            foreach (var line in wanted.Skip(kept ? old.Count : 0))
            {
                delta.AddCopy(line);
            }
        }
    }

    /// <summary>
    /// Entries that go one by one: what stays in its place stays, what must stand behind a new one is taken away and comes again, and what
    /// goes, goes last, so that the list is there all the time.
    /// </summary>
    private void OneByOne(ConfigRules platform, List<ConfigNode> old, List<ConfigNode> wanted, ConfigNode delta)
    {
        var (first, last) = (0, -1);
        while (first < wanted.Count && old.FindIndex(line => line.Text == wanted[first].Text) is var at && at > last)
        {
            (first, last) = (first + 1, at);
        }

        var moved = wanted.Skip(first).Select(line => line.Text).ToHashSet(StringComparer.Ordinal);
        var texts = wanted.Select(line => line.Text).ToHashSet(StringComparer.Ordinal);
        var again = old.FindAll(line => moved.Contains(line.Text));
        var removals = again.AsEnumerable().Reverse().Select(line => platform.Negation + line.Text).ToList();
        // Where every old line goes for a moment, the first of the new ones, which is none of them, comes before the last one goes.
        var early = again.Count > 0 && again.Count == old.Count ? 1 : 0;
        removals.SkipLast(early).ToList().ForEach(line => delta.Add(line));
        wanted.Skip(first).Take(early).ToList().ForEach(line => delta.AddCopy(line));
        removals.TakeLast(early).ToList().ForEach(line => delta.Add(line));
        wanted.Skip(first + early).ToList().ForEach(line => delta.AddCopy(line));
        old.Where(line => !texts.Contains(line.Text)).ToList().ForEach(line => delta.Add(platform.Negation + line.Text));
        More.UnionWith(again);
        if (old.Count == wanted.Count && first == old.Count)
        {
            Same.UnionWith(old.Concat(wanted));
        }
    }

    /// <summary>Whether the rule is about lists whose entries all name it.</summary>
    public static bool IsOfTop(LeafRule rule) => rule.Search!.GetGroupNames().Contains("list", StringComparer.Ordinal);

    /// <summary>
    /// The lines for a list that has its numbers in its own lines (a prefix list). Its numbers count by their order alone: no command
    /// gives new ones, and a number that is taken is refused. What a plain comparison gives is taken where that is safe.
    /// </summary>
    private static List<string> TopLines(ConfigRules platform, LeafRule rule, string name, List<ListEntry> old, List<ListEntry> wanted)
    {
        if (old.Select(e => e.Body).SequenceEqual(wanted.Select(e => e.Body), StringComparer.Ordinal))
        {
            return [];
        }

        var plain = new ConfigNode(null, "");
        old.Except(wanted).ToList().ForEach(e => plain.Add(e.Line(rule.Remove, name)));
        wanted.Except(old).ToList().ForEach(e => plain.Add(e.Line(rule.Text, name)));
        var safe = !wanted.Exists(e => e.Given) && new OrderedSections(platform).IsRight(rule, old, wanted, plain);
        return safe
            ? [.. plain.Children.Select(c => c.Text)]
            : [.. new NumberedList(rule, name, old, wanted).Lines.Select(line => line.Replace("{list}", name, StringComparison.Ordinal))];
    }

    private static List<ListEntry> Entries(List<ConfigNode> lines, LeafRule rule) => rule.Lines.Length == 0
        ? [.. ListEntry.Of(lines, rule)]
        : [.. ListEntry.Of(lines, rule).Where(e => e.Action is not null).Select((e, i) => e with { Number = (i + 1) * 10, Given = true })];

    private static Dictionary<string, List<ConfigNode>> Lists(ConfigNode root, LeafRule rule)
    {
        var lists = new Dictionary<string, List<ConfigNode>>(StringComparer.Ordinal);
        foreach (var line in root.Span)
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
