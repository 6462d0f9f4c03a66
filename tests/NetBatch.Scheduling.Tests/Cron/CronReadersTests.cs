using FsCheck;
using FsCheck.Fluent;

namespace NetBatch.Scheduling.Tests.Cron;

/// <summary>Two of ours read cron's words: the one that knows when a schedule is due, and the one that writes it for other schedulers.
/// They must mean the same.</summary>
public sealed class CronReadersTests
{
    private const int Days = 366 * 9;
    private static readonly DateTime Start = new(2028, 2, 28, 12, 34, 56, DateTimeKind.Utc);

    [Fact]
    public void Next_AnyExpression_IsTheMinuteThatCrontabTakes() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(600),
        Prop.ForAll(MadeCrons.Any(), made =>
        {
            var times = CronTimes.Parse(made.Text, "UTC");
            Moments(times, Start).Take(40).ShouldBe(made.After(Start, Days).Take(40), made.Text);
        }));

    [Fact]
    public void Fields_AnyExpression_AreTheValuesThatCrontabTakes() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2000),
        Prop.ForAll(MadeCrons.Any(), made =>
        {
            var fields = CronFields.Parse(made.Text);
            fields.Minutes.ShouldBe(Enumerable.Range(0, 60).Where(made.Minute.Holds), made.Text);
            fields.Hours.ShouldBe(Enumerable.Range(0, 24).Where(made.Hour.Holds), made.Text);
            fields.Months.ShouldBe(Enumerable.Range(1, 12).Where(made.Month.Holds), made.Text);
            DaysTaken(fields).ShouldBe(Year().Where(made.TakesDay), made.Text);
        }));

    /// <summary>What is written into a crontab is what the schedule was, also where a daemon would read the words of it
    /// otherwise.</summary>
    [Fact]
    public void Text_AnyExpression_SaysTheSameInWordsThatEveryCrontabTakes() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(1000),
        Prop.ForAll(MadeCrons.Any(), made =>
        {
            var text = CronFields.Parse(made.Text).Text;
            DaysTaken(CronFields.Parse(text)).ShouldBe(Year().Where(made.TakesDay), text);
            Moments(CronTimes.Parse(text, "UTC"), Start).Take(10).ShouldBe(made.After(Start, Days).Take(10), text);
            var words = text.Split(' ');
            words.SelectMany(word => word.Split(',')).ShouldAllBe(
                word => char.IsAsciiDigit(word[0]) || word[0] == '*' || word.Length == 3, text);
            (words[2] != "*" && words[4] != "*" && (words[2] + words[4]).Contains('*', StringComparison.Ordinal)).ShouldBeFalse(text);
        }));

    /// <summary>Texts that nobody made: what both take means the same, and what the times cannot be read of is written for no
    /// scheduler.</summary>
    [Fact]
    public void Readers_AnyText_AgreeOrRefuse() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(5000),
        Prop.ForAll(Texts().ToArbitrary(), text =>
        {
            if (Read(() => CronTimes.Parse(text, "UTC")) is not { } times)
            {
                var schedule = new BatchSchedule { Name = "n", Cron = text, TimeZone = "UTC", Template = "t" };
                Should.Throw<NetBatchException>(() => NativeSchedule.Write(NativeScheduler.Cron, schedule, ["true"]))
                    .Code.ShouldBe(ErrorCode.InvalidArgument, text);
            }
            else if (Read(() => CronFields.Parse(text)) is { } fields)
            {
                var moments = from day in Enumerable.Range(0, Days).Select(day => Start.Date.AddDays(day)).Where(day => Takes(fields, day))
                              from hour in fields.Hours
                              from minute in fields.Minutes
                              select day.AddHours(hour).AddMinutes(minute);
                Moments(times, Start).Take(8).ShouldBe(moments.Where(moment => moment > Start).Take(8), text);
            }
        }));

    private static Gen<string> Texts()
    {
        var item = Gen.Elements(
            "*", "?", "0", "1", "5", "7", "12", "23", "31", "59", "60", "1-5", "5-1", "*/2", "1/2", "0/7", "2-6/3", "5-7", "sun", "FRI-sun",
            "mon-fri", "jan", "L", "1#2", "5L", "15W", "H", "", "x", "-1", "*/0", "*/40");
        var field = Gen.Frequency((3, item), (1, item.Two().Select(two => $"{two.Item1},{two.Item2}")));
        return Gen.Frequency(
            (20, field.ListOf(5).Select(fields => string.Join(' ', fields))),
            (2, Gen.Choose(3, 7).SelectMany(count => field.ListOf(count)).Select(fields => string.Join('\t', fields))),
            (1, Gen.Elements(
                "@daily", "@HOURLY", " @weekly ", "@midnight", "@monthly", "@yearly", "@annually", "@reboot", "@every_minute",
                "@every_second", "@")));
    }

    private static T? Read<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (NetBatchException refused)
        {
            refused.Code.ShouldBe(ErrorCode.InvalidArgument);
            return null;
        }
    }

    /// <summary>The moments of the days that the oracle looks at.</summary>
    private static IEnumerable<DateTime> Moments(CronTimes times, DateTime start)
    {
        var end = start.Date.AddDays(Days);
        for (var next = times.Next(start); next is { } at && at.UtcDateTime < end; next = times.Next(at))
        {
            yield return at.UtcDateTime;
        }
    }

    private static IEnumerable<DateTime> Year() => Enumerable.Range(0, 366).Select(day => Start.Date.AddDays(day));

    private static IEnumerable<DateTime> DaysTaken(CronFields fields) => Year().Where(day => Takes(fields, day));

    private static bool Takes(CronFields fields, DateTime day)
    {
        var ofMonth = fields.Days?.Contains(day.Day);
        var ofWeek = fields.WeekDays?.Contains((int)day.DayOfWeek);
        return fields.Months.Contains(day.Month) && (ofMonth, ofWeek) switch
        {
            (null, null) => true,
            _ => ofMonth == true || ofWeek == true,
        };
    }
}
