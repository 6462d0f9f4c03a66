namespace NetBatch.Remediation;

/// <summary>Marks lines of a remediation: every leaf below a line with this lineage gets the tags.</summary>
/// <param name="Lineage">As many rules as levels, the first for the top.</param>
/// <param name="Tags">The tags.</param>
public sealed record TagRule(IReadOnlyList<LineRule> Lineage, IReadOnlyList<string> Tags)
{
    private static readonly string[] Members = ["tags", "apply_tags", "add_tags"];

    /// <summary>
    /// Reads tag rules from YAML: a list of <c>lineage</c> (line tests as in a platform file) and <c>tags</c>. Files of hier_config are
    /// read as they are: <c>match_rules</c> and <c>apply_tags</c> of its version 3, <c>lineage</c> and <c>add_tags</c> of version 2.
    /// </summary>
    /// <param name="source">Name of the file, for errors.</param>
    /// <param name="yaml">Its text.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidConfig"/>: a rule is wrong; the message names its line.</exception>
    public static IReadOnlyList<TagRule> Read(string source, string yaml) =>
        RuleList.Read(source, yaml, "a list of rules is expected, each with 'lineage' and 'tags'", "a tag rule", Rule);

    private static TagRule Rule(YamlValue item)
    {
        var map = item.Map();
        var (anywhere, lineage) = map.Find("match_rules") is { } rules ? MatchReader.Lineage(rules) : MatchReader.Lineage(map);
        if (anywhere)
        {
            throw map.Refuse("lineage", "a tag rule names its lineage at any depth", "Name it from the top.");
        }

        var tags = Members.Select(map.Find).FirstOrDefault(found => found is not null)?.Texts();
        var rule = new TagRule(lineage, tags is { Count: > 0 } ? tags : throw map.Missing("tags"));
        map.Done();
        return rule;
    }
}
