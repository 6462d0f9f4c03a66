using System.Globalization;

namespace NetBatch;

/// <summary>Durations as people write them: a number is seconds, <c>500ms</c>, <c>90s</c>, <c>15m</c>, <c>2h</c>, <c>30d</c>,
/// <c>4w</c>, or hours:minutes:seconds. Never less than nothing.</summary>
public static class DurationText
{
    /// <summary>What a duration may look like, as an error says it.</summary>
    public const string Forms = "seconds (30), a number with a unit (500ms, 90s, 15m, 2h, 30d), or 00:01:30";

    /// <summary>About a hundred years, in seconds.</summary>
    private const double Most = 3.2e9;

    private static readonly (string Suffix, double Seconds)[] Units = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("d", 86_400),
        ("w", 604_800)];

    /// <summary>A duration in any of the forms; null where it is none.</summary>
    public static TimeSpan? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return !text.Contains(':', StringComparison.Ordinal) ? WithUnit(text) ?? Number(text, 1)
            : TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) && span >= TimeSpan.Zero ? span : null;
    }

    /// <summary>A number with a unit, as in <c>12h</c>; null where it is none.</summary>
    public static TimeSpan? WithUnit(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Units.FirstOrDefault(one => text.EndsWith(one.Suffix, StringComparison.OrdinalIgnoreCase)) is { Suffix.Length: > 0 } unit
            ? Number(text[..^unit.Suffix.Length], unit.Seconds)
            : null;
    }

    /// <summary>So many seconds; null where they are less than nothing or more than about a hundred years.</summary>
    public static TimeSpan? OfSeconds(double seconds) => seconds is >= 0 and <= Most ? TimeSpan.FromSeconds(seconds) : null;

    private static TimeSpan? Number(string text, double unit) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? OfSeconds(number * unit)
            : null;
}
