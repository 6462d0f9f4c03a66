namespace NetBatch.Scheduling;

/// <summary>The words of a cron expression, before any of them is read.</summary>
internal static class CronText
{
    private const string Remedy = "Write minute, hour, day of month, month and day of week: '30 2 * * Sat' is 02:30 on Saturdays.";

    /// <summary>The five fields; <c>@daily</c> and the like are spelt out as crontab(5) has them.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: there are not five.</exception>
    public static string[] Fields(string cron)
    {
        var text = cron.Trim().ToLowerInvariant() switch
        {
            "@hourly" => "0 * * * *",
            "@daily" or "@midnight" => "0 0 * * *",
            "@weekly" => "0 0 * * 0",
            "@monthly" => "0 0 1 * *",
            "@yearly" or "@annually" => "0 0 1 1 *",
            _ => cron,
        };
        var fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return fields.Length switch
        {
            5 => fields,
            6 => throw new NetBatchException(
                ErrorCode.InvalidArgument,
                $"The cron expression '{cron}' has six fields, as those with seconds in front have; a schedule goes by the minute.",
                $"Leave the seconds out: '{string.Join(' ', fields[1..])}'. " +
                "Numbers of weekdays count from Sunday, 0 (where seconds stand in front, often from 1)."),
            7 => throw new NetBatchException(
                ErrorCode.InvalidArgument,
                $"The cron expression '{cron}' has seven fields, as those with seconds in front and a year at the end have; " +
                "a schedule has neither.",
                $"Leave both out: '{string.Join(' ', fields[1..^1])}', and remove the schedule when its year is over."),
            _ => throw Unreadable(cron, fields is [['@', ..]] ? "there is no such word." : $"it has {fields.Length} fields."),
        };
    }

    /// <summary>Whether both days are chosen; then either of them is enough, as crontab(5) says.</summary>
    public static bool NamesBothDays(string[] fields) => !IsAny(fields[2]) && !IsAny(fields[4]);

    /// <summary>Whether a field chooses nothing. The question mark, which other schedulers ask for, is taken in the place of a star for a
    /// day.</summary>
    public static bool IsAny(string field) => field is "*" or "?";

    public static NetBatchException Unreadable(string cron, string why, Exception? cause = null) =>
        new(ErrorCode.InvalidArgument, $"The cron expression '{cron}' cannot be read: {why}", Remedy, cause);
}
