namespace NetBatch.Remediation;

/// <summary>Computes the lines that turn one config into another, and counts what they do.</summary>
internal sealed class Remediator(ConfigRules platform)
{
    private static readonly ConfigNode Nothing = new(null, "");

    private int additions;
    private int deletions;
    private int changes;

    public static (ConfigTree Delta, ChangeSummary Summary) Compute(ConfigTree from, ConfigTree to)
    {
        if (from.Platform != to.Platform)
        {
            throw new ConfigException($"configs of different platforms ({from.Platform} and {to.Platform}) cannot be compared");
        }

        (from, to) = ListSplitter.Prepare(from, to);
        var work = new Remediator(from.Platform);
        var delta = new ConfigTree(from.Platform);
        var state = RuleState.Root(from.Platform);
        work.Diff(from.Root, to.Root, delta.Root, state);
        LineOrder.Apply(delta.Root, state, from.Platform);
        return (delta, new ChangeSummary(work.additions, work.deletions, work.changes, Lines(from.Root)));
    }

    internal static int Lines(ConfigNode node)
    {
        var count = 0;
        foreach (var child in node.Children)
        {
            count += 1 + Lines(child);
        }

        return count;
    }

    private void Diff(ConfigNode from, ConfigNode to, ConfigNode delta, RuleState state)
    {
        TakeAway(from, to, delta, state);
        foreach (var child in to.Children)
        {
            if (from.Find(child.Text) is { } existing)
            {
                Descend(existing, child, delta, state);
            }
            else if (state.First(RuleKind.Silent, child.Text) is null)
            {
                Add(child, delta);
            }
        }
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
    private void TakeAway(ConfigNode from, ConfigNode to, ConfigNode delta, RuleState state)
    {
        Counterparts? counterparts = null;
        Counterparts? staying = null;
        foreach (var child in from.Children)
        {
            if (to.Find(child.Text) is not null || state.First(RuleKind.Silent, child.Text) is not null)
            {
                continue;
            }

            if (state.First(RuleKind.NotIdempotent, child.Text) is null)
            {
                counterparts ??= new Counterparts(to, state, platform, from);
                if (counterparts.Of(child.Text) is not null)
                {
                    // The new value is counted as an addition when it comes, so one is taken back here.
                    changes++;
                    additions--;
                    continue;
                }
            }

            if (!SharesNegation(child, staying ??= new Counterparts(to, state, platform), state))
            {
                Negate(child, delta, state);
            }
        }
    }

    /// <summary>Whether taking the line away would take a line that stays: both go by one negation (a key, "no name").</summary>
    private bool SharesNegation(ConfigNode child, Counterparts staying, RuleState state) =>
        state.First(RuleKind.NotIdempotent, child.Text) is null
        && state.First(RuleKind.NegateInside, child.Text) is null
        && staying.Of(child.Text) is { } stays
        && Negator.Negate(stays.Text, state, platform) == Negator.Negate(child.Text, state, platform);

    private void Negate(ConfigNode child, ConfigNode delta, RuleState state)
    {
        if (state.First(RuleKind.NegateInside, child.Text) is not null)
        {
            var inside = new ConfigNode(delta, child.Text);
            TakeAway(child, Nothing, inside, state.Enter(child.Text));
            if (inside.Count > 0)
            {
                delta.Add(inside);
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

        var section = new ConfigNode(delta, to.Text);
        Diff(from, to, section, state.Enter(to.Text));
        if (section.Count > 0)
        {
            delta.Add(section);
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
