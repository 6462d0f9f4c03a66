using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace NetBatch.Cli.Options;

/// <summary>Times and ages as people write them: 2026-11-01, 2026-11-01T08:00, 30m, 12h, 7d, 4w.</summary>
internal static class TimeOption
{
    /// <summary>A point in time; an age counts back from now.</summary>
    public static Option<DateTimeOffset?> Moment(string name, string description) => new(name)
    {
        Description = description + " A date, a time, or an age: 2026-11-01, 30m, 12h, 7d, 4w.",
        CustomParser = result => Read(result, name),
    };

    /// <summary>A length of time.</summary>
    public static Option<TimeSpan?> Age(string name, string description) => new(name)
    {
        Description = description + " 30m, 12h, 7d, 4w.",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (DurationText.WithUnit(text) is { } age)
            {
                return age;
            }

            result.AddError($"{name} is '{text}'; write 30m, 12h, 7d or 4w.");
            return null;
        },
    };

    /// <summary>A limit or a pause; a number alone is seconds.</summary>
    public static Option<TimeSpan?> Duration(string name, string description) => new(name)
    {
        Description = description + " Seconds, or 500ms, 90s, 15m, 2h, 00:01:30.",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (DurationText.Read(text) is { } span)
            {
                return span;
            }

            result.AddError($"{name} is '{text}', which is no duration; write {DurationText.Forms}.");
            return null;
        },
    };

    private static DateTimeOffset? Read(ArgumentResult result, string name)
    {
        var text = result.Tokens[0].Value;
        if (DurationText.WithUnit(text) is { } age)
        {
            return TimeProvider.System.GetUtcNow() - age;
        }

        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var time))
        {
            return time;
        }

        result.AddError($"{name} is '{text}'; write a date (2026-11-01), a time (2026-11-01T08:00) or an age (30m, 12h, 7d, 4w).");
        return null;
    }
}
