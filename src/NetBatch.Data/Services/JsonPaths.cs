using System.Globalization;
using System.Text.Json;

namespace NetBatch.Data.Services;

/// <summary>The few forms of JSONPath (RFC 9535) that declarations need: <c>$.a.b</c>, <c>$.a[0]</c>, <c>$.a[*]</c>.</summary>
internal static class JsonPaths
{
    public static IEnumerable<JsonElement> Find(JsonElement root, string path)
    {
        IEnumerable<JsonElement> found = [root];
        foreach (var part in path.TrimStart('$').Replace("[", ".[", StringComparison.Ordinal)
            .Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            found = part[0] != '['
                ? found.Where(one => one.ValueKind == JsonValueKind.Object)
                    .SelectMany(one => one.TryGetProperty(part, out var value) ? [value] : Array.Empty<JsonElement>())
                : found.Where(one => one.ValueKind == JsonValueKind.Array).SelectMany(one => Items(one, part[1..^1]));
        }

        return found;
    }

    /// <summary>The text of the first value found, or null.</summary>
    public static string? Text(JsonElement root, string path) =>
        Find(root, path).FirstOrDefault() is { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null) } value
        ? value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText()
        : null;

    private static List<JsonElement> Items(JsonElement list, string index) =>
        index == "*" ? [.. list.EnumerateArray()]
        : int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < list.GetArrayLength()
            ? [list[number]]
        : [];
}
