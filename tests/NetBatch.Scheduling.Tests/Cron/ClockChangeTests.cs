using FsCheck;
using FsCheck.Fluent;

namespace NetBatch.Scheduling.Tests.Cron;

/// <summary>The nights in which clocks are changed, of four zones: one hour at 02:00, half an hour, and one hour at midnight.</summary>
public sealed class ClockChangeTests
{
    [Theory]
    [InlineData("Europe/Berlin", "2030-03-30", "2030-10-26")]
    [InlineData("America/New_York", "2026-03-07", "2026-10-31")]
    [InlineData("Australia/Lord_Howe", "2026-10-03", "2026-04-04")]
    [InlineData("Asia/Beirut", "2026-03-28", "2026-10-24")]
    public void Next_InTheNightOfAChange_IsAsTheDocsSay(string zone, string forward, string back) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300),
        Prop.ForAll(MadeCrons.OfTheNight(), made =>
        {
            foreach (var night in new[] { forward, back })
            {
                var start = DateTime.SpecifyKind(DateTime.Parse(night, null), DateTimeKind.Utc);
                var times = CronTimes.Parse(made.Text, zone);
                List<DateTime> found = [];
                for (var next = times.Next(start); next < start.AddDays(3); next = times.Next(next.Value))
                {
                    found.Add(next.Value.UtcDateTime);
                }

                found.ShouldBe(Expected(made, TimeZoneInfo.FindSystemTimeZoneById(zone), start).ToList(), $"{made.Text} {zone} {night}");
            }
        }));

    /// <summary>
    /// Minute by minute of the real time, as somebody with an eye on the wall: the clock that jumps forward brings at once, and once,
    /// what stood in the
    /// gap; what has no star, range or step in minute and hour is not done again when the clock shows an hour for the second time.
    /// </summary>
    private static IEnumerable<DateTime> Expected(MadeCron made, TimeZoneInfo zone, DateTime start)
    {
        HashSet<DateTime> seen = [];
        var before = TimeZoneInfo.ConvertTimeFromUtc(start, zone);
        seen.Add(before);
        for (var minute = start.AddMinutes(1); minute < start.AddDays(3); minute = minute.AddMinutes(1))
        {
            var wall = TimeZoneInfo.ConvertTimeFromUtc(minute, zone);
            var isFirst = seen.Add(wall);
            var skipped = wall > before
                ? Enumerable.Range(1, (int)(wall - before).TotalMinutes - 1).Any(one => made.Takes(before.AddMinutes(one)))
                : false;
            if (skipped || (made.Takes(wall) && (isFirst || made.HasWildcard)))
            {
                yield return minute;
            }

            before = wall;
        }
    }
}
