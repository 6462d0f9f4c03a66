using System.Globalization;
using System.Text.RegularExpressions;

namespace NetBatch.Scheduling;

/// <summary>The values that the five fields of a cron expression stand for.</summary>
/// <param name="Text">The five fields in words that every crontab takes.</param>
/// <param name="Minutes">0 to 59.</param>
/// <param name="Hours">0 to 23.</param>
/// <param name="Days">Days of the month, or null: every.</param>
/// <param name="Months">1 to 12.</param>
/// <param name="WeekDays">Days of the week from Sunday, 0; null: every.</param>
internal sealed partial record CronFields(
    string Text, IReadOnlyList<int> Minutes, IReadOnlyList<int> Hours, IReadOnlyList<int>? Days, IReadOnlyList<int> Months,
    IReadOnlyList<int>? WeekDays)
{
    private static readonly string[] MonthNames = ["", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] DayNames = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    public bool EveryMonth => Months.Count == 12;

    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: it has a sign that only this program knows.</exception>
    public static CronFields Parse(string cron)
    {
        var fields = CronText.Fields(cron);
        var both = CronText.NamesBothDays(fields);
        int[][] values =
        [
            Values(fields[0], 0, 59, [], cron), Values(fields[1], 0, 23, [], cron), Values(fields[2], 1, 31, [], cron),
            Values(fields[3], 1, 12, MonthNames, cron),
            [.. Values(fields[4], 0, 7, DayNames, cron).Select(day => day % 7).Distinct().Order()],
        ];
        var text = fields.Select((field, place) => Usual(field, values[place], both && place is 2 or 4));
        return new CronFields(
            string.Join(' ', text), values[0], values[1], CronText.IsAny(fields[2]) ? null : values[2], values[3],
            CronText.IsAny(fields[4]) ? null : values[4]);
    }

    /// <summary>
    /// A field as every crontab takes it: as it was given, or its values where some daemons know no such word. They also take a day field
    /// that begins
    /// with a star for one that chooses nothing, whatever step follows.
    /// </summary>
    private static string Usual(string field, int[] values, bool isOneOfTwoDays) =>
        CronText.IsAny(field) ? "*" : UsualWord().IsMatch(field) && !(isOneOfTwoDays && field[0] == '*') ? field : string.Join(',', values);

    [GeneratedRegex(@"^(\*(/[0-9]+)?|[A-Za-z]{3}|[0-9]+(-[0-9]+(/[0-9]+)?)?(,[0-9]+(-[0-9]+(/[0-9]+)?)?)*)$")]
    private static partial Regex UsualWord();

    /// <summary>As systemd.time(7) writes it; two where cron means a day of the month or one of the week.</summary>
    public IEnumerable<string> Calendars()
    {
        var time = $"{List(Hours, 24)}:{List(Minutes, 60)}:00";
        var date = $"*-{List(Months, 12)}-{(Days is null ? "*" : List(Days, 31))} {time}";
        var week = WeekDays is null ? "" : $"{string.Join(',', WeekDays.Select(NativeSchedule.DayName))} ";
        return WeekDays is not null && Days is not null ? [date, $"{week}*-{List(Months, 12)}-* {time}"] : [week + date];
    }

    private static string List(IReadOnlyList<int> values, int all) =>
        values.Count == all ? "*" : string.Join(',', values.Select(value => value.ToString("00", CultureInfo.InvariantCulture)));

    private static int[] Values(string field, int least, int most, string[] names, string cron)
    {
        SortedSet<int> values = [];
        foreach (var part in field.Split(','))
        {
            var step = part.Split('/');
            var ends = step[0] is "*" or "?" ? [least, most == 7 ? 6 : most]
                : step[0].Split('-').Select(word => Value(word, names, cron)).ToArray();
            var by = step.Length == 1 ? 1 : Value(step[1], [], cron);
            if (step.Length > 2 || ends.Length > 2 || by < 1 || ends[0] < least || ends[^1] > most || ends[^1] < ends[0])
            {
                throw Unsayable(cron);
            }

            var last = ends.Length == 2 ? ends[1] : step.Length == 2 ? most : ends[0];
            for (var value = ends[0]; value <= last; value += by)
            {
                values.Add(value);
            }
        }

        return values.Count > 0 ? [.. values] : throw Unsayable(cron);
    }

    private static int Value(string word, string[] names, string cron)
    {
        var named = Array.FindIndex(names, name => name.Length > 0 && string.Equals(name, word, StringComparison.OrdinalIgnoreCase));
        return named >= 0 ? named
            : int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Unsayable(cron);
    }

    private static NetBatchException Unsayable(string cron) => new(
        ErrorCode.InvalidArgument, $"Only this program can go by '{cron}'.",
        "A native scheduler takes the five usual fields: minute, hour, day of month, month, day of week.");
}
