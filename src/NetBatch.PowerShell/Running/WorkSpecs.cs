using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NetBatch.Commands;

/// <summary>Makes work of what was typed: its arguments as JSON.</summary>
internal static class WorkSpecs
{
    /// <summary>Commands.</summary>
    /// <param name="commands">The commands.</param>
    /// <param name="allowChange">Whether they may change devices.</param>
    /// <param name="answers">Questions and answers, or null.</param>
    /// <param name="parse">Whether outputs are parsed; a template or a folder of them parses too.</param>
    /// <param name="template">A template for all commands, or null.</param>
    /// <param name="folders">Folders of templates that are asked first; null or empty: none.</param>
    /// <param name="notices">Lines that only inform; null or empty: none beside the platform's.</param>
    public static WorkSpec Commands(
        string[] commands, bool allowChange, IDictionary? answers = null, bool parse = false, string? template = null,
        string[]? folders = null, string[]? notices = null) =>
        Of("command", new Hashtable
        {
            ["commands"] = commands,
            ["allowChange"] = allowChange,
            ["answers"] = answers,
            ["allowNotices"] = notices is { Length: > 0 } ? notices : null,
            ["parse"] = parse ? true : null,
            ["template"] = template,
            ["templatePath"] = folders is { Length: > 0 } ? folders : null,
        });

    /// <summary>Any kind; members that are null are left out.</summary>
    public static WorkSpec Of(string kind, IDictionary arguments)
    {
        var args = new JsonObject();
        foreach (DictionaryEntry entry in arguments)
        {
            if (entry.Value is not null)
            {
                args[$"{entry.Key}"] = Node(entry.Value);
            }
        }

        return new WorkSpec(kind, 1, JsonSerializer.SerializeToElement(args));
    }

    /// <summary>A table of values as a JSON object.</summary>
    public static JsonElement Json(object? value) => JsonSerializer.SerializeToElement(Node(value));

    /// <summary>Values over others of the same names; a null takes one away. Null where none is left.</summary>
    public static JsonElement? Merged(JsonElement? old, IDictionary over)
    {
        var all = old is { } before ? JsonObject.Create(before)! : [];
        foreach (DictionaryEntry entry in over)
        {
            all.Remove($"{entry.Key}");
            if (entry.Value is not null)
            {
                all[$"{entry.Key}"] = Node(entry.Value);
            }
        }

        return all.Count == 0 ? null : JsonSerializer.SerializeToElement(all);
    }

    /// <summary>Values by name, as JSON; none where nothing was given.</summary>
    public static Dictionary<string, JsonElement> Values(IDictionary? table) =>
        (table ?? new Hashtable()).Cast<DictionaryEntry>()
            .ToDictionary(entry => $"{entry.Key}", entry => JsonSerializer.SerializeToElement(Node(entry.Value)));

    private static JsonNode? Node(object? value) =>
        value is PSObject { BaseObject: not PSCustomObject } wrapped ? Node(wrapped.BaseObject) : value switch
    {
        null => null,
        string text => JsonValue.Create(text),
        bool flag => JsonValue.Create(flag),
        SwitchParameter flag => JsonValue.Create(flag.IsPresent),
        int number => JsonValue.Create(number),
        long number => JsonValue.Create(number),
        double number => JsonValue.Create(number),
        decimal number => JsonValue.Create(number),
        IDictionary table =>
            new JsonObject(table.Cast<DictionaryEntry>().Select(entry => KeyValuePair.Create($"{entry.Key}", Node(entry.Value)))),
        PSObject custom => new JsonObject(custom.Properties.Select(property => KeyValuePair.Create(property.Name, Node(property.Value)))),
        IEnumerable list => new JsonArray([.. list.Cast<object?>().Select(Node)]),
        DateTime time => JsonValue.Create(time.ToString("O", CultureInfo.InvariantCulture)),
        DateTimeOffset time => JsonValue.Create(time.ToString("O", CultureInfo.InvariantCulture)),
        _ => JsonValue.Create($"{value}"),
    };
}
