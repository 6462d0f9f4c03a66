namespace NetBatch.Remediation.Jobs;

/// <summary>How long the device's own timer runs yet, as far as can be known from here: it never runs out before this says so.</summary>
/// <param name="time">The clock.</param>
/// <param name="since">The time stamp of the moment before the first byte of the change.</param>
/// <param name="after">What the timer was set to; null: there is none.</param>
internal sealed class RevertClock(TimeProvider time, long since, TimeSpan? after)
{
    private static readonly TimeSpan MostMargin = TimeSpan.FromSeconds(30);

    /// <summary>A clock that starts now.</summary>
    public static RevertClock Start(TimeProvider time, TimeSpan? after) => new(time, time.GetTimestamp(), after);

    /// <summary>Whether the device may have gone back by now.</summary>
    public bool MayHaveRunOut => after is { } limit && time.GetElapsedTime(since) >= limit;

    /// <summary>Whether there is time for one more command before the device may go back.</summary>
    public bool IsPressing => Left is { } left && left <= TimeSpan.Zero;

    /// <summary>What is left, less what a confirmation may take; null: there is no timer.</summary>
    public TimeSpan? Left =>
        after is { } limit ? limit - time.GetElapsedTime(since) - (limit / 4 < MostMargin ? limit / 4 : MostMargin) : null;
}
