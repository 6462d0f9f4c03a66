using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace NetBatch.Remediation;

/// <summary>Reads tests on lines and lineages from a rule file.</summary>
internal static class MatchReader
{
    /// <summary>As the first entry of a lineage: at any depth.</summary>
    private const string AnyDepth = "**";

    /// <summary>A lineage under a key of a mapping.</summary>
    public static (bool Anywhere, LineRule[] Rules) Lineage(YamlMap map, string key) =>
        Lineage(map, map.Take(key) ?? throw map.Error(map.Line, $"'{key}' is missing: the lines from the top to the one meant"));

    /// <summary>A lineage that stands by itself.</summary>
    public static (bool Anywhere, LineRule[] Rules) Lineage(string source, YamlNode node) =>
        Lineage(new YamlMap(source, new YamlMappingNode()), node);

    /// <summary>The test that a mapping spells out; what it does not use stays in the mapping.</summary>
    public static LineRule Rule(YamlMap map) =>
        new(map.Texts("equals"), map.Texts("startswith"), map.Texts("endswith"), map.Texts("contains"), OptionalPattern(map, "regex")?.ToString());

    public static Regex Pattern(YamlMap map, string key) =>
        OptionalPattern(map, key) ?? throw map.Error(map.Line, $"'{key}' is missing");

    public static Regex? OptionalPattern(YamlMap map, string key)
    {
        if (map.Take(key) is not { } node)
        {
            return null;
        }

        try
        {
            return Patterns.Compile(map.Text(node));
        }
        catch (ArgumentException e)
        {
            throw map.Error(YamlMap.LineOf(node), $"'{key}' is no regular expression: {e.Message}");
        }
    }

    private static (bool Anywhere, LineRule[] Rules) Lineage(YamlMap map, YamlNode node)
    {
        ConfigException Error(string reason) => map.Error(YamlMap.LineOf(node), reason);
        if (node is not YamlSequenceNode { Children.Count: > 0 } list)
        {
            throw Error("a lineage is a list of line tests, from the top");
        }

        var anywhere = list.Children[0] is YamlScalarNode { Value: AnyDepth };
        var rules = list.Children.Skip(anywhere ? 1 : 0).Select(n => One(map, n)).ToArray();
        if (anywhere && rules.Length != 1)
        {
            throw Error($"after {AnyDepth} exactly one line test may follow");
        }

        return (anywhere, rules);
    }

    /// <summary>Plain text means "begins with it"; a mapping says more.</summary>
    private static LineRule One(YamlMap map, YamlNode node)
    {
        if (node is YamlScalarNode { Value: { Length: > 0 } start })
        {
            return new LineRule(startsWith: [start]);
        }

        if (node is not YamlMappingNode)
        {
            throw map.Error(YamlMap.LineOf(node), "a line test is a text to begin with, or a mapping");
        }

        var inner = map.Inner(node);
        var rule = Rule(inner);
        inner.Done();
        return rule;
    }
}
