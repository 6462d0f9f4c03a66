using System.Text.RegularExpressions;

namespace NetBatch.Remediation;

/// <summary>
/// Puts the lines at the top of a change in the order in which devices take them: an object is made before its first user and
/// taken away behind its last, and a new default route comes before the old one goes.
/// </summary>
internal sealed class Dependencies(ConfigRules platform, ConfigNode from, ConfigNode delta, RuleState state)
{
    private readonly List<ConfigNode> order = [.. delta.InOrder()];
    private readonly Dictionary<(LeafRule Rule, string Name), List<ConfigNode>> others = [];
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private HashSet<string>? texts;
    private Dictionary<string, List<ConfigNode>>? users;
    private ILookup<string, ConfigNode>? sections;
    private Counterparts? replaced;
    private bool moved;

    public static void Apply(ConfigRules platform, ConfigNode from, ConfigNode delta, RuleState state)
    {
        var work = new Dependencies(platform, from, delta, state);
        var references = state.Of(RuleKind.Reference);
        var first = state.Of(RuleKind.MakeFirst);
        if (delta.Count < 2)
        {
            return;
        }

        var objects = work.order.SelectMany(line =>
            references.Where(r => r.Last.IsMatch(Negator.Plain(line.Text, platform))).Take(1).Select(r => (line, r))).ToList();
        foreach (var (line, rule) in objects)
        {
            work.names.Add(rule.Search!.Match(Negator.Plain(line.Text, platform)).Groups[1].Value);
        }

        // As often as objects may hang on each other: an interface, its policy, the policy's class, the class's list.
        for (var round = 0; round < 4 && (round == 0 || work.moved); round++)
        {
            work.moved = false;
            objects.ForEach(o => work.Place(o.line, o.r));
        }

        objects.Where(o => o.r.Flag).ToList().ForEach(o => work.Release(o.line, o.r));
        TableEntries.Apply(from, delta, work.order, state);
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
        if (negated && (texts ??= [.. order.Select(o => o.Text)]).Contains(Negator.Plain(line.Text, platform)))
        {
            return; // It is made again, where its own rule has put that.
        }

        var name = match.Groups[1].Value;
        var users = Others(name, rule);
        if (!negated && from.Find(line.Text) is not null)
        {
            // What is there and changes is whole before somebody uses it anew.
            users = [.. users.Where(u => Names(u, name))];
        }

        if (users.Count == 0)
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

    /// <summary>Where an object is made anew that the device does not take away while it is used, its users go before it and come back
    /// behind the new one.</summary>
    private void Release(ConfigNode line, LeafRule rule)
    {
        var name = rule.Search!.Match(Negator.Plain(line.Text, platform)).Groups[1].Value;
        if (!Negator.IsNegated(line.Text, platform)
            || order.FindLast(n => !Negator.IsNegated(n.Text, platform) && Defines(n, rule, name)) is not { } made)
        {
            return;
        }

        var touched = order.Select(n => Negator.Plain(n.Text, platform)).ToHashSet(StringComparer.Ordinal);
        foreach (var user in from.Children.Where(c => c.Count == 0 && !touched.Contains(c.Text)
            && Words.Has(c.Text, name) && !Defines(c, rule, name)))
        {
            order.Insert(order.IndexOf(line), new ConfigNode(delta, Negator.Negate(user.Text, state, platform)));
            order.Insert(order.IndexOf(made) + 1, new ConfigNode(delta, user.Text));
        }
    }

    /// <summary>Whether a line makes or takes away an object of this name itself.</summary>
    private bool Defines(ConfigNode line, LeafRule rule, string name) =>
        Negator.Plain(line.Text, platform) is var plain && rule.Last.IsMatch(plain) && rule.Search!.Match(plain).Groups[1].Value == name;

    /// <summary>Whether a line of the change, or one below it, comes to name an object; one that gives it new numbers does not.</summary>
    private bool Names(ConfigNode line, string name)
    {
        foreach (var child in line.Span)
        {
            if (Names(child, name))
            {
                return true;
            }
        }

        return line.Count == 0 && !Negator.IsNegated(line.Text, platform) && Words.Has(line.Text, name)
            && !Words.Has(line.Text, "resequence");
    }

    /// <summary>The users of an object but for the lines that it is made of; they may be thousands, and are looked up once.</summary>
    private List<ConfigNode> Others(string name, LeafRule rule)
    {
        if (!others.TryGetValue((rule, name), out var found))
        {
            others.Add((rule, name), found = [.. Users(name, rule).Where(u => !Defines(u, rule, name))]);
        }

        return found;
    }

    /// <summary>The lines of the change that name an object, or take away what named it.</summary>
    private IEnumerable<ConfigNode> Users(string name, LeafRule rule)
    {
        IEnumerable<ConfigNode> named = [];
        if (rule.Lines.Length > 0)
        {
            var lines = rule.Lines.Replace("\\1", Regex.Escape(name), StringComparison.Ordinal);
            var any = lines == rule.Lines;
            named = order.Where(n => (any || n.Text.Contains(name, StringComparison.Ordinal))
                && Regex.IsMatch(Negator.Plain(n.Text, platform), lines));
            if (any)
            {
                return named; // Any such line may be a user.
            }
        }

        users ??= Index();
        return users.TryGetValue(name, out var found) ? found.Union(named) : named;
    }

    /// <summary>Which lines hold the names of the objects; other words nobody asks for.</summary>
    private Dictionary<string, List<ConfigNode>> Index()
    {
        var index = new Dictionary<string, List<ConfigNode>>(StringComparer.Ordinal);
        var words = names.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var line in order)
        {
            Add(index, words, line, line);
            if (Before(line) is { } before)
            {
                Add(index, words, before, line);
            }
        }

        return index;
    }

    /// <summary>What a line of the change is about in the config as it was: the value that it takes the place of; a negation may name it by
    /// less than its header.</summary>
    private ConfigNode? Before(ConfigNode line)
    {
        var plain = Negator.Plain(line.Text, platform);
        if (from.Find(plain) is { } same)
        {
            return same;
        }

        if (!Negator.IsNegated(line.Text, platform))
        {
            return line.Count == 0 ? (replaced ??= new Counterparts(from, state, platform, isOld: true)).Of(line.Text) : null;
        }

        sections ??= from.Children.Where(c => c.Count > 0).ToLookup(c => Start(c.Text), StringComparer.Ordinal);
        return sections[Start(plain)].FirstOrDefault(c => Negator.Negate(c.Text, state, platform) == line.Text);
    }

    private static string Start(string text) => string.Join(' ', text.Split(' ', 3).Take(2));

    private static void Add(Dictionary<string, List<ConfigNode>> index, HashSet<string>.AlternateLookup<ReadOnlySpan<char>> words,
        ConfigNode line, ConfigNode top)
    {
        foreach (var range in line.Text.AsSpan().Split(' '))
        {
            if (!words.TryGetValue(line.Text.AsSpan()[range], out var word))
            {
                continue;
            }

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
            Add(index, words, child, top);
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
