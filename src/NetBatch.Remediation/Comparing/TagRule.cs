using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace NetBatch.Remediation;

/// <summary>Marks lines of a remediation: every leaf below a line with this lineage gets the tags.</summary>
/// <param name="Lineage">As many rules as levels, the first for the top.</param>
/// <param name="Tags">The tags.</param>
public sealed record TagRule(IReadOnlyList<LineRule> Lineage, IReadOnlyList<string> Tags)
{
    /// <summary>
    /// Reads tag rules from YAML: a list of <c>lineage</c> (line tests as in a platform file) and <c>tags</c>.
    /// </summary>
    /// <param name="source">Name of the file, for errors.</param>
    /// <param name="yaml">Its text.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidConfig"/>: a rule is wrong; the message names its line.</exception>
    public static IReadOnlyList<TagRule> Read(string source, string yaml)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(yaml));
        }
        catch (YamlException e)
        {
            throw new ConfigException(source, (int)e.Start.Line, $"not YAML: {e.Message}");
        }

        if (stream.Documents is not [{ RootNode: YamlSequenceNode list }])
        {
            throw new ConfigException(source, 1, "a list of rules is expected, each with 'lineage' and 'tags'");
        }

        try
        {
            return [.. list.Children.Select(node => Rule(new YamlValue(node, "a tag rule", new SourceFile(source, Ours: false))))];
        }
        catch (NetBatchException wrong)
        {
            throw new NetBatchException(ErrorCode.InvalidConfig, wrong.Message, wrong.Remedy);
        }
    }

    private static TagRule Rule(YamlValue item)
    {
        var map = item.Map();
        var (anywhere, lineage) = MatchReader.Lineage(map);
        if (anywhere)
        {
            throw map.Refuse("lineage", "a tag rule names its lineage at any depth", "Name it from the top.");
        }

        var rule = new TagRule(lineage, map.Find("tags")?.Texts() is { Count: > 0 } tags ? tags : throw map.Missing("tags"));
        map.Done();
        return rule;
    }
}
