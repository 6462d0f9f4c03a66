namespace NetBatch.Remediation;

/// <summary>Computes the lines that turn one config into another, and counts what they do.</summary>
internal sealed class Remediator(ConfigRules platform, bool isShown)
{
    private readonly Spelling spelling = new(platform);
    private readonly OrderedSections ordered = new(platform);
    private readonly GlobalLists global = new();
    private readonly SingleValues values = new();
    private readonly HashSet<ConfigNode> same = [];
    private readonly HashSet<ConfigNode> more = [];
    private readonly List<HandWork> byHand = [];

    private static readonly ConfigNode Nothing = new(null, "");

    private int additions;
    private int deletions;
    private int changes;

    /// <summary>Compares two configs.</summary>
    /// <param name="from">The first.</param>
    /// <param name="to">The second.</param>
    /// <param name="isShown">Whether the second is what a device showed: of what it always shows the negation, it has what it does not
    /// show.</param>
    public static Comparison Compute(ConfigTree from, ConfigTree to, bool isShown = false)
    {
        if (from.Platform != to.Platform)
        {
            throw new ConfigException($"configs of different platforms ({from.Platform} and {to.Platform}) cannot be compared");
        }

        (from, to) = ListSplitter.Prepare(from, to);
        (from, to) = RangeLines.Split(from, to);
        var state = RuleState.Root(from.Platform);
        to = Respelling.Read(from, to, state);
        var work = new Remediator(from.Platform, isShown);
        var delta = new ConfigTree(from.Platform);
        work.global.Apply(from.Platform, from.Root, to.Root, delta.Root, state, isShown);
        work.Diff(from.Root, to.Root, delta.Root, state);
        RangeLines.Join(delta);
        LineOrder.Apply(delta.Root, state, from.Platform);
        Dependencies.Apply(from.Platform, from.Root, delta.Root, state);
        UniqueValues.Apply(from.Platform, from.Root, to.Root, delta.Root, state);
        work.same.UnionWith(work.global.Same);
        work.more.UnionWith(work.global.More);
        var summary = new ChangeSummary(work.additions, work.deletions + work.global.Deletions, work.changes, Lines(from.Root));
        return new Comparison(from, to, delta, summary, work.same, work.more, work.byHand);
    }

    internal static int Lines(ConfigNode node)
    {
        var count = 0;
        foreach (var child in node.Span)
        {
            count += 1 + Lines(child);
        }

        return count;
    }

    private void Diff(ConfigNode from, ConfigNode to, ConfigNode delta, RuleState state)
    {
        var lists = ValueList.InBoth(from, to, state);
        TakeAway(from, to, delta, state, lists);
        Counterparts? renamed = null;
        var at = 0;
        foreach (var child in to.Span)
        {
            if (ListOf(lists, child) is { } list)
            {
                Change(list, child, delta);
            }
            else if (from.Find(child.Text, ref at) is { } existing)
            {
                Descend(existing, child, delta, state);
            }
            else if (!Says(child, from, state) && !global.Holds(child))
            {
                if ((renamed ??= new Counterparts(from, state, platform, to, isOld: true)).Of(child.Text) is { Count: > 0 } before)
                {
                    Rename(before, child, delta, state);
                }
                else
                {
                    Add(child, delta);
                }
            }
        }

        Arrange(from, to, delta, state);
    }

    /// <summary>What a device's own ways ask for beyond a set of lines.</summary>
    private void Arrange(ConfigNode from, ConfigNode to, ConfigNode delta, RuleState state)
    {
        foreach (var rule in state.Of(RuleKind.Ordered))
        {
            if (rule.By == OrderMeans.Rebuild)
            {
                ordered.Rebuild(rule, from, to, delta, state);
            }
            else if (rule.By == OrderMeans.Move)
            {
                OrderedSections.Move(rule, from, to, delta);
            }
            else if (rule.By == OrderMeans.Overwrite && delta.Count > 0)
            {
                OverwrittenList.Apply(rule, platform, from, to, delta);
            }
        }

        ObjectLines.Apply(platform, from, to, delta, state);
        EffectLines.Apply(platform, from, to, delta, state);
    }

    private static ValueList? ListOf(List<ValueList>? lists, ConfigNode line)
    {
        if (lists is { Count: > 0 })
        {
            foreach (var list in lists)
            {
                if (list.Holds(line))
                {
                    return list;
                }
            }
        }

        return null;
    }

    private void Change(ValueList list, ConfigNode child, ConfigNode delta)
    {
        if (!list.Begins(child))
        {
            return;
        }

        var lines = list.Changes().ToList();
        lines.ForEach(line => delta.Add(line));
        changes += lines.Count;
        if (lines.Count == 0)
        {
            same.UnionWith(list.All);
        }
    }

    /// <summary>As <see cref="IsSame"/>; what says the same is no difference for people, either.</summary>
    private bool Says(ConfigNode line, ConfigNode other, RuleState state)
    {
        if (!IsSame(line, other, state))
        {
            return false;
        }

        same.Add(line);
        return true;
    }

    /// <summary>Whether a line that the other section lacks says nothing that it does not say, too.</summary>
    private bool IsSame(ConfigNode line, ConfigNode other, RuleState state) =>
        state.First(RuleKind.Silent, line.Text) is not null
        || (state.First(RuleKind.Unprinted, line.Text) is not null && other.Find(Negator.Plain(line.Text, platform)) is null
            && new Counterparts(other, state, platform).Of(line.Text) is null)
        || spelling.Alike(other, line) is not null;

    /// <summary>A section whose header has another value is the same one: what it had and is not to have goes, all else is said.</summary>
    private void Rename(ConfigNode before, ConfigNode child, ConfigNode delta, RuleState state)
    {
        var section = delta.Add(child.Text);
        TakeAway(before, child, section, state.Enter(child.Text));
        foreach (var line in child.Children)
        {
            section.AddCopy(line);
        }

        additions += 1 + Lines(child);
    }

    private void Add(ConfigNode child, ConfigNode delta)
    {
        if (delta.Find(child.Text) is not { } present)
        {
            present = delta.AddCopy(child);
            additions += 1 + Lines(child);
        }
        else if (present.Count == 0)
        {
            // Taking back the negation of this header has opened the section already; what belongs into it is missing.
            foreach (var inner in child.Children)
            {
                present.AddCopy(inner);
            }

            additions += Lines(child);
        }

        if (present.Count > 0)
        {
            present.Note("new section");
        }
    }

    /// <summary>What stands in the one and not in the other, unless a line of the other takes its place.</summary>
    private void TakeAway(ConfigNode from, ConfigNode to, ConfigNode delta, RuleState state, List<ValueList>? lists = null)
    {
        Counterparts? counterparts = null;
        Counterparts? staying = null;
        var at = 0;
        foreach (var child in from.Span)
        {
            if (to.Find(child.Text, ref at) is not null || global.Holds(child) || ListOf(lists, child) is not null)
            {
                continue;
            }

            if (child.Implied || (IsSame(child, to, state) && !IsOtherwise(child, to, state))
                || (!isShown && state.First(RuleKind.AlwaysPrinted, child.Text) is { } printed && !Speaks(to, child, printed)))
            {
                same.Add(child);
                continue;
            }

            if (state.First(RuleKind.NotIdempotent, child.Text) is null && !values.AreTaken(child.Text, to, state))
            {
                counterparts ??= new Counterparts(to, state, platform, from);
                if (counterparts.Of(child.Text) is { } next)
                {
                    if (ProcurvePorts.Leaving(child.Text, next.Text) is { Length: > 0 } ports)
                    {
                        byHand.Add(new HandWork(child, $"ports {ports} stay in the trunk of '{Shown(child)}' when a new line comes, and "
                            + $"without its last port it would lose its VLANs; take them out by hand, 'no trunk {ports}', afterwards"));
                    }

                    // The new value is counted as an addition when it comes, so one is taken back here.
                    changes++;
                    additions--;
                    continue;
                }
            }

            if (SharesNegation(child, staying ??= new Counterparts(to, state, platform), state) is { } stays)
            {
                byHand.Add(new HandWork(child, $"nothing takes '{Shown(child)}' away by itself: '"
                    + $"{SecretRedactor.Redact(Negator.Negate(child.Text, state, platform))}' takes '{Shown(stays)}', which stays"));
            }
            else
            {
                Negate(child, delta, state, inside: lists is { Count: > 0 } && Keeps(lists, child));
            }
        }
    }

    private static bool Keeps(List<ValueList> lists, ConfigNode line) => lists.Exists(list => list.Keeps(line));

    /// <summary>Whether a default that stands there after all gives way to a line that begins as it does.</summary>
    private bool IsOtherwise(ConfigNode line, ConfigNode to, RuleState state) =>
        !Negator.IsNegated(line.Text, platform) && state.First(RuleKind.Unprinted, line.Text) is not null
        && line.Text[..(line.Text.IndexOf(' ', StringComparison.Ordinal) + 1)] is { Length: > 0 } word
        && to.Children.Any(c => c.Text.StartsWith(word, StringComparison.Ordinal));

    /// <summary>Whether a text says anything of a setting.</summary>
    private bool Speaks(ConfigNode to, ConfigNode line, LeafRule rule)
    {
        var key = LineKey.Of(rule.Last, line.Text, platform.Negation);
        return to.Find(Negator.Plain(line.Text, platform)) is not null
            || to.Children.Any(c => rule.Last.IsMatch(c.Text) && LineKey.Of(rule.Last, c.Text, platform.Negation) == key);
    }

    /// <summary>The line that stays and would go with this one: both go by one negation (a user, "no name"). Null: none would.</summary>
    private ConfigNode? SharesNegation(ConfigNode child, Counterparts staying, RuleState state) =>
        Negator.MayShare(child.Text, state, platform)
        && state.First(RuleKind.NotIdempotent, child.Text) is null
        && state.First(RuleKind.NegateInside, child.Text) is null
        && staying.Of(child.Text) is { } stays
        && Negator.Negate(stays.Text, state, platform) == Negator.Negate(child.Text, state, platform)
            ? stays
            : null;

    private static string Shown(ConfigNode line) => SecretRedactor.Redact(string.Join(" > ", line.Path));

    private void Negate(ConfigNode child, ConfigNode delta, RuleState state, bool inside)
    {
        if (inside || state.First(RuleKind.NegateInside, child.Text) is not null)
        {
            var section = new ConfigNode(delta, child.Text);
            TakeAway(child, Nothing, section, state.Enter(child.Text));
            if (section.Count > 0)
            {
                delta.Add(section);
            }
            else
            {
                same.Add(child);
            }

            return;
        }

        deletions += 1 + Lines(child);
        if (delta.Find(child.Text) is not null)
        {
            return; // The text holds a line and its negation; taking both away would set one again.
        }

        var negated = delta.Add(Negator.Negate(child.Text, state, platform));
        if (child.Count > 0)
        {
            negated.Note($"removes {child.Count + 1} lines");
        }
    }

    private void Descend(ConfigNode from, ConfigNode to, ConfigNode delta, RuleState state)
    {
        if (from.SameBelow(to))
        {
            return;
        }

        if (state.First(RuleKind.Rewrite, from.Text) is { } rewrite)
        {
            Rewrite(from, to, delta, state, rewrite.Flag);
            return;
        }

        var (section, inner) = (new ConfigNode(delta, to.Text), state.Enter(to.Text));
        var numbers = NumberStep.Change(from, to, inner, platform);
        Diff(numbers?.From ?? from, to, section, inner);
        if (numbers is { Line: var line, Origins: var origins })
        {
            same.UnionWith(origins.Where(pair => same.Contains(pair.Key)).Select(pair => pair.Value).ToList());
            for (var i = 0; i < byHand.Count; i++)
            {
                byHand[i] = byHand[i] with { Line = origins.GetValueOrDefault(byHand[i].Line, byHand[i].Line) };
            }

            section.Insert(0, line);
            changes++;
        }

        if (state.First(RuleKind.Duplicates, from.Text) is { Flag: true })
        {
            Count(from, to, section);
        }

        if (NumberedListOf(to, state) is { } list)
        {
            var before = delta.Count;
            ordered.Numbered(list, from, to, section, delta);
            if (delta.Count == before)
            {
                same.Add(from); // Other numbers in the same order.
            }
        }
        else if (section.Count > 0)
        {
            delta.Add(section);
        }
    }

    private static LeafRule? NumberedListOf(ConfigNode section, RuleState state) =>
        Array.Find(state.Of(RuleKind.Ordered, section.Text), rule =>
            rule.By == OrderMeans.Number && rule.Last.IsMatch(section.Text) && !GlobalLists.IsOfTop(rule));

    /// <summary>Lines that stand in both, in one of them more often.</summary>
    private void Count(ConfigNode from, ConfigNode to, ConfigNode delta)
    {
        var wanted = to.Children.ToLookup(line => line.Text, StringComparer.Ordinal);
        foreach (var had in from.Children.GroupBy(line => line.Text, StringComparer.Ordinal).Where(had => wanted.Contains(had.Key)))
        {
            foreach (var line in wanted[had.Key].Skip(had.Count()))
            {
                delta.AddCopy(line);
                more.Add(line);
                additions++;
            }

            foreach (var line in had.Skip(wanted[had.Key].Count()))
            {
                more.Add(line);
                byHand.Add(new HandWork(line, $"'{Shown(line)}' stands there {had.Count()} times and is to stand there "
                    + $"{wanted[had.Key].Count()}; what takes it away would not tell which"));
            }
        }
    }

    private void Rewrite(ConfigNode from, ConfigNode to, ConfigNode delta, RuleState state, bool negate)
    {
        var kept = from.Children.Count(c => to.Find(c.Text) is not null);
        deletions += Math.Max(0, Lines(from) - Math.Max(kept, Lines(to)));
        additions += Math.Max(0, Lines(to) - Math.Max(kept, Lines(from)));
        changes += Math.Max(1, Math.Min(Lines(to), Lines(from)) - kept);
        if (negate)
        {
            delta.Add(Negator.Negate(from.Text, state, platform)).Note("dropping section");
        }

        delta.AddCopy(to).Note("re-create section");
    }
}
