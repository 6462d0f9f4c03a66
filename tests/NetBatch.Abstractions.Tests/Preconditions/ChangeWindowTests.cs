namespace NetBatch.Abstractions.Tests;

public sealed class ChangeWindowTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("Sat 22:00-04:00", "2030-01-05T22:00", true)]
    [InlineData("Sat 22:00-04:00", "2030-01-06T03:59", true)]
    [InlineData("Sat 22:00-04:00", "2030-01-06T04:00", false)]
    [InlineData("Sat 22:00-04:00", "2030-01-05T03:00", false)]
    [InlineData("Mon-Fri 01:00-03:00", "2030-01-04T02:59", true)]
    [InlineData("Mon-Fri 01:00-03:00", "2030-01-05T02:00", false)]
    [InlineData("Fri-Mon 01:00-03:00", "2030-01-06T02:00", true)]
    [InlineData("Fri-Mon 01:00-03:00", "2030-01-08T02:00", false)]
    [InlineData("Saturday,sun 00:00-24:00", "2030-01-06T23:59", true)]
    [InlineData("12:00-13:00; Tue 01:00-02:00", "2030-01-01T01:30", true)]
    [InlineData("12:00-13:00; Tue 01:00-02:00", "2030-01-02T01:30", false)]
    [InlineData("12:00-13:00; Tue 01:00-02:00", "2030-01-02T12:30", true)]
    public void IsOpen_ByTheWall_IsAsWritten(string text, string wall, bool open)
    {
        var local = DateTime.Parse(wall, System.Globalization.CultureInfo.InvariantCulture);
        ChangeWindow.Parse(text, Berlin).IsOpen(new DateTimeOffset(local, Berlin.GetUtcOffset(local))).ShouldBe(open);
    }

    // In 2030 the clock of Berlin goes from 02:00 to 03:00 on 31 March and from 03:00 back to 02:00 on 27 October.
    [Theory]
    [InlineData("02:30-05:00", "2030-03-30T22:00Z", "2030-03-31T01:00Z")] // it begins in the hour that is left out: at its end
    [InlineData("02:15-02:45", "2030-03-30T22:00Z", "2030-04-01T00:15Z")] // it lies whole in that hour: not that night
    [InlineData("02:15-02:45", "2030-10-26T22:00Z", "2030-10-27T00:15Z")] // the first of two
    [InlineData("02:15-02:45", "2030-10-27T00:50Z", "2030-10-27T01:15Z")] // and the second
    [InlineData("Sat 22:00-04:00", "2030-10-26T23:30Z", "2030-10-26T23:30Z")] // open: the moment itself
    [InlineData("Sat 22:00-04:00", "2030-10-27T03:00Z", "2030-11-02T21:00Z")]
    public void NextOpen_WhereTheClockIsChanged_GoesByTheWall(string text, string from, string opens) =>
        ChangeWindow.Parse(text, Berlin)
            .NextOpen(DateTimeOffset.Parse(from, System.Globalization.CultureInfo.InvariantCulture))!.Value.UtcDateTime
            .ShouldBe(DateTimeOffset.Parse(opens, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime);

    [Fact]
    public void NextOpen_AnyWindowAnyMoment_IsTheFirstOpenMinute()
    {
        string[] zones = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"];
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var zone = TimeZoneInfo.FindSystemTimeZoneById(zones[seed % zones.Length]);
            string Time() => $"{random.Next(24):00}:{random.Next(2) * 30:00}";
            var window = Attempt(() =>
                ChangeWindow.Parse($"{(DayOfWeek)random.Next(7)} {Time()}-{Time()}; {((DayOfWeek)random.Next(7)).ToString()[..3]} "
                    + $"{Time()}-{Time()}", zone));
            if (window is null)
            {
                continue; // It began when it ended.
            }

            // Near a change of the clock in every zone that has one, and anywhere.
            var from = new DateTimeOffset(2030, random.Next(2) == 0 ? 3 : 10, random.Next(1, 31), random.Next(24), random.Next(60), 0,
                TimeSpan.Zero);
            var next = window.NextOpen(from).ShouldNotBeNull();
            window.IsOpen(next).ShouldBeTrue($"{window} from {from}");
            for (var minute = from; minute < next; minute = minute.AddMinutes(1))
            {
                window.IsOpen(minute).ShouldBeFalse($"{window} from {from}: open at {minute}, told {next}");
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("Sat")]
    [InlineData("Sat 22:00")]
    [InlineData("Sat 25:00-26:00")]
    [InlineData("Sat 22:60-23:00")]
    [InlineData("Caturday 22:00-23:00")]
    [InlineData("Sat 22:00-22:00")]
    [InlineData("Sat 22:00-23:00; Sun")]
    [InlineData("Sat 22:00-23:00 Mars/Olympus")]
    public void Parse_WhatIsNoWindow_IsRefused(string text) =>
        Should.Throw<NetBatchException>(() => ChangeWindow.Parse(text, Berlin)).Code.ShouldBe(ErrorCode.InvalidRule);

    [Theory]
    [InlineData("Sat 22:00-4:00", "Sat 22:00-04:00 Europe/Berlin")]
    [InlineData("sat,Sun 0:00-24:00;12:00-13:00 UTC", "sat,Sun 00:00-24:00; 12:00-13:00 UTC")]
    public void ToString_IsReadTheSame(string text, string written)
    {
        ChangeWindow.Parse(text, Berlin).ToString().ShouldBe(written);
        ChangeWindow.Parse(written, TimeZoneInfo.Utc).ShouldBe(ChangeWindow.Parse(text, Berlin));
    }

    private static ChangeWindow? Attempt(Func<ChangeWindow> parse)
    {
        try
        {
            return parse();
        }
        catch (NetBatchException)
        {
            return null;
        }
    }
}
