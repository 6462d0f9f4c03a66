using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace NetBatch.Data.Pipelines;

/// <summary>Values of any type: plain scalars are numbers, true, false or null where they look it, quoted ones are texts.</summary>
internal sealed class YamlValues(TextProblems problems)
{
    private const int Deepest = 16;
    private const int Most = 10_000;
    private int seen;

    /// <summary>The value as JSON.</summary>
    /// <param name="node">The value.</param>
    /// <param name="depth">How deep it lies; a name that stands for what holds it would have no end.</param>
    public JsonNode? Read(YamlNode node, int depth = 0)
    {
        if (depth > Deepest || ++seen > Most)
        {
            if (seen <= Most || seen == Most + 1)
            {
                problems.Add(node, depth > Deepest ? $"Values are nested more than {Deepest} deep here."
                    : $"There are more than {Most} values.");
                seen = Most + 1;
            }

            return null;
        }

        return node switch
        {
            YamlScalarNode scalar => Scalar(scalar),
            YamlSequenceNode list => new JsonArray([.. list.Children.Select(one => Read(one, depth + 1))]),
            YamlMappingNode map =>
                new JsonObject(map.Children.DistinctBy(pair => $"{pair.Key}")
                    .Select(pair => KeyValuePair.Create($"{pair.Key}", Read(pair.Value, depth + 1)))),
            _ => null,
        };
    }

    private static JsonValue? Scalar(YamlScalarNode node) =>
        node.Style != ScalarStyle.Plain ? JsonValue.Create(node.Value) : node.Value switch
    {
        null or "" or "~" or "null" => null,
        "true" => JsonValue.Create(true),
        "false" => JsonValue.Create(false),
        // 007 is a text: a number's zeros would be lost.
        { } text when IsNumber(text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) =>
            JsonValue.Create(whole),
        { } text when IsNumber(text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number) => JsonValue.Create(number),
        { } text => JsonValue.Create(text),
    };

    private static bool IsNumber(string text)
    {
        var digits = text.AsSpan().TrimStart('-');
        return digits.Length > 0 && char.IsAsciiDigit(digits[0])
            && !(digits.Length > 1 && digits[0] == '0' && char.IsAsciiDigit(digits[1]));
    }
}
