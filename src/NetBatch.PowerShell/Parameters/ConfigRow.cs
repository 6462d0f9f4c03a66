using System.Collections;
using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Reads what an object or a table says of a config, under the names that people use.</summary>
internal static class ConfigRow
{
    public static readonly string[] Device = ["Device", "DeviceId", "Name", "HostName"];
    public static readonly string[] Platform = ["Platform"];
    public static readonly string[] Config = ["RunningConfig", "Config", "Output"];

    /// <summary>The first of some properties that has a value; lists are lines of text.</summary>
    public static string? Text(PSObject row, string[] names)
    {
        foreach (var name in names)
        {
            if (Value(row, name) is { } value && Text(value) is { Length: > 0 } text)
            {
                return text;
            }
        }

        return null;
    }

    private static object? Value(PSObject row, string name) => row.BaseObject is IDictionary table
        ? table.Keys.Cast<object>().Where(key => string.Equals($"{key}", name, StringComparison.OrdinalIgnoreCase))
            .Select(key => table[key]).FirstOrDefault()
        : row.Properties[name]?.Value;

    private static string? Text(object value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        string text => text,
        IEnumerable list => string.Join('\n', list.Cast<object?>()),
        var other => other.ToString(),
    };
}
