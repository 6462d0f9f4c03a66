using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace NetBatch.Data.Pipelines;

/// <summary>YAML's own null (yaml.org/spec/1.2.2, 10.3.2), which is neither a name nor a limit nor one of a list's values.</summary>
internal static class YamlNull
{
    public const string Remedy = "Leave it out, or put the word in quotes where it is meant as a text.";

    /// <summary>The first value that is none, in a value or in what it holds.</summary>
    /// <param name="node">The value.</param>
    /// <param name="inMaps">Whether mappings are looked into.</param>
    public static YamlNode? In(YamlNode node, bool inMaps) => node switch
    {
        YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" or "Null" or "NULL" } => node,
        YamlSequenceNode list => list.Children.Select(one => In(one, inMaps)).FirstOrDefault(one => one is not null),
        YamlMappingNode map when inMaps => map.Children.Values.Select(one => In(one, inMaps)).FirstOrDefault(one => one is not null),
        _ => null,
    };
}
