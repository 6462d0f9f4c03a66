using System.Globalization;
using System.Xml.Linq;

namespace NetBatch.Scheduling;

/// <summary>Writes a schedule in the form of a native scheduler: for those who want no process of NetBatch's to wait.</summary>
public static class NativeSchedule
{
    private static readonly string[] DayNames = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
    private static readonly string[] LongDays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

    /// <summary>The files.</summary>
    /// <param name="format">For which scheduler.</param>
    /// <param name="schedule">The schedule; its cron expression has five fields.</param>
    /// <param name="command">What is run: program first.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: that scheduler cannot say it.</exception>
    public static IReadOnlyList<NativeFile> Write(NativeScheduler format, BatchSchedule schedule, IReadOnlyList<string> command)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentNullException.ThrowIfNull(command);
        CronTimes.Parse(schedule.Cron, schedule.TimeZone);
        if (command.Any(word => word.Any(char.IsControl)) || schedule.Name.Any(char.IsControl))
        {
            throw new NetBatchException(ErrorCode.InvalidArgument,
                $"The schedule '{schedule.Name}' has a line break or another control character in its name or values.");
        }

        var fields = CronFields.Parse(schedule.Cron);
        return format switch
        {
            NativeScheduler.Systemd => Systemd(schedule, fields, command),
            NativeScheduler.Cron => [new NativeFile($"{FileName(schedule)}.cron", Crontab(schedule, fields, command))],
            _ => [new NativeFile($"{FileName(schedule)}.xml", Task(schedule, fields, command))],
        };
    }

    private static NativeFile[] Systemd(BatchSchedule schedule, CronFields fields, IReadOnlyList<string> command)
    {
        // systemd.service(5): quotes and backslashes as in C, percent and dollar signs doubled. systemd.time(7): the calendar.
        var line = string.Join(' ',
            command.Select(word =>
                "\"" + word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("%", "%%", StringComparison.Ordinal).Replace("$", "$$", StringComparison.Ordinal) + "\""));
        var calendar = string.Join('\n', fields.Calendars().Select(one => $"OnCalendar={one} {schedule.TimeZone}"));
        var persistent = schedule.Missed == MissedRuns.Skip ? "false" : "true";
        var about = schedule.Name.Replace("%", "%%", StringComparison.Ordinal);
        return
        [
            new NativeFile($"{FileName(schedule)}.service",
                $"[Unit]\nDescription=NetBatch schedule {about}\n\n[Service]\nType=oneshot\nTimeoutStartSec=infinity\nExecStart={line}\n"),
            new NativeFile($"{FileName(schedule)}.timer",
                $"[Unit]\nDescription=NetBatch schedule {about}\n\n[Timer]\n{calendar}\nPersistent="
                    + $"{persistent}\nAccuracySec=1s\n\n[Install]\nWantedBy=timers.target\n"),
        ];
    }

    private static string Crontab(BatchSchedule schedule, CronFields fields, IReadOnlyList<string> command)
    {
        // crontab(5): an unescaped percent sign ends the command.
        var line = string.Join(' ',
            command.Select(word => word.All(sign => char.IsAsciiLetterOrDigit(sign) || "-_./=:,@".Contains(sign, StringComparison.Ordinal))
            ? word
            : "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'")).Replace("%", "\\%", StringComparison.Ordinal);
        return $"# NetBatch schedule {schedule.Name}. CRON_TZ is cronie's; Debian's cron goes by the machine's own clock.\nCRON_TZ="
            + $"{schedule.TimeZone}\n{fields.Text} {line}\n";
    }

    private static string Task(BatchSchedule schedule, CronFields fields, IReadOnlyList<string> command)
    {
        XNamespace ns = "http://schemas.microsoft.com/windows/2004/02/mit/task";
        if (fields.Minutes.Count != 1 || (fields.Hours.Count != 1 && fields.Hours.Count != 24) || !fields.EveryMonth
            || (fields.Days is not null && fields.WeekDays is not null)
            || (fields.Hours.Count == 24 && (fields.Days is not null || fields.WeekDays is not null)))
        {
            throw new NetBatchException(
                ErrorCode.InvalidArgument,
                $"The Task Scheduler's form cannot say '{schedule.Cron}'.",
                "It can say: a time each day, on days of the week, on days of the month, or a minute of every hour. Leave it to "
                    + "netbatch serve, or split it.");
        }

        if (schedule.TimeZone != "UTC" && schedule.TimeZone != TimeZoneInfo.Local.Id)
        {
            throw new NetBatchException(
                ErrorCode.InvalidArgument,
                $"The Task Scheduler goes by the machine's clock or UTC, not by that of {schedule.TimeZone}.",
                "Write the schedule for this machine's time zone or UTC, or leave it to netbatch serve.");
        }

        var start = string.Create(CultureInfo.InvariantCulture,
            $"2026-01-01T{(fields.Hours.Count == 1 ? fields.Hours[0] : 0):00}:{fields.Minutes[0]:00}:00"
                + $"{(schedule.TimeZone == "UTC" ? "Z" : "")}");
        var rhythm = fields.WeekDays is { } week
            ? new XElement(ns + "ScheduleByWeek", new XElement(ns + "WeeksInterval", 1),
                new XElement(ns + "DaysOfWeek", week.Select(day => new XElement(ns + LongDays[day]))))
            : fields.Days is { } month
                ? new XElement(
                    ns + "ScheduleByMonth", new XElement(ns + "DaysOfMonth", month.Select(day => new XElement(ns + "Day", day))),
                    new XElement(ns + "Months",
                        CultureInfo.InvariantCulture.DateTimeFormat.MonthNames.Take(12).Select(name => new XElement(ns + name))))
                : new XElement(ns + "ScheduleByDay", new XElement(ns + "DaysInterval", 1));
        var trigger = new XElement(
            ns + "CalendarTrigger",
            fields.Hours.Count == 24
                ? new XElement(ns + "Repetition", new XElement(ns + "Interval", "PT1H"), new XElement(ns + "Duration", "P1D")) : null,
            new XElement(ns + "StartBoundary", start),
            rhythm);
        return new XDocument(new XElement(
            ns + "Task",
            new XAttribute("version", "1.2"),
            new XElement(ns + "RegistrationInfo", new XElement(ns + "Description", $"NetBatch schedule {schedule.Name}")),
            new XElement(ns + "Triggers", trigger),
            new XElement(
                ns + "Settings",
                new XElement(ns + "MultipleInstancesPolicy", "IgnoreNew"),
                new XElement(ns + "StartWhenAvailable", schedule.Missed != MissedRuns.Skip),
                new XElement(ns + "ExecutionTimeLimit", "PT0S")),
            new XElement(
                ns + "Actions",
                new XElement(ns + "Exec", new XElement(ns + "Command", command[0]),
                    new XElement(ns + "Arguments", string.Join(' ', command.Skip(1).Select(Windows))))))) + "\n";
    }

    /// <summary>As CommandLineToArgvW reads it: backslashes before a quote, and the quote, are escaped.</summary>
    private static string Windows(string word)
    {
        if (word.Length > 0 && !word.Any(sign => char.IsWhiteSpace(sign) || sign == '"'))
        {
            return word;
        }

        var text = new System.Text.StringBuilder("\"");
        var backslashes = 0;
        foreach (var sign in word)
        {
            backslashes = sign == '\\' ? backslashes + 1 : 0;
            if (sign == '"')
            {
                text.Append('\\', text.Length - text.ToString().TrimEnd('\\').Length + 1);
            }

            text.Append(sign);
        }

        return text.Append('\\', backslashes).Append('"').ToString();
    }

    private static string FileName(BatchSchedule schedule) =>
        "netbatch-" + string.Concat(
            schedule.Name.Select(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_' or '.' ? sign : '-'));

    internal static string DayName(int day) => DayNames[day];
}
