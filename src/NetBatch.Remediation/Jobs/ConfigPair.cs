namespace NetBatch.Remediation.Jobs;

/// <summary>Reads the texts of a job's device and computes on them.</summary>
/// <param name="rules">The platform.</param>
/// <param name="args">The job's arguments.</param>
/// <param name="isShown">Whether what is to be is what the device showed once.</param>
internal sealed class ConfigPair(ConfigRules rules, RemediationArgs args, bool isShown = false)
{
    private readonly ChangeComputation computation = Computation(args);

    /// <summary>The scope and the tags of a job, checked.</summary>
    /// <exception cref="NetBatchException">A lineage, a rule or a tag is wrong.</exception>
    public static ChangeComputation Computation(RemediationArgs args) =>
        new(args.Scope, args.TagRules is { } yaml ? TagRule.Read("tag rules", yaml) : [], args.IncludeTags, args.ExcludeTags);

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
            throw new NetBatchException(ErrorCode.InvalidConfig,
                $"Configuration parsing error in the {which} config: {SecretRedactor.Redact(problem.Message)}", null, problem);
        }
    }

    public ComputedChange Compute(ConfigTree running, ConfigTree intended) => computation.Compute(running, intended, isShown: isShown);

    /// <summary>A guard's finding as an error.</summary>
    public static NetBatchException Refusal(GuardFinding finding, string? which = null) => new(
        Enum.Parse<ErrorCode>(finding.Code),
        which is null ? Sentence(finding.Reason) : $"The {which} config cannot be used: {finding.Reason}.");

    private static string Sentence(string reason) => char.ToUpperInvariant(reason[0]) + reason[1..] + ".";
}
