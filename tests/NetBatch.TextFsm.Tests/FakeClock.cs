namespace NetBatch.TextFsm.Tests;

/// <summary>A clock that moves on by a step each time it is read.</summary>
internal sealed class FakeClock(TimeSpan step) : TimeProvider
{
    private long _now = 1;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now += step.Ticks;
}
