namespace NetBatch.Remediation;

/// <summary>
/// Puts the lines at the top of a change in the order in which devices take them: an object is made before its first user and
/// taken away behind its last, and a new default route comes before the old one goes.
/// </summary>
internal sealed class Dependencies(ConfigRules platform, ConfigNode from, ConfigNode delta)
{
    private readonly List<ConfigNode> order = [.. delta.InOrder()];
    private Dictionary<string, List<ConfigNode>>? users;
    private bool moved;

    public static void Apply(ConfigRules platform, ConfigNode from, ConfigNode delta, RuleState state)
    {
        var work = new Dependencies(platform, from, delta);
        var references = state.Of(RuleKind.Reference);
        var first = state.Of(RuleKind.MakeFirst);
        if (delta.Count < 2 || references.Length + first.Length == 0)
        {
            return;
        }

        var objects = work.order.SelectMany(line =>
            references.Where(r => r.Last.IsMatch(Negator.Plain(line.Text, platform))).Take(1).Select(r => (line, r))).ToList();
        // As often as objects may hang on each other: an interface, its policy, the policy's class, the class's list.
        for (var round = 0; round < 4 && (round == 0 || work.moved); round++)
        {
            work.moved = false;
            objects.ForEach(o => work.Place(o.line, o.r));
        }

        foreach (var rule in first)
        {
            work.MakeFirst(rule);
        }

        if (!work.order.SequenceEqual(delta.InOrder()))
        {
            delta.Reorder(work.order);
        }
    }

    private void Place(ConfigNode line, LeafRule rule)
    {
        if (rule.Search!.Match(Negator.Plain(line.Text, platform)) is not { Success: true } match)
        {
            return;
        }

        var negated = Negator.IsNegated(line.Text, platform);
        var users = Users(match.Groups[1].Value, rule).Where(u => !ReferenceEquals(u, line)).ToList();
        if (users.Count == 0 || (!negated && from.Find(line.Text) is not null))
        {
            return;
        }

        var at = order.IndexOf(line);
        if (negated && users.Max(u => order.IndexOf(u)) is var last && last > at)
        {
            order.Insert(last + 1, line);
            order.RemoveAt(at);
            moved = true;
        }
        else if (!negated && users.Where(u => !Negator.IsNegated(u.Text, platform)).Select(u => order.IndexOf(u))
            .DefaultIfEmpty(int.MaxValue).Min() is var first && first < at)
        {
            order.RemoveAt(at);
            order.Insert(first, line);
            moved = true;
        }
    }

    /// <summary>The lines of the change that name an object, or take away what named it.</summary>
    private IEnumerable<ConfigNode> Users(string name, LeafRule rule)
    {
        if (rule.Lines.Length > 0)
        {
            return order.Where(n => System.Text.RegularExpressions.Regex.IsMatch(Negator.Plain(n.Text, platform), rule.Lines));
        }

        users ??= Index();
        return users.TryGetValue(name, out var found) ? found : [];
    }

    private Dictionary<string, List<ConfigNode>> Index()
    {
        var index = new Dictionary<string, List<ConfigNode>>(StringComparer.Ordinal);
        foreach (var line in order)
        {
            Add(index, line, line);
            if (from.Find(Negator.Plain(line.Text, platform)) is { } before)
            {
                Add(index, before, line);
            }
        }

        return index;
    }

    private static void Add(Dictionary<string, List<ConfigNode>> index, ConfigNode line, ConfigNode top)
    {
        foreach (var word in line.Text.Split(' '))
        {
            if (!index.TryGetValue(word, out var lines))
            {
                index.Add(word, lines = []);
            }

            if (lines.Count == 0 || !ReferenceEquals(lines[^1], top))
            {
                lines.Add(top);
            }
        }

        foreach (var child in line.Children)
        {
            Add(index, child, top);
        }
    }

    private void MakeFirst(LeafRule rule)
    {
        foreach (var old in order.Where(n => Negator.IsNegated(n.Text, platform) && rule.Last.IsMatch(Negator.Plain(n.Text, platform)))
            .ToList())
        {
            var key = Key(rule, old);
            var made = order.FindLastIndex(n => !Negator.IsNegated(n.Text, platform) && rule.Last.IsMatch(n.Text) && Key(rule, n) == key);
            var at = order.IndexOf(old);
            if (made > at)
            {
                order.Insert(made + 1, old);
                order.RemoveAt(at);
            }
        }
    }

    private string Key(LeafRule rule, ConfigNode line) =>
        rule.Search?.Match(Negator.Plain(line.Text, platform)).Groups[1].Value ?? LineKey.Of(rule.Last, line.Text, platform.Negation);
}
