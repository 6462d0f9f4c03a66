namespace NetBatch.Hosting.Tests;

/// <summary>Two captures compared.</summary>
public sealed class StateCheckTests
{
    [Fact]
    public void Compare_RowsOfSeveralDevices_TellsWhatDiffersOfEach()
    {
        var before = Capture(("r1", "a", "FULL"), ("r1", "b", "FULL"), ("r2", "a", "FULL"));
        var after = Capture(("r1", "a", "INIT"), ("r2", "a", "FULL"), ("r2", "c", "FULL"));

        var result = StateCheck.Compare(before, after, null, null, missingIsEmpty: false);

        result.Compared.ShouldBe(2);
        result.Differences.Select(one => $"{one.Device} {one.Change} {one.Key} {one.Difference}")
            .ShouldBe(["r1 Changed ID=a STATE: FULL -> INIT", "r1 Gone ID=b ", "r2 Added ID=c "]);
    }

    [Fact]
    public void Compare_DeviceThatOneCaptureLacks_IsToldAndNoChange()
    {
        var (before, after) = (Capture(("r1", "a", "FULL"), ("r2", "a", "FULL")), Capture(("r1", "a", "FULL")));

        var result = StateCheck.Compare(before, after, null, null, missingIsEmpty: false);

        result.Differences.ShouldBeEmpty();
        result.NotCompared.ShouldHaveSingleItem().ShouldContain("r2 has no rows of 'show x' in the later capture");
        StateCheck.Compare(before, after, null, null, missingIsEmpty: true).Differences.ShouldHaveSingleItem().Change.ShouldBe("Gone");
    }

    [Fact]
    public void Compare_TableThatIsEmptyNow_LosesItsRows()
    {
        var after = new StateCapture();
        after.Begin("r1", "SHOW X", ["ID"]);

        StateCheck.Compare(Capture(("r1", "a", "FULL")), after, null, null,
            missingIsEmpty: false).Differences.ShouldHaveSingleItem().Change.ShouldBe("Gone");
    }

    [Fact]
    public void Compare_KeyThatIsNoColumn_IsRefused() =>
        Should.Throw<NetBatchException>(() =>
            StateCheck.Compare(Capture(("r1", "a", "x")), Capture(("r1", "a", "x")), ["nope"], null, false))
            .Message.ShouldContain("'nope' is no column");

    [Fact]
    public void Values_ByColumn_CountsRows() =>
        Capture(("r1", "a", "FULL"), ("r1", "b", "FULL"), ("r1", "c", "INIT")).Values("r1", "show x", "state")
            .ShouldBe([("FULL", 2), ("INIT", 1)]);

    private static StateCapture Capture(params (string Device, string Id, string State)[] rows)
    {
        var capture = new StateCapture();
        foreach (var (device, id, state) in rows)
        {
            capture.Begin(device, "show x", ["ID"]);
            capture.Add(device, "show x", [new("ID", id), new("STATE", state), new("AGE", Guid.NewGuid().ToString())]);
        }

        return capture;
    }
}
