using Cronos;

namespace NetBatch.Scheduling;

/// <summary>The moments of a cron expression by the clock of a time zone.</summary>
/// <remarks>
/// Cronos does the arithmetic. It takes a day of the month and one of the week that are both given for a day that is both; crontab(5) takes
/// either, and so does this. In the night in which the clock is put forward, a time that is left out comes at the end of the gap; in the
/// night
/// in which it is put back, a time of day comes once, and what has a star, a range or a step in its minute or hour comes in both of the
/// hours.
/// </remarks>
public sealed class CronTimes
{
    private readonly CronExpression[] expressions;
    private readonly TimeZoneInfo zone;

    private CronTimes(CronExpression[] expressions, TimeZoneInfo zone) => (this.expressions, this.zone) = (expressions, zone);

    /// <summary>Reads five fields (minute, hour, day of month, month, day of week from 0 or Sun), or a macro such as
    /// <c>@daily</c>.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: it cannot be read, or there is no such time
    /// zone.</exception>
    public static CronTimes Parse(string cron, string timeZone)
    {
        ArgumentNullException.ThrowIfNull(cron);
        var zone = Zones.Find(timeZone);
        var fields = CronText.Fields(cron);
        if (new[] { fields[0], fields[1], fields[3] }.Any(field => field.Contains('?', StringComparison.Ordinal)))
        {
            throw CronText.Unreadable(cron, "a question mark stands for a day only.");
        }

        string[][] each = CronText.NamesBothDays(fields)
            ? [[fields[0], fields[1], fields[2], fields[3], "*"], [fields[0], fields[1], "*", fields[3], fields[4]]]
            : [fields];
        try
        {
            return new CronTimes([.. each.Select(one => CronExpression.Parse(string.Join(' ', one)))], zone);
        }
        catch (Exception wrong) when (wrong is CronFormatException or MissingSeedException)
        {
            throw CronText.Unreadable(cron, wrong.Message, wrong);
        }
    }

    /// <summary>The first moment after another, or null.</summary>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        var next = expressions.Select(one => one.GetNextOccurrence(after.UtcDateTime, zone)).Min();
        return next is { } at ? new DateTimeOffset(at, TimeSpan.Zero) : null;
    }
}
