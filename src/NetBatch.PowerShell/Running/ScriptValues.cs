using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text.Json;

namespace NetBatch.Commands;

/// <summary>Values that go to a pipeline's script, and those that come from it.</summary>
internal static class ScriptValues
{
    private const int MostCells = 64;
    private const int LongestText = 4_000;
    private const int MostItems = 20;

    /// <summary>An instance as a plain object, with nothing of its credential.</summary>
    public static PSObject Of(DatabaseInstance instance) => RowObjects.Custom(
        "NetBatch.ScriptInstance",
        ("Id", instance.Id),
        ("Name", instance.Name),
        ("Provider", instance.Provider),
        ("Connection", instance.Connection),
        ("Region", instance.Region),
        ("Labels", Labels(instance)),
        ("Tags", instance.Tags.ToArray()));

    /// <summary>Parameters as one object with a property for each.</summary>
    public static PSObject Members(JsonElement? given)
    {
        var all = new PSObject();
        foreach (var one in given is { ValueKind: JsonValueKind.Object } table ? table.EnumerateObject().ToArray() : [])
        {
            all.Properties.Add(new PSNoteProperty(one.Name, Of(one.Value)));
        }

        return all;
    }

    /// <summary>A value as PowerShell binds it: maps are hashtables, lists are arrays.</summary>
    public static object? Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.TryGetInt32(out var small) ? small : value.TryGetInt64(out var whole) ? whole : value.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Array => value.EnumerateArray().Select(Of).ToArray(),
        JsonValueKind.Object => Table(value),
        _ => null,
    };

    /// <summary>An object's cells: a table's entries, an object's properties, or the one cell <c>value</c>.</summary>
    public static IReadOnlyList<KeyValuePair<string, object?>> Row(PSObject written)
    {
        var cells = written.BaseObject switch
        {
            IDictionary table => table.Keys.Cast<object>().Take(MostCells).Select(key => KeyValuePair.Create($"{key}", Cell(table[key]))),
            string or bool or char or IFormattable or IEnumerable => [KeyValuePair.Create("value", Cell(written))],
            _ => written.Properties.Where(property => property.IsGettable).Take(MostCells)
                .Select(property => KeyValuePair.Create(property.Name, Cell(property))),
        };
        // In the moment it was written: a script may change what it has written afterwards.
        KeyValuePair<string, object?>[] row = [.. cells.Where(cell => cell.Key.Length > 0)];
        return row.Length > 0 ? row : [KeyValuePair.Create("value", (object?)$"{written}")];
    }

    private static object? Cell(PSPropertyInfo property)
    {
        try
        {
            return Cell(property.Value);
        }
        catch (GetValueException problem)
        {
            return Text(problem.Message);
        }
    }

    private static object? Cell(object? value) => value switch
    {
        null => null,
        PSObject { BaseObject: not PSCustomObject } wrapped => Cell(wrapped.BaseObject),
        Enum word => $"{word}",
        bool or long or decimal or DateTimeOffset => value,
        byte or sbyte or short or ushort or int or uint => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        ulong number => (decimal)number,
        float or double when double.IsFinite(Convert.ToDouble(value, CultureInfo.InvariantCulture)) =>
            Convert.ToDouble(value, CultureInfo.InvariantCulture),
        DateTime time => new DateTimeOffset(time.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(time, DateTimeKind.Utc) : time),
        string text => Text(text),
        IFormattable other => Text(other.ToString(null, CultureInfo.InvariantCulture)),
        IDictionary table => Text(string.Join("; ", table.Keys.Cast<object>().Take(MostItems).Select(key => $"{key}={Cell(table[key])}"))),
        IEnumerable list => Text(string.Join(", ", list.Cast<object?>().Take(MostItems).Select(one => $"{one}"))),
        _ => Text($"{value}"),
    };

    private static string Text(string text) => text.Length <= LongestText ? text : text[..LongestText];

    private static PSObject Labels(DatabaseInstance instance)
    {
        var labels = new PSObject();
        foreach (var (name, value) in instance.Labels)
        {
            labels.Properties.Add(new PSNoteProperty(name, value));
        }

        return labels;
    }

    private static Hashtable Table(JsonElement value)
    {
        var table = new Hashtable(StringComparer.OrdinalIgnoreCase);
        foreach (var one in value.EnumerateObject())
        {
            table[one.Name] = Of(one.Value);
        }

        return table;
    }
}
