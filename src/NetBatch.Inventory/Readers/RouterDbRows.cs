using System.Net;
using NetBatch.Inventory.Fields;
using NetBatch.Inventory.Problems;

namespace NetBatch.Inventory.Readers;

/// <summary>
/// Devices of a <c>router.db</c>: RANCID's (<c>name;type;state</c>, with <c>:</c> before its version 3; router.db(5)) or Oxidized's, whose
/// columns its file <c>config</c> names (<c>source.csv.map</c>); without that the first is the name and the second the model, or the address where it is one
/// and the third the model. Columns that hold secrets are passed over.
/// </summary>
internal static class RouterDbRows
{
    private static readonly string[] States = ["up", "down"];

    /// <summary>Reads the devices.</summary>
    /// <param name="text">The file.</param>
    /// <param name="map">Oxidized's columns by name; null: nobody names them.</param>
    /// <param name="problems">What is wrong.</param>
    public static List<FieldRow> Read(string text, IReadOnlyDictionary<string, int>? map, ProblemList problems)
    {
        List<FieldRow> rows = [];
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            var written = line.Trim().ToString();
            if (written.Length == 0 || written[0] == '#')
            {
                continue;
            }

            var cells = written.Split(written.Contains(';', StringComparison.Ordinal) ? ';' : ':', StringSplitOptions.TrimEntries);
            if (Row(cells, map, number) is { } row)
            {
                rows.Add(row);
            }
            else
            {
                // The line is not quoted: one of its cells may be a password.
                problems.Add(number, null, $"what its {cells.Length} columns mean is not known.", "Put Oxidized's file 'config' beside it, whose 'map' names them, or leave name, address and model only.");
            }
        }

        return rows;
    }

    private static FieldRow? Row(string[] cells, IReadOnlyDictionary<string, int>? map, int line)
    {
        string? Mapped(string column) => map!.TryGetValue(column, out var at) && at < cells.Length && cells[at].Length > 0 ? cells[at] : null;
        if (map is not null)
        {
            return Row(line, Mapped("name"), Mapped("ip"), Mapped("model"), Mapped("group"), Mapped("username"), Mapped("ssh_port"));
        }

        return cells switch
        {
            [var name, var type, var state, ..] when States.Contains(state.ToLowerInvariant(), StringComparer.Ordinal) =>
                Row(line, name, null, type, null, null, null, state.Equals("down", StringComparison.OrdinalIgnoreCase) ? "down" : null),
            [var name] => Row(line, name, null, null, null, null, null),
            [var name, var model] => Row(line, name, null, model, null, null, null),
            [var name, var address, var model] when IPAddress.TryParse(address, out _) => Row(line, name, address, model, null, null, null),
            _ => null,
        };
    }

    private static FieldRow? Row(int line, string? name, string? address, string? model, string? group, string? user, string? port, string? tag = null)
    {
        if (string.IsNullOrEmpty(name))
        {
            return null;
        }

        (string Name, string? Value)[] fields =
            [("name", name), ("address", address ?? name), ("platform", model), (FieldNames.LabelPrefix + "group", group), ("user", user), ("port", port), ("tags", tag)];
        return new FieldRow(line, [.. fields.Where(field => !string.IsNullOrEmpty(field.Value)).Select(field => new Field(field.Name, field.Value!, line))]);
    }
}
