using NetBatch.Remediation;

namespace NetBatch.Hosting;

/// <summary>How two configs are compared.</summary>
public sealed record ConfigCompareOptions
{
    /// <summary>Lineages that the intended config speaks of, as text (<c>router bgp &gt; neighbor</c>); empty: it is whole.</summary>
    public IReadOnlyList<string> Scope { get; init; } = [];

    /// <summary>Files of rules that tag lines of the remediation.</summary>
    public IReadOnlyList<string> TagRules { get; init; } = [];

    /// <summary>Only lines with one of these tags; empty: all.</summary>
    public IReadOnlyList<string> IncludeTags { get; init; } = [];

    /// <summary>No lines with one of these tags.</summary>
    public IReadOnlyList<string> ExcludeTags { get; init; } = [];

    /// <summary>Deletions allowed without a finding, in percent of the running lines, 0 to 100.</summary>
    public double MaxDeletePercent { get; init; } = ConfigGuard.DefaultMaxDeletePercent;
}
