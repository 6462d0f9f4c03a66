using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace NetBatch.TextFsm.Checking;

/// <summary>
/// Reads the expected rows of a fixture: a YAML map with the list <c>parsed_sample</c>. Text stays text; a plain
/// scalar that YAML 1.1 takes for a number, a truth value, a date or nothing becomes a <see cref="YamlNonText"/>, since
/// no template ever yields one.
/// </summary>
internal static partial class YamlSample
{
    private const string Root = "parsed_sample";

    public static List<object?> Read(TextReader reader, string source)
    {
        try
        {
            var parser = new Parser(reader);
            parser.Consume<StreamStart>();
            parser.Consume<DocumentStart>();
            var document = ReadNode(parser, []) as Dictionary<string, object?>;
            return document is not null && document.TryGetValue(Root, out var rows) && rows is List<object?> list
                ? list
                : throw new TemplateException(TemplateErrorKind.Fixture, $"there is no list named {Root}", null, source);
        }
        catch (YamlException e)
        {
            throw new TemplateException(TemplateErrorKind.Fixture, e.Message, (int)e.Start.Line, source, e);
        }
    }

    private static object? ReadNode(IParser parser, Dictionary<string, object?> anchors)
    {
        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            return anchors.GetValueOrDefault(alias.Value.Value);
        }

        if (parser.TryConsume<Scalar>(out var scalar))
        {
            return Remember(scalar, ReadScalar(scalar), anchors);
        }

        if (parser.TryConsume<SequenceStart>(out var sequence))
        {
            var list = new List<object?>();
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                list.Add(ReadNode(parser, anchors));
            }

            return Remember(sequence, list, anchors);
        }

        var mapping = parser.Consume<MappingStart>();
        var map = new Dictionary<string, object?>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = ReadNode(parser, anchors)?.ToString() ?? "";
            map[key] = ReadNode(parser, anchors);
        }

        return Remember(mapping, map, anchors);
    }

    private static object? Remember(NodeEvent node, object? value, Dictionary<string, object?> anchors)
    {
        if (!node.Anchor.IsEmpty)
        {
            anchors[node.Anchor.Value] = value;
        }

        return value;
    }

    private static object ReadScalar(Scalar scalar) =>
        scalar.Style == ScalarStyle.Plain && scalar.IsPlainImplicit && NonText().IsMatch(scalar.Value)
            ? new YamlNonText(scalar.Value)
            : scalar.Value;

    // The implicit types of YAML 1.1 (yaml.org/type): null, bool, int, float, timestamp.
    [GeneratedRegex(
        @"^(?:~|null|Null|NULL|yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF"
        + @"|[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+"
        + @"|[-+]?(?:[0-9][0-9_]*)\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?"
        + @"|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
        + @"|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}.*)?$",
        RegexOptions.CultureInvariant)]
    private static partial Regex NonText();
}

/// <summary>A scalar that is no text in YAML.</summary>
internal sealed record YamlNonText(string Written)
{
    public override string ToString() => Written;
}
