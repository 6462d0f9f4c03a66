namespace NetBatch.Ssh.Tests.Support;

/// <summary>A clock that stands still until it is moved; timers fire on the mover's thread, in their order.</summary>
internal sealed class FakeClock : TimeProvider
{
    private readonly List<Alarm> _alarms = [];
    private long _now = TimeSpan.TicksPerDay;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public TimeSpan Elapsed => TimeSpan.FromTicks(_now - TimeSpan.TicksPerDay);

    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) + Elapsed;

    public override long GetTimestamp() => _now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, callback, state);
        alarm.Change(dueTime, period);
        return alarm;
    }

    /// <summary>Moves to the next timer that is due and fires it; false where none is set.</summary>
    public bool FireNext()
    {
        var next = _alarms.Where(alarm => alarm.Due is not null).MinBy(alarm => alarm.Due);
        if (next is null)
        {
            return false;
        }

        _now = Math.Max(_now, next.Due!.Value);
        next.Fire();
        return true;
    }

    private sealed class Alarm(FakeClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        public long? Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period;
            Due = dueTime == Timeout.InfiniteTimeSpan ? null : clock._now + dueTime.Ticks;
            if (!clock._alarms.Contains(this))
            {
                clock._alarms.Add(this);
            }

            return true;
        }

        public void Fire()
        {
            Due = _period == Timeout.InfiniteTimeSpan || _period == TimeSpan.Zero ? null : Due + _period.Ticks;
            callback(state);
        }

        public void Dispose() => clock._alarms.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
