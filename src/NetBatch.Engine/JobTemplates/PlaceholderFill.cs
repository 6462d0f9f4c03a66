using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace NetBatch;

/// <summary>
/// Puts values where texts hold <c>{name}</c>. A text that is nothing but one placeholder becomes the value in its own
/// type, a list among other texts is spliced in, and what has no value is left out. <c>{{name}</c> stays <c>{name}</c>;
/// braces around anything that is no name are left alone, so that configs and patterns can be written as they are.
/// </summary>
internal sealed partial class PlaceholderFill(IReadOnlyDictionary<string, JsonElement> values)
{
    /// <summary>The names that texts hold.</summary>
    public static IEnumerable<string> NamesIn(IEnumerable<string> texts) =>
        texts.SelectMany(text => Placeholder().Matches(text)).Where(match => !Doubled(match)).Select(match => match.Groups["name"].Value);

    /// <summary>Every text within arguments.</summary>
    public static IEnumerable<string> TextsOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(TextsOf),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => TextsOf(member.Value)),
        _ => [],
    };

    public string Text(string text) => Placeholder().Replace(text, match => Doubled(match)
        ? match.Value[1..]
        : values.TryGetValue(match.Groups["name"].Value, out var value) ? Plain(value) : "");

    public IReadOnlyList<string> List(IReadOnlyList<string> texts) =>
        [.. texts.SelectMany(text => Alone(text, out var value)
            ? value is { } some ? some.ValueKind == JsonValueKind.Array ? some.EnumerateArray().Select(Plain) : [Plain(some)] : []
            : [Text(text)])];

    public JsonElement Element(JsonElement element) => JsonSerializer.SerializeToElement(Node(element), EngineJson.Default.JsonNode!);

    private JsonNode? Node(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String when Alone(element.GetString()!, out var value):
                return value is { } some ? JsonNode.Parse(some.GetRawText()) : null;
            case JsonValueKind.String:
                return JsonValue.Create(Text(element.GetString()!));
            case JsonValueKind.Array:
                return new JsonArray([.. element.EnumerateArray().SelectMany(Items)]);
            case JsonValueKind.Object:
                var kept = new JsonObject();
                foreach (var member in element.EnumerateObject())
                {
                    if (!IsLeftOut(member.Value))
                    {
                        kept[member.Name] = Node(member.Value);
                    }
                }

                return kept;
            default:
                return JsonNode.Parse(element.GetRawText());
        }
    }

    private IEnumerable<JsonNode?> Items(JsonElement item)
    {
        if (IsLeftOut(item))
        {
            return [];
        }

        return item.ValueKind == JsonValueKind.String && Alone(item.GetString()!, out var value)
            && value is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Select(one => JsonNode.Parse(one.GetRawText()))
            : [Node(item)];
    }

    private bool IsLeftOut(JsonElement element) =>
        element.ValueKind == JsonValueKind.String && Alone(element.GetString()!, out var value) && value is null;

    private bool Alone(string text, out JsonElement? value)
    {
        var match = Placeholder().Match(text);
        var alone = match.Success && match.Length == text.Length && !Doubled(match);
        value = alone && values.TryGetValue(match.Groups["name"].Value, out var found) ? found : null;
        return alone;
    }

    private static bool Doubled(Match match) => match.Value.StartsWith("{{", StringComparison.Ordinal);

    private static string Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array => string.Join(",", value.EnumerateArray().Select(Plain)),
        _ => value.GetRawText(),
    };

    [GeneratedRegex(@"\{?\{(?<name>[A-Za-z][A-Za-z0-9_]{0,63})\}")]
    private static partial Regex Placeholder();
}
