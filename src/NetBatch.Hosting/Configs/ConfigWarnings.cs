namespace NetBatch.Hosting;

/// <summary>The findings of a comparison as a person should hear of them.</summary>
public static class ConfigWarnings
{
    /// <summary>A sentence for each kind of finding: the first one's reason, and how many more there are.</summary>
    public static IEnumerable<string> Warnings(this ConfigComparison comparison) =>
        comparison.Findings.GroupBy(finding => finding.Code, StringComparer.Ordinal).Select(same =>
            $"{(comparison.Device is null ? "" : comparison.Device + ": ")}{same.First().Reason}"
            + $"{(same.Count() > 1 ? $" (and {same.Count() - 1} more such lines)" : "")} [{same.Key}]");
}
