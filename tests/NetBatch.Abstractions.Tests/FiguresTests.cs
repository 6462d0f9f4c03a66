namespace NetBatch.Abstractions.Tests;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(new[] { 7 }, 7, 7, 7)]
    [InlineData(new[] { 4, 1, 3, 2 }, 2, 4, 4)]
    public void Spread_FewValues_AreOfTheNearestRank(int[] values, int p50, int p95, int max)
    {
        var spread = MeasureBuilder.Spread([.. values]);
        (spread.P50.TotalMilliseconds, spread.P95.TotalMilliseconds, spread.Max.TotalMilliseconds).ShouldBe((p50, p95, max));
    }

    [Fact]
    public void Spread_HundredValues_GivesTheFiftiethAndTheNinetyFifth()
    {
        var spread = MeasureBuilder.Spread([.. Enumerable.Range(1, 100).Reverse()]);
        (spread.Count, spread.P50.TotalMilliseconds, spread.P95.TotalMilliseconds, spread.Max.TotalMilliseconds).ShouldBe(
            (100, 50.0, 95.0, 100.0));
    }

    [Fact]
    public void Build_SteadyDeadAndFlakyDevices_AreToldApart()
    {
        var builder = new MeasureBuilder();
        builder.Add("steady", true, false, 1000, 100);
        builder.Add("dead", false, false, 9000, -1);
        builder.Add("flaky", true, true, 2000, 100);
        builder.Add("FLAKY", false, false, 9000, 200);
        builder.AddFailure("ConnectTimeout", 2);
        var figures = builder.Build(new JobFilter(), 5);
        figures.Flakiest.ShouldHaveSingleItem()
            .ShouldBe(new DeviceMeasure { Device = "flaky", Runs = 2, Completed = 1, Failures = 1, Retried = 1,
                MeanDuration = TimeSpan.FromSeconds(2), MaxDuration = TimeSpan.FromSeconds(2) });
        figures.Slowest.Select(one => one.Device).ShouldBe(["flaky", "steady"]);
        figures.ConnectTime.Count.ShouldBe(3);
        figures.SuccessRate.ShouldBeNull("no job was counted");
    }

    [Theory]
    [InlineData("plain\ttext\nline", "plain\ttext\nline")]
    [InlineData("a\r\nb", "a\nb")]
    [InlineData("\e[2Jgone", "\\x1b[2Jgone")]
    [InlineData("a\u202Eb", "a\\u202eb")]
    [InlineData("Zürich 東京", "Zürich 東京")]
    public void SafeText_Of_MakesVisibleWhatMovesTheCursorOrTurnsTheText(string text, string safe) => SafeText.Of(text).ShouldBe(safe);
}
