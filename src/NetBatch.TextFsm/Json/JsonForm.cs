using System.Text.Json;
using System.Text.RegularExpressions;

namespace NetBatch.TextFsm.Json;

/// <summary>Where a command's JSON output holds the cells of the template that parses its text.</summary>
/// <param name="Template">The template's name, without the ending.</param>
/// <param name="Platform">The platform, where the template serves several; null: the template tells.</param>
/// <param name="Rows">The way from the top to the rows.</param>
/// <param name="Cells">Where each column's cells are.</param>
internal sealed partial record JsonForm(string Template, string? Platform, string Rows, IReadOnlyDictionary<string, string> Cells)
{
    private static readonly JsonSerializerOptions Reading = new()
    {
        PropertyNameCaseInsensitive = true, ReadCommentHandling = JsonCommentHandling.Skip,
    };

    private static readonly Lazy<IReadOnlyList<JsonForm>> Known = new(() =>
    {
        using var stream = typeof(JsonForm).Assembly.GetManifestResourceStream("Own/json")!;
        return JsonSerializer.Deserialize<JsonForm[]>(stream, Reading)!;
    });

    /// <summary>All that are known.</summary>
    public static IReadOnlyList<JsonForm> All => Known.Value;

    /// <summary>The command whose output as JSON a command asks for; null: it asks for no JSON.</summary>
    public static string? Plain(string command) => Asks().Match(command) is { Success: true } match ? match.Groups[1].Value.Trim() : null;

    /// <summary>The rows' cells as a template's columns want them.</summary>
    /// <param name="root">The output.</param>
    /// <param name="columns">The columns.</param>
    public IEnumerable<object?[]> Read(JsonElement root, IReadOnlyList<RowColumn> columns) =>
        Walk(new JsonPlace(root, null, null), Rows.Length == 0 ? [] : Rows.Split('.'), 0)
            .Select(row => columns.Select(column => Cell(row, column)).ToArray());

    private static IEnumerable<JsonPlace> Walk(JsonPlace place, string[] path, int at)
    {
        if (place.Element.ValueKind == JsonValueKind.Array)
        {
            return place.Element.EnumerateArray().SelectMany(one => Walk(place with { Element = one }, path, at));
        }

        if (at == path.Length)
        {
            return place.Element.ValueKind == JsonValueKind.Object ? [place] : [];
        }

        if (place.Element.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        return path[at] == "*"
            ? place.Element.EnumerateObject().SelectMany(one => Walk(new JsonPlace(one.Value, one.Name, place), path, at + 1))
            : place.Element.TryGetProperty(path[at], out var inner) ? Walk(new JsonPlace(inner, null, place), path, at + 1) : [];
    }

    private object Cell(JsonPlace row, RowColumn column)
    {
        var source = Cells.GetValueOrDefault(column.Name, "");
        if (column.Type != RowType.Text)
        {
            return First(row, source) is { } list
                ? JsonPlace.Texts(list).SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries)).ToArray()
                : Array.Empty<string>();
        }

        if (!source.Contains('{', StringComparison.Ordinal))
        {
            return row.Name(source) ?? Text(First(row, source));
        }

        var text = Pieces().Replace(source, piece =>
            Text(First(row, piece.Groups[1].Value)) is var found && piece.Groups[2].Value is ":upper" ? found.ToUpperInvariant()
            : piece.Groups[2].Success ? found.Trim('"') : found);

        // A piece that is not there leaves no sign behind.
        return text.Trim('/', ' ');
    }

    private static JsonElement? First(JsonPlace row, string sources) =>
        sources.Split('|').Select(source => row.Find(source)).FirstOrDefault(found => found is not null);

    private static string Text(JsonElement? found) => found is { } value ? string.Join(",", JsonPlace.Texts(value)) : "";

    [GeneratedRegex(@"^(.+?)\|\s*json(?:-pretty)?(?:\s+(?:native|pretty|compact))*\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Asks();

    [GeneratedRegex(@"\{([^{}:]+)(:upper|:unquoted)?\}", RegexOptions.CultureInvariant)]
    private static partial Regex Pieces();
}
