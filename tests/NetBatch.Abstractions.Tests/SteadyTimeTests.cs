using NetBatch.Testing;

namespace NetBatch.Abstractions.Tests;

public sealed class SteadyTimeTests
{
    [Fact]
    public void GetUtcNow_TheClockIsSet_GoesOnAsIfNothingWere()
    {
        var time = new FakeTime();
        var steady = new SteadyTime(time);
        var begun = steady.GetUtcNow();
        time.Advance(TimeSpan.FromMinutes(1));
        time.SetBy = TimeSpan.FromDays(-1);
        time.Advance(TimeSpan.FromMinutes(1));

        (steady.GetUtcNow() - begun).ShouldBe(TimeSpan.FromMinutes(2));
    }

    [Fact]
    public void GetUtcNow_SomethingLaterIsRecorded_BeginsThere()
    {
        var time = new FakeTime();
        var recorded = time.GetUtcNow().AddHours(3);
        new SteadyTime(time, recorded).GetUtcNow().ShouldBe(recorded);
        new SteadyTime(time, recorded.AddDays(-1)).GetUtcNow().ShouldBe(time.GetUtcNow());
    }

    /// <summary>Of the system's own clocks the one is taken that counts a machine's sleep, too: its seconds are as long as the others'.</summary>
    [Fact]
    public async Task GetUtcNow_OfTheSystem_GoesOnLikeItsClock()
    {
        var steady = new SteadyTime(TimeProvider.System);
        var (begun, since) = (steady.GetUtcNow(), TimeProvider.System.GetTimestamp());
        await Task.Delay(300);

        var by = (steady.GetUtcNow() - begun) / TimeProvider.System.GetElapsedTime(since);
        by.ShouldBeInRange(0.5, 2);
    }
}
