using NetBatch.Remediation;

namespace NetBatch.Hosting;

/// <summary>Compares configs under one set of options, which are checked once. May be used by several threads.</summary>
public sealed class ConfigComparer
{
    private readonly ConfigTools desk;
    private readonly ConfigCompareOptions options;
    private readonly ChangeComputation computation;

    /// <summary>Reads the scope and the tag rules.</summary>
    /// <exception cref="NetBatchException">A lineage, a percentage, a rule file or a tag is wrong.</exception>
    public ConfigComparer(ConfigTools desk, ConfigCompareOptions options)
    {
        this.desk = desk;
        this.options = options;
        if (options.MaxDeletePercent is < 0 or > 100 or double.NaN)
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, $"{options.MaxDeletePercent} % is no share of lines.", "Give 0 to 100.");
        }

        computation = new ChangeComputation(
            options.Scope,
            [.. options.TagRules.SelectMany(file => ConfigText.Read(file) is var read ? TagRule.Read(read.Source!, read.Text) : [])],
            options.IncludeTags,
            options.ExcludeTags);
    }

    /// <summary>Compares two configs.</summary>
    /// <param name="device">Whose they are; null: not said.</param>
    /// <param name="platform">Name or alias of the platform.</param>
    /// <param name="running">The running config.</param>
    /// <param name="intended">The intended config: whole, or what the scope says.</param>
    /// <param name="addresses">The device's addresses that a session may use; null: not known.</param>
    /// <param name="userName">The name that a session would log in with; null: not known.</param>
    /// <exception cref="NetBatchException">A text is malformed, or an intended line is outside the scope; it names text and
    /// line.</exception>
    public ConfigComparison Compare(string? device, string platform, ConfigText running, ConfigText intended,
        IReadOnlyList<string>? addresses = null, string? userName = null)
    {
        var whole = desk.Parse(running, platform);
        var computed = computation.Compute(whole, desk.Parse(intended, platform), intended.Source);
        var summary = computed.Summary;
        return new ConfigComparison
        {
            Device = device,
            Platform = whole.Platform.Name,
            InSync = computed.InSync,
            Additions = summary.Additions,
            Deletions = summary.Deletions,
            Changes = summary.Changes,
            DeletePercent = Math.Round(summary.DeletePercent, 1),
            Remediation = computed.Change.Lines(),
            Rollback = computed.Back.Lines(),
            Diff = computed.Diff,
            Tags = computed.Tags.ToArray(), // Arrays, because PowerShell cannot index what the compiler makes of a read-only list.
            Findings = Texts(running, intended, whole, summary)
                .Concat(computed.ByHand.Select(Shown))
                .Concat(ManagementPath.Touched(computed.Change, whole, new ManagementSession(addresses ?? [], userName))
                    .Select(Shown).Distinct())
                .ToArray(),
        };
    }

    private IEnumerable<ConfigFinding> Texts(ConfigText running, ConfigText intended, ConfigTree whole, ChangeSummary summary) =>
        new[]
        {
            ConfigGuard.CutOff(running.Text, whole.Platform),
            ConfigGuard.Deletions(summary, options.MaxDeletePercent),
            ConfigGuard.Redacted(running.Text),
            ConfigGuard.Redacted(intended.Text),
        }.OfType<GuardFinding>().Select(Shown);

    private static ConfigFinding Shown(GuardFinding finding) => new(finding.Code, finding.Line, finding.Reason);
}
