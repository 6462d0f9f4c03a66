using NetBatch.Ssh.Files;
using NetBatch.Ssh.Tests.Support;
using NetBatch.Testing;

namespace NetBatch.Ssh.Tests.Files;

/// <summary>A limit holds for all that share it, whatever the size of their pieces; what nobody used is not saved up.</summary>
public sealed class BandwidthLimitTests
{
    private const long Rate = 1_000_000;

    [Theory]
    [InlineData(1, 100_000)]
    [InlineData(7, 32_768)]
    [InlineData(20, 261_120)]
    [InlineData(50, 1_000)] // less than five milliseconds each
    public void Take_ByManyAtOnce_HoldsTheRateOfAll(int atOnce, int piece)
    {
        var (clock, limit) = Of();
        Sim.Run(clock, () => Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => TakeAsync(limit, 20, piece))));
        clock.Elapsed.TotalSeconds.ShouldBe(atOnce * 20.0 * piece / Rate, 0.01);
    }

    [Fact]
    public void Take_AfterAPause_GoesNoFaster()
    {
        var (clock, limit) = Of();
        Sim.Run(clock, () => TakeAsync(limit, 1, 100_000));
        clock.Advance(TimeSpan.FromMinutes(1));
        var before = clock.Elapsed;
        Sim.Run(clock, () => TakeAsync(limit, 30, 100_000));
        (clock.Elapsed - before).TotalSeconds.ShouldBe(3, 0.01);
    }

    private static (FakeTime Clock, BandwidthLimit Limit) Of()
    {
        var clock = new FakeTime();
        return (clock, new BandwidthLimit(Rate, clock));
    }

    private static async Task TakeAsync(BandwidthLimit limit, int times, int bytes)
    {
        for (var time = 0; time < times; time++)
        {
            await limit.TakeAsync(bytes, CancellationToken.None);
        }
    }
}
