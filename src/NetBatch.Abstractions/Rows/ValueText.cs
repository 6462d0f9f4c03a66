using System.Globalization;

namespace NetBatch;

/// <summary>A value of a row as text.</summary>
public static class ValueText
{
    /// <summary>
    /// A value as text, the same on every machine: numbers with a point, True and False, times in round-trip form, the texts of a list with
    /// commas between them, bytes in base 64; null is empty.
    /// </summary>
    public static string Of(object? value) => value switch
    {
        null => "",
        string text => text,
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        byte[] bytes => Convert.ToBase64String(bytes),
        IEnumerable<string> texts => string.Join(TextCells.Separator, texts),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
