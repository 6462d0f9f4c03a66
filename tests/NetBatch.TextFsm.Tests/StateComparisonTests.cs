namespace NetBatch.TextFsm.Tests;

public sealed class StateComparisonTests
{
    private const string Header =
        "\nNeighbor ID     Pri State           Up Time         Dead Time Address         Interface                        RXmtL RqstL "
            + "DBsmL\n";

    private static readonly TemplateLibrary Library = TemplateLibrary.Open();

    [Fact]
    public void Compare_OneAdjacencyGone_ShowsExactlyThat()
    {
        var before = Neighbors(
            "198.51.100.2      1 Full/DR         5.822s             3.179s 192.0.2.2       v12:192.0.2.1     1     0     0",
            "198.51.100.3      1 Full/-          5.822s             3.179s 192.0.2.6       v13:192.0.2.5     0     0     0");
        var after = Neighbors(
            "198.51.100.2      1 Full/DR         1m05s              2.179s 192.0.2.2       v12:192.0.2.1     0     0     0");

        var change = StateComparison.Compare(before, after).ShouldHaveSingleItem();

        change.Kind.ShouldBe(StateChangeKind.Gone);
        change.Key.ShouldBe([new("NEIGHBOR_ID", "198.51.100.3"), new("INTERFACE", "v13")]);
        change.Before!["STATE"].ShouldBe("Full/-");
        change.After.ShouldBeNull();
    }

    [Fact]
    public void Compare_ChangedAndAddedRows_TellCells()
    {
        var before = Neighbors(
            "198.51.100.2      1 Full/DR         5.822s             3.179s 192.0.2.2       v12:192.0.2.1     1     0     0");
        var after = Neighbors(
            "198.51.100.9      1 Full/-          5.822s             3.179s 192.0.2.6       v13:192.0.2.5     0     0     0",
            "198.51.100.2      1 Init/DROther    0.822s             3.179s 192.0.2.2       v12:192.0.2.1     1     0     0");

        var changes = StateComparison.Compare(before, after);

        changes.Select(c => c.Kind).ShouldBe([StateChangeKind.Changed, StateChangeKind.Added]);
        changes[0].Cells.ShouldHaveSingleItem().ShouldBe(new CellChange("STATE", "Full/DR", "Init/DROther"));
    }

    [Fact]
    public void Compare_VolatileColumnsAskedFor_AreCompared()
    {
        var before = Neighbors(
            "198.51.100.2      1 Full/DR         5.822s             3.179s 192.0.2.2       v12:192.0.2.1     1     0     0");
        var after = Neighbors(
            "198.51.100.2      1 Full/DR         6.822s             3.179s 192.0.2.2       v12:192.0.2.1     1     0     0");

        StateComparison.Compare(before, after).ShouldBeEmpty();
        StateComparison.Compare(before, after, ignored: []).ShouldHaveSingleItem().Cells.ShouldHaveSingleItem().Column.ShouldBe("UP_TIME");
    }

    [Fact]
    public void Compare_RowsWithEqualKeys_PairsEqualRowsFirst()
    {
        var before = Table(["PREFIX"], ("10.0.0.0/8", "a"), ("10.0.0.0/8", "b"));
        var after = Table(["PREFIX"], ("10.0.0.0/8", "b"));

        var change = StateComparison.Compare(before, after).ShouldHaveSingleItem();

        change.Kind.ShouldBe(StateChangeKind.Gone);
        change.Before!["HOP"].ShouldBe("a");
    }

    [Fact]
    public void Compare_WithoutKeys_ComparesWholeRows()
    {
        var changes = StateComparison.Compare(Table([], ("x", "a")), Table([], ("x", "b")));

        changes.Select(c => c.Kind).ShouldBe([StateChangeKind.Gone, StateChangeKind.Added]);
    }

    [Fact]
    public void Compare_KeyThatIsNoColumn_IsRefused()
    {
        Should.Throw<ArgumentException>(() => StateComparison.Compare(Table([]), Table([]), ["nope"])).Message.ShouldContain(
            "'nope' is no column");
    }

    private static ParsedTable Neighbors(params string[] lines) =>
        Library.Parse("frr", "show ip ospf neighbor", Header + string.Join('\n', lines) + "\n\n");

    private static ParsedTable Table(string[] keys, params (string Prefix, string Hop)[] rows)
    {
        string[] header = ["PREFIX", "HOP"];
        return new ParsedTable(header, keys, [.. rows.Select(r => new TemplateRecord(header, [r.Prefix, r.Hop]))], []);
    }
}
