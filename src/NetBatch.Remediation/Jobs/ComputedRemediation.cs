using System.Text.Json;

namespace NetBatch.Remediation.Jobs;

/// <summary>A kept remediation, computed again so that single lines of it can be chosen.</summary>
/// <param name="Change">The lines to send, with their tags.</param>
/// <param name="Back">The lines that lead back.</param>
public sealed record ComputedRemediation(ConfigTree Change, ConfigTree Back)
{
    /// <summary>Computes as the kind <c>remediation</c> did and keeps the lines that are chosen.</summary>
    /// <param name="rules">The platform's rules.</param>
    /// <param name="args">The job's arguments.</param>
    /// <param name="running">The running config.</param>
    /// <param name="intended">The intended config.</param>
    /// <param name="scope">Lineages; lines of other ones are left out. Empty: all.</param>
    /// <param name="tagRules">Tag rules as YAML in place of those of the job, or null.</param>
    /// <param name="includeTags">Only lines with one of these tags; empty: all.</param>
    /// <param name="excludeTags">No line with one of these tags.</param>
    /// <exception cref="NetBatchException">A scope or a rule is wrong.</exception>
    public static ComputedRemediation Of(
        ConfigRules rules,
        JsonElement args,
        string running,
        string intended,
        IReadOnlyList<string> scope,
        string? tagRules,
        IReadOnlyList<string> includeTags,
        IReadOnlyList<string> excludeTags)
    {
        var asked = RemediationArgs.Read(args);
        var pair = new ConfigPair(rules, asked with { TagRules = tagRules ?? asked.TagRules });
        var computed = pair.Compute(pair.Parse(running, "running"), pair.Parse(intended, "intended")).Only(includeTags, excludeTags);
        var only = scope.Count > 0 ? Scope.Parse(scope) : null;
        return new ComputedRemediation(only?.Within(computed.Change) ?? computed.Change, only?.Within(computed.Back) ?? computed.Back);
    }
}
