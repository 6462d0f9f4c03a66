using YamlDotNet.RepresentationModel;

namespace NetBatch.Remediation;

/// <summary>A part of the configs that is judged by itself: NTP, the BGP neighbors.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Ordered">Whether the order of its lines counts.</param>
/// <param name="Section">The lines that belong to it, with all below them.</param>
public sealed record ComplianceFeature(string Name, bool Ordered, Scope Section)
{
    /// <summary>
    /// Reads features from YAML or JSON: a list of <c>name</c>, <c>ordered</c> (default false) and <c>section</c>, whose items are texts
    /// that lines begin with, or lineages as in a platform file. The form is that of netutils' and Golden Config's features.
    /// </summary>
    /// <param name="source">Name of the file, for errors.</param>
    /// <param name="yaml">Its text.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidConfig"/>: a feature is wrong; the message names its
    /// line.</exception>
    public static IReadOnlyList<ComplianceFeature> Read(string source, string yaml)
    {
        var features = RuleList.Read(source, yaml, "a list of features is expected, each with 'name' and 'section'", "a feature", One);
        return features.GroupBy(feature => feature.Name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice
            ? throw new ConfigException(source, 1, $"the feature '{twice.Key}' is there twice; give each a name of its own")
            : features;
    }

    private static ComplianceFeature One(YamlValue item)
    {
        var map = item.Map();
        var name = map.Required("name");
        var ordered = map.Flag("ordered");
        var section = (map.Find("section") ?? throw map.Missing("section", "Give what its lines begin with, as a list.")).Items();
        map.Done();
        return section.Count > 0
            ? new ComplianceFeature(name, ordered, new Scope([.. section.Select(Lineage)]))
            : throw item.Refuse($"the section of '{name}' is empty", "Give what its lines begin with.");
    }

    private static LineRule[] Lineage(YamlValue item) =>
        MatchReader.Lineage(item.Node is YamlSequenceNode ? item : item with { Node = new YamlSequenceNode(item.Node) })
            is (false, var rules)
            ? rules
            : throw item.Refuse("a feature's lines are named at any depth", "Name them from the top.");
}
