namespace NetBatch;

/// <summary>
/// The clock that a job's times are recorded and counted by: the system's time of day at one moment, and from there on the monotonic
/// clock, a machine's sleep included. Setting the system's clock then makes no duration longer, shorter or negative, and no end earlier
/// than its start.
/// </summary>
/// <param name="time">The clock below; only the time of day differs from it.</param>
/// <param name="notBefore">The latest time that was recorded already: this clock begins there where the system's has been set back.</param>
internal sealed class SteadyTime(TimeProvider time, DateTimeOffset notBefore = default) : TimeProvider
{
    private readonly DateTimeOffset start = time.GetUtcNow() is var now && now < notBefore ? notBefore : now;
    private readonly long since = time.GetTimestamp();
    private readonly TimeSpan? boot = ReferenceEquals(time, System) ? BootClock.Now() : null;

    public override long TimestampFrequency => time.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => time.LocalTimeZone;

    public override DateTimeOffset GetUtcNow() =>
        start + (boot is { } then && BootClock.Now() is { } now ? now - then : time.GetElapsedTime(since));

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        time.CreateTimer(callback, state, dueTime, period);
}
