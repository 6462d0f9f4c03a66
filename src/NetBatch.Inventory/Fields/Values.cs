using System.Collections;

namespace NetBatch.Inventory.Fields;

/// <summary>Text, lists and maps out of whatever a source or a PowerShell object holds.</summary>
internal static class Values
{
    /// <summary>The value as trimmed text; null where it is absent, blank, a list or a map.</summary>
    public static string? Text(object? value)
    {
        var text = value switch
        {
            null or DBNull => null,
            string written => written,
            bool flag => flag ? "true" : "false",
            CredentialReference or JumpHost => null,
            IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
            IEnumerable => null,
            _ => value.ToString(),
        };
        text = text?.Trim();
        return string.IsNullOrEmpty(text) ? null : text;
    }

    /// <summary>Whether the field says nothing: null, blank text, an empty list or map.</summary>
    public static bool IsBlank(object? value) => value switch
    {
        // An empty cell of a database comes as DBNull.
        null or DBNull => true,
        string text => string.IsNullOrWhiteSpace(text),
        CredentialReference or JumpHost => false,
        IEnumerable items => !items.Cast<object?>().Any(),
        _ => false,
    };

    /// <summary>Whether the value can be a secret, where its column's name says so: what is yes or no or a point in time is none, such as
    /// PasswordNeverExpires of an account.</summary>
    public static bool MayBeSecret(object? value) =>
        value is not (bool or DateTime or DateTimeOffset or TimeSpan) && !(value is string text && bool.TryParse(text, out _));

    /// <summary>The value as pairs, or null where it is not a map.</summary>
    public static IReadOnlyList<KeyValuePair<string, object?>>? Map(object? value) => value switch
    {
        null or string => null,
        IEnumerable<KeyValuePair<string, object?>> pairs => [.. pairs],
        IEnumerable<KeyValuePair<string, string>> pairs => [.. pairs.Select(pair => KeyValuePair.Create(pair.Key, (object?)pair.Value))],
        IDictionary entries =>
            [.. entries.Cast<DictionaryEntry>().Select(entry => KeyValuePair.Create(Text(entry.Key) ?? "", entry.Value))],
        _ => null,
    };

    /// <summary>The value as items: a list's own, else the value alone; null for a map.</summary>
    public static IReadOnlyList<object?>? List(object? value) => value switch
    {
        null or string or CredentialReference or JumpHost => null,
        _ when Map(value) is not null => null,
        IEnumerable items => [.. items.Cast<object?>()],
        _ => null,
    };

    /// <summary>One entry of a map, by name in any case.</summary>
    public static object? Entry(IReadOnlyList<KeyValuePair<string, object?>> map, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            foreach (var (key, value) in map)
            {
                if (string.Equals(key, name, StringComparison.OrdinalIgnoreCase) && !IsBlank(value))
                {
                    return value;
                }
            }
        }

        return null;
    }
}
