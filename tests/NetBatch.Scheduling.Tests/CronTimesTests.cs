using System.Globalization;

namespace NetBatch.Scheduling.Tests;

public sealed class CronTimesTests
{
    // In 2030 the clock of Berlin goes from 02:00 to 03:00 on 31 March and from 03:00 back to 02:00 on 27 October.
    [Theory]
    [InlineData("30 2 * * *", "2030-03-30T12:00Z", "2030-03-31T01:00Z", "2030-04-01T00:30Z")] // the gap: at its end, once
    [InlineData("30 2 * * *", "2030-10-26T12:00Z", "2030-10-27T00:30Z", "2030-10-28T01:30Z")] // the hour that comes twice: once
    [InlineData("0 * * * *", "2030-10-26T23:30Z", "2030-10-27T00:00Z", "2030-10-27T01:00Z")] // every hour: both
    [InlineData("*/30 * * * *", "2030-03-31T00:15Z", "2030-03-31T00:30Z", "2030-03-31T01:00Z")]
    [InlineData("30 2 * * Sat", "2030-01-01T00:00Z", "2030-01-05T01:30Z", "2030-01-12T01:30Z")]
    [InlineData("0 0 1 * 0", "2030-01-02T00:00Z", "2030-01-05T23:00Z", "2030-01-12T23:00Z")] // both days are named: either
    [InlineData("0 0 */20 * 1", "2030-01-01T12:00Z", "2030-01-06T23:00Z", "2030-01-13T23:00Z")] // a step chooses days, too: either
    [InlineData("15 * * * *", "2030-03-31T00:15Z", "2030-03-31T01:00Z", "2030-03-31T01:15Z")] // the one of the gap is made up for
    [InlineData("30 2 ? * SAT", "2030-01-01T00:00Z", "2030-01-05T01:30Z", "2030-01-12T01:30Z")]
    [InlineData("30\t2 * * SAT", "2030-01-01T00:00Z", "2030-01-05T01:30Z", "2030-01-12T01:30Z")]
    [InlineData("@daily", "2030-01-01T00:00Z", "2030-01-01T23:00Z", "2030-01-02T23:00Z")]
    public void Next_InBerlin_IsAsTheWallSays(string cron, string from, string first, string second)
    {
        var times = CronTimes.Parse(cron, "Europe/Berlin");
        times.Next(At(from)).ShouldBe(At(first));
        times.Next(At(first)).ShouldBe(At(second));
    }

    [Theory]
    [InlineData("61 2 * * *", "UTC", "cannot be read")]
    [InlineData("30 2 * *", "UTC", "cannot be read")]
    [InlineData("every night", "UTC", "cannot be read")]
    [InlineData("@reboot", "UTC", "cannot be read: there is no such word")]
    [InlineData("@every_second", "UTC", "cannot be read: there is no such word")]
    [InlineData("? 2 * * *", "UTC", "a question mark stands for a day only")]
    [InlineData("0 30 2 ? * SAT", "UTC", "has six fields, as those with seconds in front have")]
    [InlineData("0 30 2 ? * SAT 2031", "UTC", "has seven fields, as those with seconds in front and a year at the end have")]
    [InlineData("30 2 * * *", "Mars/Olympus", "no time zone 'Mars/Olympus'")]
    public void Parse_WhatIsNone_IsRefused(string cron, string zone, string message) =>
        Should.Throw<NetBatchException>(() => CronTimes.Parse(cron, zone)).Message.ShouldContain(message);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
