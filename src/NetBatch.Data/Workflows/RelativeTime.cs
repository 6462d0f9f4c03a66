using System.Globalization;
using System.Text.RegularExpressions;

namespace NetBatch.Data.Workflows;

/// <summary>Days and times that count from the run: <c>today</c>, <c>today-7d</c>, <c>today+1m</c>, <c>now-2h</c>. In UTC, so that every
/// machine means the same day.</summary>
internal static partial class RelativeTime
{
    /// <summary>What a text says at a time; null: it is no such text, or beyond the calendar.</summary>
    /// <param name="text">The text, any case.</param>
    /// <param name="now">The time of the run.</param>
    public static DateTime? Read(string text, DateTimeOffset now)
    {
        if (Form().Match(text) is not { Success: true } found
            || !int.TryParse(found.Groups["count"].ValueSpan is { Length: > 0 } written ? written : "0", NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture, out var count))
        {
            return null;
        }

        var from = IsNow(text) ? now.UtcDateTime : now.UtcDateTime.Date;
        try
        {
            return found.Groups["unit"].Value.ToLowerInvariant() switch
            {
                "h" => from.AddHours(count),
                "w" => from.AddDays(7.0 * count),
                "m" => from.AddMonths(count),
                "y" => from.AddYears(count),
                _ => from.AddDays(count),
            };
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    /// <summary>The same of a day, which has no hours.</summary>
    public static DateOnly? ReadDay(string text, DateTimeOffset now) =>
        IsNow(text) || text.EndsWith('h') || text.EndsWith('H') || Read(text, now) is not { } time ? null : DateOnly.FromDateTime(time);

    private static bool IsNow(string text) => text.StartsWith("now", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"^(today|now)((?<count>[+-][0-9]{1,6})(?<unit>[hdwmy]))?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
