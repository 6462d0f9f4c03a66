namespace NetBatch.Tests;

/// <summary>A clock that stands still until it is told to go on; timers fire in order as it passes them.</summary>
public sealed class FakeTime : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<FakeTimer> timers = [];
    private DateTimeOffset now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Whether anything waits for time to pass.</summary>
    public bool HasTimers
    {
        get
        {
            lock (gate)
            {
                return timers.Count > 0;
            }
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <summary>Lets time pass; what is due fires in the order of its time.</summary>
    public void Advance(TimeSpan by)
    {
        var until = GetUtcNow() + by;
        while (FireNext(until))
        {
        }

        lock (gate)
        {
            now = until > now ? until : now;
        }
    }

    /// <summary>Jumps to the next timer and fires it; false where there is none.</summary>
    public bool AdvanceToNext() => FireNext(DateTimeOffset.MaxValue);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private bool FireNext(DateTimeOffset until)
    {
        FakeTimer? next;
        lock (gate)
        {
            next = timers.MinBy(timer => timer.Due);
            if (next is null || next.Due > until)
            {
                return false;
            }

            now = next.Due > now ? next.Due : now;
            next.Rearm();
        }

        next.Fire();
        return true;
    }

    private sealed class FakeTimer(FakeTime owner, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan period;

        public DateTimeOffset Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (owner.gate)
            {
                this.period = period;
                owner.timers.Remove(this);
                if (dueTime >= TimeSpan.Zero)
                {
                    Due = owner.now + dueTime;
                    owner.timers.Add(this);
                }
            }

            return true;
        }

        public void Rearm()
        {
            if (period > TimeSpan.Zero)
            {
                Due += period;
            }
            else
            {
                owner.timers.Remove(this);
            }
        }

        public void Fire() => callback(state);

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
