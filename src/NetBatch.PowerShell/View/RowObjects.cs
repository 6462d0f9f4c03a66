using System.Management.Automation;
using System.Text.Json;

namespace NetBatch.Commands;

/// <summary>Rows as objects of the pipeline: device and command first, then the columns; a type name for each sort of rows, so that views
/// can be made.</summary>
internal static class RowObjects
{
    /// <summary>What all rows are, whatever their columns.</summary>
    public const string TypeName = "NetBatch.Row";

    /// <summary>A row of one device's command.</summary>
    public static PSObject Of(string device, string command, RowSet set, object?[] values) =>
        Of(set, values, ("Device", device), ("Command", command));

    /// <summary>A row behind what is said of it.</summary>
    public static PSObject Of(RowSet set, object?[] values, params (string Name, string Value)[] first)
    {
        var row = Named(set.View);
        foreach (var (name, value) in first)
        {
            Add(row, name, SafeText.Of(value));
        }

        for (var index = 0; index < values.Length; index++)
        {
            var name = set.Columns[index].Name;
            // A column of that name keeps its values under another.
            Add(row, Array.Exists(first, one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) ? name + "_2" : name,
                Cell(set.Columns[index], values[index]));
        }

        return row;
    }

    /// <summary>A row with these columns.</summary>
    public static PSObject Of(string view, IReadOnlyList<RowColumn> columns, object?[] values)
    {
        var row = Named(view);
        for (var index = 0; index < values.Length; index++)
        {
            Add(row, columns[index].Name, Cell(columns[index], values[index]));
        }

        return row;
    }

    /// <summary>An object of ours that is no type of ours: the private load context's types never reach the pipeline.</summary>
    public static PSObject Custom(string typeName, params (string Name, object? Value)[] members)
    {
        var one = new PSObject();
        one.TypeNames.Insert(0, typeName);
        foreach (var (name, value) in members)
        {
            Add(one, name, Shown(value));
        }

        return one;
    }

    /// <summary>Cells by column.</summary>
    public static PSObject? Of(IReadOnlyList<KeyValuePair<string, object?>>? cells)
    {
        if (cells is null)
        {
            return null;
        }

        var row = Custom(TypeName);
        foreach (var (name, value) in cells)
        {
            Add(row, name, OfDevice(value));
        }

        return row;
    }

    private static PSObject Named(string view)
    {
        var row = new PSObject();
        row.TypeNames.Insert(0, TypeName);
        row.TypeNames.Insert(0, $"{TypeName}.{view}");
        return row;
    }

    private static object? Cell(RowColumn column, object? value) => column.Type == RowType.ObjectList && value is string[] objects
        ? Shown(Array.ConvertAll(objects, Object))
        : OfDevice(value);

    /// <summary>An object of texts.</summary>
    private static PSObject Object(string json)
    {
        var one = new PSObject();
        using var read = JsonDocument.Parse(json);
        foreach (var member in read.RootElement.EnumerateObject())
        {
            Add(one, member.Name, member.Value.GetString() is { } text ? SafeText.Of(text) : null);
        }

        return one;
    }

    // Rows have no view of their own that could do it when they are shown; exports hold the bytes.
    private static object? OfDevice(object? value) => Shown(value switch
    {
        string text => SafeText.Of(text),
        string[] texts => Array.ConvertAll(texts, SafeText.Of),
        _ => value,
    });

    private static object? Shown(object? value) => value switch
    {
        string[] texts => new TextCells(texts),
        PSObject[] rows => ItemList.Of(rows),
        byte[] or DateTimeOffset => InvariantCell.Of(value),
        decimal or double or float or long or int or short when InvariantCell.Differs => InvariantCell.Of(value),
        _ => value,
    };

    private static void Add(PSObject to, string name, object? value) =>
        to.Properties.Add(new PSNoteProperty(SafeText.Of(name), value), preValidated: true);
}
