namespace NetBatch.Remediation.Jobs;

/// <summary>What turns one config into another, under the scope and the tags of a job.</summary>
/// <param name="Change">The lines to send.</param>
/// <param name="Back">The lines that lead back.</param>
/// <param name="Summary">What the change adds, removes and replaces.</param>
internal sealed record ComputedChange(ConfigTree Change, ConfigTree Back, ChangeSummary Summary);

/// <summary>Reads the texts of a job's device and computes on them.</summary>
internal sealed class ConfigPair
{
    private readonly PlatformRules rules;
    private readonly RemediationArgs args;
    private readonly Scope? scope;
    private readonly IReadOnlyList<TagRule> tagRules;

    public ConfigPair(PlatformRules rules, RemediationArgs args)
    {
        this.rules = rules;
        this.args = args;
        scope = args.Scope.Count > 0 ? Scope.Parse(args.Scope) : null;
        tagRules = args.TagRules is { } yaml ? TagRule.Read("tag rules", yaml) : [];
        // A tag that nothing gives would leave everything out, or nothing.
        var known = tagRules.SelectMany(rule => rule.Tags).ToHashSet(StringComparer.Ordinal);
        if (tagRules.Count > 0 && args.IncludeTags.Concat(args.ExcludeTags).FirstOrDefault(tag => !known.Contains(tag)) is { } unknown)
        {
            throw new ConfigException($"No tag rule gives the tag '{unknown}'; there are {string.Join(", ", known.Order(StringComparer.Ordinal))}.");
        }
    }

    /// <summary>Reads a config.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="which">What it is: <c>running</c>, <c>intended</c>.</param>
    /// <exception cref="NetBatchException">Redacted: it holds marks in place of secrets; InvalidConfig: it is malformed.</exception>
    public ConfigTree Parse(string text, string which)
    {
        if (ConfigGuard.Redacted(text) is { } mark)
        {
            throw Refusal(mark, which);
        }

        try
        {
            return ConfigTree.Parse(text, rules);
        }
        catch (ConfigException problem)
        {
            throw new NetBatchException(ErrorCode.InvalidConfig, $"Configuration parsing error in the {which} config: {SecretRedactor.Redact(problem.Message)}", null, problem);
        }
    }

    public ComputedChange Compute(ConfigTree running, ConfigTree intended)
    {
        var (from, to) = scope?.Apply(running, intended) ?? (running, intended);
        var change = Tagger.Apply(ConfigEngine.Remediation(from, to), tagRules);
        if (tagRules.Count > 0 && args.IncludeTags.Count + args.ExcludeTags.Count > 0)
        {
            // What is left out is not made, so it is not taken back and does not count.
            change = Tagger.Filter(change, args.IncludeTags, args.ExcludeTags);
            to = ConfigEngine.Predict(from, change);
        }

        return new ComputedChange(change, ConfigEngine.Rollback(from, to), Summary(running, from, to));
    }

    // The share of deletions is that of the whole running config, however little of it the scope lets change.
    private static ChangeSummary Summary(ConfigTree whole, ConfigTree from, ConfigTree to) =>
        ConfigEngine.Summary(from, to) with { RunningLines = whole.AllLines().Count() };

    /// <summary>A guard's finding as an error.</summary>
    public static NetBatchException Refusal(GuardFinding finding, string? which = null) => new(
        Enum.Parse<ErrorCode>(finding.Code), which is null ? Sentence(finding.Reason) : $"The {which} config cannot be used: {finding.Reason}.");

    private static string Sentence(string reason) => char.ToUpperInvariant(reason[0]) + reason[1..] + ".";
}
