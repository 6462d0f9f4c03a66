namespace NetBatch.Testing;

/// <summary>A clock that stands until a test moves it; timers that fall due on the way fire in order, on the test's thread.</summary>
/// <remarks>
/// Microsoft's FakeTimeProvider puts the clock to the end first and fires then: a timer of each second that is set anew when it fires
/// would fire once
/// in an hour. Here each sees the time that it asked for. Nor does that clock tell whether anything waits for it, or go on to the next
/// that does.
/// </remarks>
internal sealed class FakeTime : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly Lock gate = new();
    private readonly List<FakeTimer> timers = [];
    private DateTimeOffset now = Start;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>How far it was moved.</summary>
    public TimeSpan Elapsed => Look() - Start;

    /// <summary>How many timers wait.</summary>
    public int Waiting
    {
        get
        {
            lock (gate)
            {
                return timers.Count;
            }
        }
    }

    /// <summary>How much time goes by with every look at the clock: nothing, as long as a test says nothing else. A decision that looks
    /// twice sees two times then, as it does now and then on a real machine.</summary>
    public TimeSpan PerLook { get; set; }

    /// <summary>How far somebody has set the time of day from where it was; timers and timestamps know nothing of it.</summary>
    public TimeSpan SetBy { get; set; }

    public override DateTimeOffset GetUtcNow() => Look() + SetBy;

    public override long GetTimestamp() => Look().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock, stopping at every timer on the way.</summary>
    public void Advance(TimeSpan by)
    {
        var end = Look() + by;
        while (Next(end) is { } timer)
        {
            timer.Fire();
        }
    }

    /// <summary>Jumps to the next timer and fires it; false where none waits.</summary>
    public bool AdvanceToNext()
    {
        if (Waiting == 0 || Next(DateTimeOffset.MaxValue) is not { } timer)
        {
            return false;
        }

        timer.Fire();
        return true;
    }

    private DateTimeOffset Look()
    {
        lock (gate)
        {
            now += PerLook;
            return now;
        }
    }

    private FakeTimer? Next(DateTimeOffset end)
    {
        lock (gate)
        {
            var next = timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due);
            now = next is null ? (end == DateTimeOffset.MaxValue ? now : end) : next.Due > now ? next.Due : now;
            if (next is { Period: var period } && period > TimeSpan.Zero)
            {
                // One that fell behind, as time went by elsewhere, makes nothing up for it, as little as a real one does.
                next.Due += period;
                next.Due = next.Due < now ? now + period : next.Due;
            }
            else if (next is not null)
            {
                timers.Remove(next);
            }

            return next;
        }
    }

    private sealed class FakeTimer(FakeTime time, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset Due { get; set; }

        public TimeSpan Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time.gate)
            {
                time.timers.Remove(this);
                Period = period;
                if (dueTime >= TimeSpan.Zero)
                {
                    Due = time.now + dueTime;
                    time.timers.Add(this);
                }

                return true;
            }
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
