using System.Globalization;
using System.Text.RegularExpressions;
using NetBatch.Inventory.Fields;
using NetBatch.Inventory.Problems;

namespace NetBatch.Inventory.Readers;

/// <summary>
/// What the cells of Oxidized's router.db are, by the file <c>config</c> beside it: <c>source: csv:</c> with <c>delimiter</c>,
/// <c>map</c> and <c>vars_map</c>, <c>model_map</c>, and <c>model</c> for those without one (Oxidized's documentation, "Source: CSV").
/// </summary>
internal sealed class OxidizedMap
{
    private const string Model = "model";

    private static readonly Dictionary<string, string> Meanings = new(StringComparer.Ordinal)
    {
        ["name"] = "name", ["ip"] = "address", [Model] = Model, ["username"] = "username", ["password"] = "password",
        ["group"] = FieldNames.LabelPrefix + "group", ["ssh_port"] = "port", ["enable"] = "enable",
    };

    private readonly Regex delimiter;
    private readonly List<(int Cell, string Field)> cells;
    private readonly MapNode? models;
    private readonly string? usual;

    private OxidizedMap(Regex delimiter, List<(int Cell, string Field)> cells, MapNode root)
    {
        (this.delimiter, this.cells) = (delimiter, cells);
        (models, usual) = (root.Find("model_map") as MapNode, Text(root, Model));
    }

    /// <summary>Reads the file beside a router.db; null: there is none, or it is another program's.</summary>
    public static OxidizedMap? Beside(string? folder)
    {
        if (folder is null || Path.Combine(folder, "config") is not { } path || !File.Exists(path))
        {
            return null;
        }

        // Whatever else is called so (~/.ssh/config) is none, and its mistakes are not ours to tell.
        var ignored = new ProblemList(path);
        if (YamlNodes.Read(InventoryFile.ReadText(path, "config"), ignored) is not MapNode root || ignored.Found > 0
            || (root.Find("source") as MapNode)?.Find("csv") is not MapNode csv || csv.Find("map") is not MapNode map)
        {
            return null;
        }

        List<(int Cell, string Field)> cells = [];
        foreach (var entry in map.Entries.Concat((csv.Find("vars_map") as MapNode)?.Entries ?? []))
        {
            // Other variables are settings of Oxidized's own.
            if (Meanings.TryGetValue(entry.Key, out var field) && entry.Value is ScalarNode { Text: { } text }
                && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var cell))
            {
                cells.Add((cell, field));
            }
        }

        return cells.Exists(one => one.Field == "name") ? new OxidizedMap(Delimiter(Text(csv, "delimiter")), cells, root) : null;
    }

    /// <summary>The fields of a line.</summary>
    public IEnumerable<(string Name, string Value)> Cells(string line, Func<string, string> platformOf)
    {
        var values = delimiter.Split(line);
        var model = usual;
        foreach (var (cell, field) in cells)
        {
            if (cell < values.Length && values[cell].Trim() is { Length: > 0 } value)
            {
                if (field != Model)
                {
                    yield return (field, value);
                    continue;
                }

                model = value;
            }
        }

        if (model is not null)
        {
            yield return ("platform", platformOf(models is not null && Text(models, model) is { } mapped ? mapped : model));
        }
    }

    private static string? Text(MapNode map, string key) => (map.Find(key) as ScalarNode)?.Text;

    /// <summary>Written as a regular expression between slashes (<c>!ruby/regexp /:/</c>), or as the sign itself.</summary>
    private static Regex Delimiter(string? text)
    {
        var written = text ?? ":";
        var pattern = written.Length > 2 && written[0] == '/' && written[^1] == '/' ? written[1..^1] : Regex.Escape(written);
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (Exception other) when (other is ArgumentException or NotSupportedException)
        {
            throw new NetBatchException(ErrorCode.InvalidInventory, $"The delimiter '{written}' of Oxidized's config cannot be read here.",
                "Write the sign that separates the cells.", other);
        }
    }
}
