using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace NetBatch.Platforms;

/// <summary>Reads tests on lines and lineages from a platform file.</summary>
internal static class MatchReader
{
    /// <summary>As the first entry of a lineage: at any depth.</summary>
    private const string AnyDepth = "**";

    /// <summary>The lineage that a mapping spells out.</summary>
    public static (bool Anywhere, LineRule[] Rules) Lineage(Fields map) =>
        Lineage(map.Find("lineage") ?? throw map.Missing("lineage", "Give the lines from the top to the one meant, as a list."));

    /// <summary>A lineage that stands by itself.</summary>
    public static (bool Anywhere, LineRule[] Rules) Lineage(YamlValue list)
    {
        if (list.Node is not YamlSequenceNode { Children.Count: > 0 })
        {
            throw list.Refuse("a lineage is no list of line tests", "Write the tests from the top: [router bgp, neighbor].");
        }

        var items = list.Items();
        var anywhere = items[0].Node is YamlScalarNode { Value: AnyDepth };
        var rules = items.Skip(anywhere ? 1 : 0).Select(One).ToArray();
        return !anywhere || rules.Length == 1
            ? (anywhere, rules)
            : throw list.Refuse($"after {AnyDepth} stand {rules.Length} line tests", $"Write exactly one behind {AnyDepth}.");
    }

    /// <summary>The test that a mapping spells out.</summary>
    public static LineRule Rule(Fields map) =>
        new(Texts(map, "equals"), Texts(map, "startswith"), Texts(map, "endswith"), Texts(map, "contains"),
            (OptionalPattern(map, "regex") ?? OptionalPattern(map, "re_search"))?.ToString());

    public static Regex Pattern(Fields map, string key) => OptionalPattern(map, key) ?? throw map.Missing(key);

    public static Regex? OptionalPattern(Fields map, string key)
    {
        if (map.Find(key) is not { } value)
        {
            return null;
        }

        try
        {
            return LinePatterns.Compile(value.Text());
        }
        catch (ArgumentException wrong)
        {
            throw value.Refuse(
                $"'{key}' is '{value.Text()}', which is no regular expression: {wrong.Message}", "Put the expression in single quotes.");
        }
    }

    private static IReadOnlyList<string>? Texts(Fields map, string key) => map.Find(key)?.Texts();

    /// <summary>Plain text means "begins with it"; a mapping says more.</summary>
    private static LineRule One(YamlValue item)
    {
        if (item.Node is YamlScalarNode { Value: { Length: > 0 } start })
        {
            return new LineRule(startsWith: [start]);
        }

        var inner = item.Map(
            "a line test is neither a text nor a mapping",
            "Write the text that the line begins with, or {equals: ...}, {regex: ...} or the like.",
            "test");
        var rule = Rule(inner);
        inner.Done();
        return rule;
    }
}
