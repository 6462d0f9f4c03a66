namespace NetBatch.Remediation;

/// <summary>How a device's config stands to the intended one in one feature.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Missing">Lines that the running config lacks, each with those above (<c>router bgp 1 &gt; neighbor ...</c>).</param>
/// <param name="Extra">Lines that it has beyond the intended ones.</param>
/// <param name="InOrder">Whether the lines that both have stand in the same order.</param>
public sealed record FeatureCheck(
    ComplianceFeature Feature, IReadOnlyList<string> Missing, IReadOnlyList<string> Extra, bool InOrder)
{
    /// <summary>Whether the feature is as intended; its order counts where the feature says so.</summary>
    public bool IsCompliant => Missing.Count + Extra.Count == 0 && (InOrder || !Feature.Ordered);

    /// <summary>Judges a feature. What says the same in other words is the same, as for a remediation.</summary>
    /// <param name="feature">The feature.</param>
    /// <param name="running">The config that runs.</param>
    /// <param name="intended">The config that is to be.</param>
    /// <exception cref="ConfigException">The configs are of different platforms, or cannot be compared.</exception>
    public static FeatureCheck Of(ComplianceFeature feature, ConfigTree running, ConfigTree intended)
    {
        var comparison = Remediator.Compute(feature.Section.Within(running), feature.Section.Within(intended));
        List<string> missing = [], extra = [];
        Only(comparison.To.Root, comparison.From.Root, comparison.Same, missing);
        Only(comparison.From.Root, comparison.To.Root, comparison.Same, extra);
        return new FeatureCheck(feature, missing, extra, InOrderOf(comparison));
    }

    private static void Only(ConfigNode config, ConfigNode other, IReadOnlySet<ConfigNode> same, List<string> found)
    {
        foreach (var line in config.Children.Where(line => !same.Contains(line)))
        {
            if (other.Find(line.Text) is not { } twin)
            {
                found.Add(string.Join(" > ", line.Path));
                found.AddRange(line.Descendants().Select(inner => string.Join(" > ", inner.Path)));
            }
            else if (!same.Contains(twin))
            {
                Only(line, twin, same, found);
            }
        }
    }

    private static bool InOrderOf(Comparison comparison)
    {
        var (before, after) = (Paths(comparison.From, comparison.Same), Paths(comparison.To, comparison.Same));
        var (old, wanted) = (before.ToHashSet(StringComparer.Ordinal), after.ToHashSet(StringComparer.Ordinal));
        return before.Where(wanted.Contains).SequenceEqual(after.Where(old.Contains), StringComparer.Ordinal);
    }

    private static List<string> Paths(ConfigTree config, IReadOnlySet<ConfigNode> same) =>
        [.. config.AllLines().Where(line => !same.Contains(line)).Select(line => string.Join('\n', line.Path))];
}
