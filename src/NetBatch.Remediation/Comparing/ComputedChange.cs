namespace NetBatch.Remediation;

/// <summary>What turns one config into another.</summary>
public sealed class ComputedChange
{
    private readonly Lazy<ConfigTree> back;
    private readonly Lazy<IReadOnlyList<string>> diff;
    private readonly Lazy<IReadOnlyList<GuardFinding>> byHand;

    private readonly ComputedChange? whole;

    internal ComputedChange(ConfigTree from, ConfigTree to, Comparison comparison, ConfigTree change, ChangeSummary summary,
        ComputedChange? whole = null)
    {
        (From, To, Change, Summary, this.whole) = (from, to, change, summary, whole);
        back = new(() => ConfigEngine.Rollback(from, to));
        diff = new(comparison.Lines);
        byHand = new(() => HandWork(comparison));
    }

    /// <summary>The config before, as far as it is in scope.</summary>
    public ConfigTree From { get; }

    /// <summary>The config that the change leads to.</summary>
    public ConfigTree To { get; }

    /// <summary>The lines to send, with their tags.</summary>
    public ConfigTree Change { get; }

    /// <summary>The lines that lead back; computed when they are first asked for.</summary>
    public ConfigTree Back => back.Value;

    /// <summary>What the change adds, removes and replaces; its running lines are those of the whole config.</summary>
    public ChangeSummary Summary { get; }

    /// <summary>What differs in meaning: <c>-</c> stands only in the first, <c>+</c> only in the second, both under their sections. What
    /// says the same in other words is no difference, nor is what cannot be known.</summary>
    public IReadOnlyList<string> Diff => diff.Value;

    /// <summary>Differences for which there is no line to send: a person has to see to them.</summary>
    public IReadOnlyList<GuardFinding> ByHand => byHand.Value;

    /// <summary>Whether the configs agree as far as they are in scope: there is nothing to choose from, and nothing to do by
    /// hand.</summary>
    public bool InSync => whole?.InSync ?? (Change.IsEmpty && ByHand.Count == 0);

    /// <summary>The tags that lines have, those that were not chosen too; sorted.</summary>
    public IReadOnlyList<string> Tags =>
        whole?.Tags ?? [.. Change.Children.SelectMany(line => line.Tags).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>A part of the change, chosen by tags. What is left out is not made, so it is not taken back and does not count.</summary>
    /// <param name="include">Only lines with one of these tags; empty: all.</param>
    /// <param name="exclude">No line with one of these tags.</param>
    public ComputedChange Only(IReadOnlyCollection<string> include, IReadOnlyCollection<string> exclude)
    {
        if (include.Count + exclude.Count == 0)
        {
            return this;
        }

        var part = Tagger.Filter(Change, include, exclude);
        var to = ConfigEngine.Predict(From, part);
        var comparison = Remediator.Compute(From, to);
        return new ComputedChange(From, to, comparison, part, comparison.Summary with { RunningLines = Summary.RunningLines },
            whole ?? this);
    }

    /// <summary>What differs and will differ still when all lines have been sent, though none is left to send then.</summary>
    private List<string> Rest(Comparison comparison)
    {
        if (Change.IsEmpty)
        {
            return [.. Diff];
        }

        var after = Remediator.Compute(ConfigEngine.Predict(comparison.From, Change), comparison.To);
        return after.Delta.IsEmpty ? [.. after.Lines().Where(line => line.TrimStart() is ['-' or '+', ' ', ..])
            .Intersect(Diff, StringComparer.Ordinal)] : [];
    }

    private List<GuardFinding> HandWork(Comparison comparison)
    {
        var passed = comparison.Passed.Select(work => new GuardFinding("ByHand", work.Line.LineNumber, $"{work.Reason}; do it by hand"))
            .ToList();
        if (From.Platform.ComparesOnly && !Change.IsEmpty)
        {
            passed.Add(new GuardFinding("ByHand", 0,
                $"what is known of {From.Platform.Name} suffices to compare its configs and not to change them; use the difference, and "
                    + $"make the change by hand"));
        }

        if (passed.Count == 0 && whole is null && Rest(comparison) is { Count: > 0 } lines)
        {
            passed.Add(new GuardFinding("ByHand", 0,
                $"the configs differ, and no line is known that would make them equal; see to '{UnifiedDiffer.First(lines)}' by hand"));
        }

        return passed;
    }
}
