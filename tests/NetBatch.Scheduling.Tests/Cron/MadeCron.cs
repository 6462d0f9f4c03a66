namespace NetBatch.Scheduling.Tests.Cron;

/// <summary>
/// A cron expression that was made and is never read: what its fields choose is known beforehand. Written from crontab(5): a star is all
/// values, a range
/// holds both of its ends, a step counts from the range's first, 0 and 7 are Sunday, and of two days that are chosen either is enough.
/// </summary>
internal sealed record MadeCron(MadeField Minute, MadeField Hour, MadeField Day, MadeField Month, MadeField WeekDay)
{
    /// <summary>What a person would write.</summary>
    public string Text => $"{Minute.Text} {Hour.Text} {Day.Text} {Month.Text} {WeekDay.Text}";

    /// <summary>Whether the clock on the wall makes no difference between the two hours of one name: cron(8) calls these jobs with
    /// wildcards.</summary>
    public bool HasWildcard => (Minute.Text + Hour.Text).AsSpan().ContainsAny("*-/");

    public bool TakesDay(DateTime day)
    {
        var ofMonth = Day.Holds(day.Day);
        var ofWeek = WeekDay.Holds((int)day.DayOfWeek) || (day.DayOfWeek == DayOfWeek.Sunday && WeekDay.Holds(7));
        return Month.Holds(day.Month) && (Day.IsAny ? ofWeek : WeekDay.IsAny ? ofMonth : ofMonth || ofWeek);
    }

    public bool Takes(DateTime wall) => Minute.Holds(wall.Minute) && Hour.Holds(wall.Hour) && TakesDay(wall);

    /// <summary>The first moments after one, in UTC, found by looking at every minute of every day that is taken.</summary>
    public IEnumerable<DateTime> After(DateTime start, int days) =>
        Enumerable.Range(0, days).Select(day => start.Date.AddDays(day)).Where(TakesDay)
            .SelectMany(day => Enumerable.Range(0, 24 * 60).Select(minute => day.AddMinutes(minute)))
            .Where(minute => minute > start && Minute.Holds(minute.Minute) && Hour.Holds(minute.Hour));

    public override string ToString() => Text;
}

/// <summary>One field: its items, any of which is enough.</summary>
internal sealed record MadeField(IReadOnlyList<MadeItem> Items)
{
    public string Text => string.Join(',', Items.Select(item => item.Text));

    public bool IsAny => Text is "*" or "?";

    public bool Holds(int value) => Items.Any(item => value >= item.First && value <= item.Last && (value - item.First) % item.Step == 0);
}

/// <summary>One item of a field, its text and what it stands for.</summary>
internal sealed record MadeItem(string Text, int First, int Last, int Step = 1);
