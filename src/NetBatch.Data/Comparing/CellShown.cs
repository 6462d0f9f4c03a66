using System.Globalization;
using System.Text;

namespace NetBatch.Data.Comparing;

/// <summary>Two values that differ, written so that a reader sees in what.</summary>
internal static class CellShown
{
    /// <summary>Both as people read them; what would look the same has its kind, or its characters by number.</summary>
    public static (string One, string Other) Pair(in Cell one, in Cell other)
    {
        var (a, b) = ($"{one}", $"{other}");
        return a == b ? (WithKind(one, a), WithKind(other, b))
            : Seen(a) == Seen(b) || HasMark(a) != HasMark(b) ? (ByNumber(a), ByNumber(b)) : (One(one), One(other));
    }

    /// <summary>One as people read it; what is no NULL and says so has its kind.</summary>
    public static string One(in Cell cell) => $"{cell}" is var text && text == FindingText.Null ? WithKind(cell, text) : text;

    /// <summary>The values of a key; where there are several, each that has a comma or a quote in it is quoted as in CSV.</summary>
    public static string Key(ReadOnlySpan<Cell> key)
    {
        var parts = new string[key.Length];
        for (var index = 0; index < parts.Length; index++)
        {
            var part = One(key[index]);
            parts[index] = parts.Length > 1 && part.AsSpan().ContainsAny(',', '"')
                ? $"\"{part.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : part;
        }

        return string.Join(',', parts);
    }

    private static string WithKind(in Cell cell, string text) => cell.IsNull ? text : $"{text} ({Word(cell.Kind)})";

    private static string Word(CellKind kind) => kind switch
    {
        CellKind.Switch => "true or false",
        CellKind.Number => "exact number",
        CellKind.Single => "floating, 32 bits",
        CellKind.Real => "floating, 64 bits",
        CellKind.Local => "time without a zone",
        CellKind.Instant => "time with a zone",
        CellKind.Clock or CellKind.ClockZone => "time of day",
        CellKind.Date => "day",
        CellKind.Uuid => "uuid",
        CellKind.Bytes => "bytes",
        CellKind.Json => "JSON",
        CellKind.Opaque => "another type",
        _ => "text",
    };

    // A letter and its accent, which are one letter elsewhere.
    private static bool HasMark(string text) => text.Any(mark => char.GetUnicodeCategory(mark) == UnicodeCategory.NonSpacingMark);

    // What a page shows: nothing of what has no width, and one blank for many.
    private static string Seen(string text)
    {
        var seen = new StringBuilder(text.Length);
        foreach (var mark in text)
        {
            if (char.IsWhiteSpace(mark))
            {
                seen.Append(seen.Length == 0 || seen[^1] == ' ' ? "" : " ");
            }
            else if (!IsInvisible(mark))
            {
                seen.Append(mark);
            }
        }

        return seen.ToString().TrimEnd(' ');
    }

    private static string ByNumber(string text)
    {
        var shown = new StringBuilder(text.Length);
        var end = text.AsSpan().TrimEnd(' ').Length;
        for (var at = 0; at < text.Length; at++)
        {
            shown.Append(text[at] > '~' || char.IsControl(text[at]) || at >= end
                ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)text[at]:x4}") : text[at]);
        }

        return shown.ToString();
    }

    private static bool IsInvisible(char mark) => char.IsControl(mark) || char.GetUnicodeCategory(mark) == UnicodeCategory.Format;
}
