using NetBatch.Testing;

namespace NetBatch.Engine.Tests.Running;

public sealed class PacerTests
{
    private readonly FakeTime time = new();

    [Fact]
    public void Take_OneAfterTheOther_AreAnIntervalApart()
    {
        var pacer = new Pacer(60, time);

        pacer.Take().ShouldBe(TimeSpan.Zero);
        pacer.Take().ShouldBe(TimeSpan.FromMinutes(1));
        pacer.Take().ShouldBe(TimeSpan.FromMinutes(2));
    }

    [Fact]
    public void Take_AfterIdleTime_MakesUpForNothing()
    {
        var pacer = new Pacer(60, time);
        pacer.Take();
        time.Advance(TimeSpan.FromMinutes(30));

        pacer.Take().ShouldBe(TimeSpan.Zero);
        pacer.Due.ShouldBe(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void Due_AfterAnEarlierOwnersStart_WaitsForTheRestOfTheInterval() =>
        new Pacer(60, time, TimeSpan.FromSeconds(20)).Due.ShouldBe(TimeSpan.FromSeconds(40));

    [Fact]
    public void Due_WithoutLimit_IsNow()
    {
        var pacer = new Pacer(null, time);
        pacer.Take();

        pacer.Due.ShouldBe(TimeSpan.Zero);
    }
}
