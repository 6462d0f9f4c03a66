namespace NetBatch.Data.Comparing;

/// <summary>Points in time as clocks of a zone show them, and the other way round.</summary>
internal static class ZonedTime
{
    private const long FirstDay = -719_162;
    private const long LastDay = 2_932_896;

    /// <summary>What the clocks of a zone show; a value that is no point in time, or one of a year that .NET does not know, stays as it
    /// is.</summary>
    public static Cell Local(in Cell time, TimeZoneInfo? zone) =>
        time.Kind != CellKind.Instant || zone is null || time.Days is <= FirstDay or >= LastDay ? time
        : Shifted(time, zone.GetUtcOffset(DateTimeOf(time, DateTimeKind.Utc)));

    /// <summary>The point in time at which the clocks of a zone show a day and time; of two the later one, as the zone's winter has
    /// it.</summary>
    public static Cell Instant(in Cell time, TimeZoneInfo? zone)
    {
        if (time.Kind is not (CellKind.Date or CellKind.Local) || zone is null || time.Days is <= FirstDay or >= LastDay)
        {
            return time;
        }

        var local = Shifted(time, -zone.GetUtcOffset(DateTimeOf(time, DateTimeKind.Unspecified)));
        return Cell.Instant(local.Days, local.Nanoseconds);
    }

    private static DateTime DateTimeOf(in Cell time, DateTimeKind kind) =>
        new(((time.Days - FirstDay) * TimeSpan.TicksPerDay) + (OfDay(time) / 100), kind);

    private static Cell Shifted(in Cell time, TimeSpan by)
    {
        var (days, rest) = Math.DivRem(OfDay(time) + (by.Ticks * 100), IsoTime.NanosecondsOfDay);
        return rest < 0 ? Cell.Local(time.Days + days - 1, rest + IsoTime.NanosecondsOfDay) : Cell.Local(time.Days + days, rest);
    }

    private static long OfDay(in Cell time) => time.Kind == CellKind.Date ? 0 : time.Nanoseconds;
}
