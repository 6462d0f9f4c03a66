using NetBatch.Remediation;

namespace NetBatch.Hosting;

/// <summary>Compares configs under one set of options, which are checked once. May be used by several threads.</summary>
public sealed class ConfigComparer
{
    private readonly ConfigDesk desk;
    private readonly ConfigCompareOptions options;
    private readonly Scope? scope;
    private readonly IReadOnlyList<TagRule> rules;

    /// <summary>Reads the scope and the tag rules.</summary>
    /// <exception cref="NetBatchException">A lineage, a percentage or a rule file is wrong.</exception>
    public ConfigComparer(ConfigDesk desk, ConfigCompareOptions options)
    {
        this.desk = desk;
        this.options = options;
        if (options.MaxDeletePercent is < 0 or > 100 or double.NaN)
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, $"{options.MaxDeletePercent} % is no share of lines.", "Give 0 to 100.");
        }

        scope = options.Scope.Count == 0 ? null : Scope.Parse(options.Scope);
        rules = [.. options.TagRules.SelectMany(file => ConfigText.Read(file) is var read ? TagRule.Read(read.Source!, read.Text) : [])];
        var known = rules.SelectMany(rule => rule.Tags).ToHashSet(StringComparer.Ordinal);
        if (options.IncludeTags.Concat(options.ExcludeTags).FirstOrDefault(tag => !known.Contains(tag)) is { } unknown)
        {
            throw new NetBatchException(
                ErrorCode.InvalidArgument,
                $"No tag rule gives the tag '{unknown}'.",
                known.Count == 0 ? "Give the file that holds the tag rules." : $"There are {string.Join(", ", known.Order(StringComparer.Ordinal))}.");
        }
    }

    /// <summary>Compares two configs.</summary>
    /// <param name="device">Whose they are; null: not said.</param>
    /// <param name="platform">Name or alias of the platform.</param>
    /// <param name="running">The running config.</param>
    /// <param name="intended">The intended config: whole, or what the scope says.</param>
    /// <param name="address">The device's address that a session would use; null: not known.</param>
    /// <param name="userName">The name that a session would log in with; null: not known.</param>
    /// <exception cref="NetBatchException">A text is malformed, or an intended line is outside the scope; it names text and line.</exception>
    public ConfigComparison Compare(string? device, string platform, ConfigText running, ConfigText intended, string? address = null, string? userName = null)
    {
        var whole = desk.Parse(running, platform);
        var (from, to) = (whole, desk.Parse(intended, platform));
        if (scope is not null)
        {
            (from, to) = ConfigDesk.Naming(intended.Source, () => scope.Apply(from, to));
        }

        var remediation = Tagger.Apply(ConfigEngine.Remediation(from, to), rules);
        var inSync = remediation.IsEmpty;
        string[] tags = [.. remediation.Children.SelectMany(line => line.Tags).Distinct().Order(StringComparer.Ordinal)];
        if (options.IncludeTags.Count + options.ExcludeTags.Count > 0)
        {
            // A part of the change leads elsewhere than to the intended config, and the way back begins there.
            remediation = Tagger.Filter(remediation, options.IncludeTags, options.ExcludeTags);
            to = ConfigEngine.Predict(from, remediation);
        }

        var summary = ConfigEngine.Summary(from, to);
        return new ConfigComparison
        {
            Device = device,
            Platform = whole.Platform.Name,
            InSync = inSync,
            Additions = summary.Additions,
            Deletions = summary.Deletions,
            Changes = summary.Changes,
            DeletePercent = Math.Round(100.0 * summary.Deletions / Math.Max(1, whole.AllLines().Count()), 1),
            Remediation = remediation.Lines(),
            Rollback = ConfigEngine.Rollback(from, to).Lines(),
            Diff = ConfigEngine.UnifiedDiff(from, to),
            Tags = tags,
            Findings = Texts(running, intended, whole, summary)
                .Concat(ManagementPath.Touched(remediation, whole, new ManagementSession(address, userName)).Select(Shown).Distinct())
                .ToArray(),
        };
    }

    private IEnumerable<ConfigFinding> Texts(ConfigText running, ConfigText intended, ConfigTree whole, ChangeSummary summary) =>
        new[]
        {
            ConfigGuard.CutOff(running.Text, whole.Platform),
            // The share is that of the whole running config, however little of it the scope lets change.
            ConfigGuard.Deletions(summary with { RunningLines = whole.AllLines().Count() }, options.MaxDeletePercent),
            ConfigGuard.Redacted(running.Text),
            ConfigGuard.Redacted(intended.Text),
        }.OfType<GuardFinding>().Select(Shown);

    private static ConfigFinding Shown(GuardFinding finding) => new(finding.Code, finding.Line, finding.Reason);
}
