using System.Text.Json;

namespace NetBatch.TextFsm.Json;

/// <summary>A place in a JSON output, with what it stands in.</summary>
/// <param name="Element">What is there.</param>
/// <param name="Key">Its name, where the way led through all members of an object; else null.</param>
/// <param name="Above">What it stands in; null at the top.</param>
internal sealed record JsonPlace(JsonElement Element, string? Key, JsonPlace? Above)
{
    /// <summary>The name that <c>@1</c>, <c>@2</c> ... stand for, counted from the top; null: another source.</summary>
    public string? Name(string source)
    {
        if (source is not ['@', var digit] || !char.IsAsciiDigit(digit))
        {
            return null;
        }

        var names = new List<string>();
        for (var place = this; place is not null; place = place.Above)
        {
            if (place.Key is { } key)
            {
                names.Insert(0, key);
            }
        }

        return digit - '1' < names.Count ? names[digit - '1'] : "";
    }

    /// <summary>A member by its path: of the row, or of what the row stands in. <c>^</c> behind it: only of the latter.</summary>
    public JsonElement? Find(string source)
    {
        var isAbove = source.EndsWith('^');
        var path = source.TrimEnd('^').Split('.');
        for (var place = isAbove ? Above : this; place is not null; place = place.Above)
        {
            if (Inside(place.Element, path) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>A value as texts: an object's names, a list's values, anything else as it is written.</summary>
    public static string[] Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => [.. value.EnumerateArray().SelectMany(Texts)],
        JsonValueKind.Object => [.. value.EnumerateObject().Select(member => member.Name)],
        JsonValueKind.String => [value.GetString()!.Trim()],
        JsonValueKind.Null => [],
        _ => [value.GetRawText()],
    };

    private static JsonElement? Inside(JsonElement element, string[] path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element;
    }
}
