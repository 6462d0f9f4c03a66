namespace NetBatch.Remediation;

/// <summary>
/// Computes what turns one config into another, under one scope and one choice of tags. Both are checked once, when it is made; it may
/// be used for many configs and by several threads.
/// </summary>
public sealed class ChangeComputation
{
    private readonly Scope? scope;
    private readonly IReadOnlyList<TagRule> rules;
    private readonly IReadOnlyList<string> include;
    private readonly IReadOnlyList<string> exclude;

    /// <summary>Checks the scope and the tags.</summary>
    /// <param name="scope">Lineages that an intended config speaks of, as text (<see cref="LineageText"/>); empty: it is whole.</param>
    /// <param name="rules">Rules that put tags on lines of a change.</param>
    /// <param name="include">Only lines with one of these tags; empty: all.</param>
    /// <param name="exclude">No line with one of these tags.</param>
    /// <exception cref="ConfigException">A lineage cannot be read.</exception>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: a tag that no rule gives. It would leave everything
    /// out, or nothing.</exception>
    public ChangeComputation(IReadOnlyList<string> scope, IReadOnlyList<TagRule> rules, IReadOnlyList<string> include,
        IReadOnlyList<string> exclude)
    {
        this.scope = scope.Count > 0 ? Scope.Parse(scope) : null;
        (this.rules, this.include, this.exclude) = (rules, include, exclude);
        var known = rules.SelectMany(rule => rule.Tags).ToHashSet(StringComparer.Ordinal);
        if (include.Concat(exclude).FirstOrDefault(tag => !known.Contains(tag)) is { } unknown)
        {
            throw rules.Count == 0
                ? new NetBatchException(
                    ErrorCode.InvalidArgument, $"No tag rule gives the tag '{unknown}'; there are no tag rules.",
                    "Give the rules that say which line has which tag, too (-TagRule, --tag-rules).")
                : new NetBatchException(
                    ErrorCode.InvalidArgument,
                    $"No tag rule gives the tag '{unknown}'; there are {string.Join(", ", known.Order(StringComparer.Ordinal))}.",
                    "Correct the tag, or add a rule that gives it.");
        }
    }

    /// <summary>The change.</summary>
    /// <param name="running">The config that runs.</param>
    /// <param name="intended">The config that is to be: whole, or what the scope says.</param>
    /// <param name="source">What errors call the intended config; null: they name its line alone.</param>
    /// <param name="isShown">Whether the intended config is what a device showed: of what it always shows the negation, it has what it
    /// does not show.</param>
    /// <exception cref="ConfigException">The intended config holds a line outside the scope, the configs are of different platforms, or a
    /// line cannot be taken away.</exception>
    public ComputedChange Compute(ConfigTree running, ConfigTree intended, string? source = null, bool isShown = false)
    {
        var (from, to) = scope?.Apply(running, intended, source) ?? (running, intended);
        var comparison = Remediator.Compute(from, to, isShown);
        var change = comparison.Delta;
        // The share of deletions is that of the whole running config, however little of it the scope lets change.
        var whole = new ComputedChange(from, to, comparison, rules.Count > 0 ? Tagger.Apply(change, rules) : change,
            comparison.Summary with { RunningLines = Remediator.Lines(running.Root) });
        return whole.Only(include, exclude);
    }
}
