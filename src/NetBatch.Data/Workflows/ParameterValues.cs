using System.Globalization;
using System.Text.Json;

namespace NetBatch.Data.Workflows;

/// <summary>Reads parameters' values as their declared types.</summary>
internal static class ParameterValues
{
    private static readonly string[] DayForms = ["yyyy-MM-dd", "yyyy-MM-ddT00:00:00", "yyyy-MM-ddT00:00:00.0000000"];

    /// <summary>The value of a parameter, or false: it is none. That of a list is an array; a text for one is its values with commas
    /// between them.</summary>
    public static bool TryRead(JsonElement json, WorkflowParameter parameter, DateTimeOffset now, out object? value)
    {
        if (!parameter.IsList)
        {
            return TryRead(json, parameter.Type, now, out value);
        }

        List<object?> values = [];
        foreach (var one in Items(json))
        {
            if (!TryRead(one, parameter.Type, now, out var read) || read is null)
            {
                value = null;
                return false;
            }

            values.Add(read);
        }

        value = values.ToArray();
        // Databases refuse an empty list, and "not in nothing" would be everything.
        return values.Count > 0;
    }

    /// <summary>The value, or false: it is not of that type. A text that says exactly a value of the type is one.</summary>
    public static bool TryRead(JsonElement json, ParameterType type, DateTimeOffset now, out object? value)
    {
        value = json.ValueKind == JsonValueKind.Null ? null : (type, json.ValueKind) switch
        {
            (ParameterType.Text, JsonValueKind.String) => json.GetString(),
            (ParameterType.WholeNumber, JsonValueKind.Number) => json.TryGetInt64(out var number) ? number : null,
            (ParameterType.WholeNumber, JsonValueKind.String) =>
                long.TryParse(json.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
                    : null,
            (ParameterType.Number, JsonValueKind.Number) => json.TryGetDecimal(out var exact) ? exact : json.GetDouble(),
            (ParameterType.Number, JsonValueKind.String) =>
                decimal.TryParse(json.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var exact) ? exact : null,
            (ParameterType.Boolean, JsonValueKind.True or JsonValueKind.False) => json.GetBoolean(),
            (ParameterType.Boolean, JsonValueKind.String) => bool.TryParse(json.GetString(), out var flag) ? flag : null,
            (ParameterType.Date, JsonValueKind.String) =>
                DateOnly.TryParseExact(json.GetString(), DayForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
                    : RelativeTime.ReadDay(json.GetString()!, now),
            (ParameterType.Timestamp, JsonValueKind.String) => Time(json.GetString()!) ?? RelativeTime.Read(json.GetString()!, now),
            _ => null,
        };
        return value is not null || json.ValueKind == JsonValueKind.Null;
    }

    /// <summary>The values of a list.</summary>
    public static IEnumerable<JsonElement> Items(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array => json.EnumerateArray(),
        JsonValueKind.String =>
            json.GetString()!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(one => JsonSerializer.SerializeToElement(one)),
        _ => [json],
    };

    /// <summary>What a value is where nobody declared its parameter.</summary>
    public static ParameterType Guess(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => ParameterType.Boolean,
        JsonValueKind.Number => json.TryGetInt64(out _) ? ParameterType.WholeNumber : ParameterType.Number,
        _ => ParameterType.Text,
    };

    /// <summary>What a parameter's value looks like, for messages.</summary>
    public static string Form(WorkflowParameter parameter) =>
        parameter.IsList ? $"a list with at least one value, each {Form(parameter.Type)}" : Form(parameter.Type);

    private static string Form(ParameterType type) => type switch
    {
        ParameterType.WholeNumber => "a whole number, such as 14",
        ParameterType.Number => "a number, such as 0.5",
        ParameterType.Boolean => "true or false",
        ParameterType.Date => "a day, such as 2026-01-31 or today-7d",
        ParameterType.Timestamp => "a time, such as 2026-01-31T12:00:00Z or now-2h",
        _ => "a text",
    };

    // With an offset it is a point in time and goes on as UTC; without one it stays what the database takes it for.
    private static DateTime? Time(string text)
    {
        if (text.Length < 10 || !char.IsAsciiDigit(text[0]) || text[4] != '-'
            || !DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time))
        {
            return null;
        }

        return time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : time;
    }
}
