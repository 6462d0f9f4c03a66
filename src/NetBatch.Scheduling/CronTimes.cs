using Quartz;

namespace NetBatch.Scheduling;

/// <summary>The moments of a cron expression by the clock of a time zone.</summary>
/// <remarks>
/// Quartz.NET's CronExpression does the arithmetic. In the night in which the clock is put forward, a time that is left out
/// comes at the end of the gap; in the night in which it is put back, a time of day comes once, and what comes every hour or
/// every minute goes on coming.
/// </remarks>
public sealed class CronTimes
{
    private readonly CronExpression expression;

    private CronTimes(CronExpression expression) => this.expression = expression;

    /// <summary>Reads five fields (minute, hour, day of month, month, day of week from 0 or Sun), six or seven with seconds first, or a macro such as <c>@daily</c>.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: it cannot be read, or there is no such time zone.</exception>
    public static CronTimes Parse(string cron, string timeZone)
    {
        ArgumentNullException.ThrowIfNull(cron);
        var zone = Zones.Find(timeZone);
        var fields = cron.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        try
        {
            var expression = fields.Length == 5 ? CronExpression.Parse(string.Join(' ', fields), CronFormat.Unix) : new CronExpression(string.Join(' ', fields));
            return new CronTimes(expression.WithTimeZone(zone));
        }
        catch (Exception wrong) when (wrong is FormatException or ArgumentException)
        {
            throw new NetBatchException(
                ErrorCode.InvalidArgument,
                $"The cron expression '{cron}' cannot be read: {wrong.Message}",
                "Write minute, hour, day of month, month and day of week: '30 2 * * Sat' is 02:30 on Saturdays.",
                wrong);
        }
    }

    /// <summary>The first moment after another, or null.</summary>
    public DateTimeOffset? Next(DateTimeOffset after) => expression.GetNextValidTimeAfter(after)?.ToUniversalTime();
}
