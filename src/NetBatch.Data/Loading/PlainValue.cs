using System.Globalization;

namespace NetBatch.Data.Loading;

/// <summary>Values in the forms that any driver binds and SQLite's own date functions read.</summary>
internal static class PlainValue
{
    public static object Of(object? value) => value switch
    {
        null => DBNull.Value,
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        // SQLite has no decimals; a text would be stored as a number all the same, more slowly.
        decimal number => (double)number,
        bool flag => flag ? 1L : 0L,
        _ => value,
    };
}
