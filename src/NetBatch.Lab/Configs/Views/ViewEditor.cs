namespace NetBatch.Lab.Configs.Views;

/// <summary>What became of a line.</summary>
/// <param name="Match">How it fits the view.</param>
/// <param name="Answer">What the device says besides; of a refused line the refusal.</param>
/// <param name="Done">Whether it did what it says.</param>
/// <param name="Entered">Whether it opened a view.</param>
internal sealed record ViewResult(ViewMatch Match, string Answer, bool Done, bool Entered = false);

/// <summary>The view in which a session types, and what its lines do to the configuration.</summary>
internal sealed class ViewEditor(ViewConfig config)
{
    private readonly List<string> path = [];
    private readonly ViewDialect dialect = config.Dialect;

    /// <summary>Whether a whole configuration is read: lines may name what stands further below.</summary>
    public bool IsLoading { get; init; }

    /// <summary>The view in hand; the configuration itself at the top.</summary>
    public ViewNode Here => Nodes[^1];

    /// <summary>The views that are open, the outermost first.</summary>
    public IReadOnlyList<ViewNode> Open => Nodes[1..];

    // Another session may have taken an open view away.
    private List<ViewNode> Nodes
    {
        get
        {
            var nodes = new List<ViewNode> { config.Root };
            foreach (var key in path)
            {
                if (nodes[^1].Find(key) is not { } next)
                {
                    break;
                }

                nodes.Add(next);
            }

            return nodes;
        }
    }

    /// <summary>Leaves the view; false: it was the outermost.</summary>
    public bool Leave()
    {
        if (path.Count == 0)
        {
            return false;
        }

        path.RemoveAt(path.Count - 1);
        return true;
    }

    /// <summary>Leaves all views.</summary>
    public void LeaveAll() => path.Clear();

    /// <summary>Does a line: in the view in hand, or in one around it.</summary>
    /// <param name="line">The line.</param>
    /// <param name="keep">Whether it has its effect; false: it is only answered as if it had.</param>
    public ViewResult Apply(string line, bool keep = true)
    {
        var (off, bare) = Negated(line);
        var all = dialect.Expand(Here, bare).ToList();
        if (all is [] || (all is [var only] && only == bare))
        {
            return One(line, keep);
        }

        // One line for many: none of them leaves its view open.
        var depth = path.Count;
        ViewResult? last = null;
        foreach (var one in all)
        {
            last = One(off ? $"{dialect.Negation} {one}" : one, keep);
            path.RemoveRange(depth, path.Count - depth);
        }

        return last! with { Entered = false };
    }

    /// <summary>Types a line in a view, as what follows from another line.</summary>
    public void Type(ViewNode here, string line) => Add(here, Match(here, line).Match);

    private (bool Off, string Bare) Negated(string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        return space >= 2 && dialect.Negation.StartsWith(line[..space], StringComparison.Ordinal) ? (true, line[(space + 1)..].Trim())
            : (false, line);
    }

    private ViewResult One(string line, bool keep)
    {
        var nodes = Nodes;
        ViewMatch? first = null;
        for (var depth = nodes.Count - 1; depth >= 0; depth--)
        {
            var (match, off) = Match(nodes[depth], line);
            if (match.Fit == ViewFit.Command)
            {
                if (!keep && match.Rule!.Opens is null)
                {
                    return new ViewResult(match, "", true);
                }

                path.RemoveRange(depth, path.Count - depth);
                return off ? Remove(nodes[depth], match) : Add(nodes[depth], match);
            }

            first = first is null || match.Position > first.Position ? match : first;
        }

        return new ViewResult(first!, "", false);
    }

    private (ViewMatch Match, bool Off) Match(ViewNode here, string line)
    {
        var rules = dialect.Grammar.View(here.Rule?.Opens ?? ViewGrammar.Top);
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        if (line == dialect.Negation)
        {
            return (new ViewMatch(ViewFit.Incomplete, line.Length), true);
        }

        var (off, bare) = Negated(line);
        if (!off)
        {
            return (ViewMatch.Of(rules.Where(rule => !rule.IsGroup).Select(rule => (rule, rule.Parts)), dialect.Rewrite(here, line),
                dialect.Grammar.Ports), false);
        }

        // Blanks in the place of the negation keep the positions.
        var rest = new string(' ', space) + " " + dialect.Rewrite(here, bare);
        return (ViewMatch.Of(rules.SelectMany(rule => rule.Negations(dialect.TakesWholeLines).Select(parts => (rule, parts))), rest,
            dialect.Grammar.Ports), true);
    }

    private ViewResult Add(ViewNode here, ViewMatch match)
    {
        var rule = match.Rule!;
        IReadOnlyList<(string Class, string Name)> references = [.. match.References, .. dialect.MoreReferences(match)];
        if (!IsLoading)
        {
            if (references.FirstOrDefault(reference => !config.Defines(reference.Class, reference.Name)) is { Class: not null } missing)
            {
                return new ViewResult(match, dialect.Missing(missing.Class, missing.Name), false);
            }

            if (dialect.Check(config, here, match) is { } refusal)
            {
                return new ViewResult(match, refusal, false);
            }
        }

        var found = rule.IsText ? null : here.Find(match.Key);
        if (rule.IsOn)
        {
            here.Children.Remove(found!);
            return new ViewResult(match, "", true);
        }

        var before = found?.Line;
        var added = match.Line;
        if (rule.Adds)
        {
            var old = found is null ? [] : NumberList.Read(found.Line[rule.Literals.Length..]);
            old.UnionWith(NumberList.Read(match.List));
            added = $"{rule.Literals} {NumberList.Write(old)}";
        }

        if (found is null)
        {
            found = new ViewNode(rule, match.Key, added) { Names = match.Names };
            here.Children.Add(found);
        }
        else if (rule.Opens is null || match.Line != match.Key)
        {
            // Who only enters a view leaves what its first line sets.
            found.Line = added;
        }

        found.References = references;
        var answer = IsLoading ? "" : dialect.Added(config, here, found, before);
        if (rule.Opens is not null)
        {
            path.Add(found.Key);
        }

        return new ViewResult(match, answer, true, rule.Opens is not null);
    }

    private ViewResult Remove(ViewNode here, ViewMatch match)
    {
        var rule = match.Rule!;
        if (rule.IsOn)
        {
            if (here.Find(match.Key) is null)
            {
                here.Children.Add(new ViewNode(rule, match.Key, $"{dialect.Negation} {match.Key}") { Names = match.Names, IsOff = true });
            }

            return new ViewResult(match, "", true);
        }

        if (rule.Adds)
        {
            return Shrink(here, match);
        }

        if (rule.IsNumbered && match.Line != match.Key)
        {
            return here.Find(match.Key) is { } entry && NumberedRules.Without(entry, match.Line[(match.Key.Length + 1)..])
                ? new ViewResult(match, "", true)
                : new ViewResult(match with { Fit = ViewFit.Wrong }, dialect.NotThere(match), false);
        }

        var gone = rule.IsGroup
            ? here.All.Where(child => child.Key.StartsWith(match.Key + " ", StringComparison.Ordinal)).ToList()
            : here.Children.FindAll(child => child.Rule == rule && (child.Key == match.Key
            || (rule.IsShort || rule.IsText) && match.Names.Count == 0 && child.Key.StartsWith(match.Key, StringComparison.Ordinal)));
        if (gone.Count == 0)
        {
            return dialect.NotThere(match) is { Length: > 0 } text ? new ViewResult(match, text, false) : new ViewResult(match, "", true);
        }

        var answer = "";
        foreach (var node in gone)
        {
            if (!IsLoading && Refusal(here, node) is { } refusal)
            {
                return new ViewResult(match, refusal, false);
            }

            Parent(here, node).Children.Remove(node);
            answer += dialect.Removed(config, here, node);
        }

        return new ViewResult(match, answer, true);
    }

    private static ViewNode Parent(ViewNode here, ViewNode node) =>
        here.Children.Contains(node) ? here : here.All.First(other => other.Children.Contains(node));

    private string? Refusal(ViewNode here, ViewNode node) =>
        node.Rule!.Defines is { } kind && config.UsersOf(kind, ViewConfig.NameOf(node)).Any(user => !node.All.Contains(user))
            && dialect.InUse(node) is { } inUse ? inUse : dialect.CheckRemoval(config, here, node);

    private static ViewResult Shrink(ViewNode here, ViewMatch match)
    {
        var rule = match.Rule!;
        if (here.Find(match.Key) is { } found)
        {
            var left = NumberList.Read(found.Line[rule.Literals.Length..]);
            left.ExceptWith(NumberList.Read(match.List));
            found.Line = $"{rule.Literals} {NumberList.Write(left)}";
            if (left.Count == 0)
            {
                here.Children.Remove(found);
            }
        }

        return new ViewResult(match, "", true);
    }
}
