using NetBatch.Data.Comparing;
using NetBatch.Data.Metadata;
using NetBatch.Data.Providers;
using NetBatch.Data.Tests.Support;

namespace NetBatch.Data.Tests.Comparing;

/// <summary>Sums that stand for tables: the same for the same rows, however they lie, and for no others.</summary>
public sealed class TableDigestTests : IDisposable
{
    private static readonly ColumnFacts Key = new("k", ColumnFamily.WholeNumber, "INTEGER") { Sort = ValueSort.Whole };
    private static readonly ColumnFacts[] Values = [new("a", ColumnFamily.Text, "TEXT") { Sort = ValueSort.Text },
        new("b", ColumnFamily.Other, "") { Sort = ValueSort.Any }];
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("(1, 'x', 1), (2, 'y', 2)", "(2, 'y', 2), (1, 'x', 1)", true)]
    [InlineData("(1, 'x', 1), (1, 'y', 2)", "(1, 'y', 1), (1, 'x', 2)", false)]
    [InlineData("(1, 'x', 1)", "(1, 'x', '1')", false)]
    [InlineData("(1, 'x', 1)", "(1, 'x', 1.0)", false)]
    [InlineData("(1, '', 1)", "(1, NULL, 1)", false)]
    [InlineData("(1, 'xy', x'')", "(1, 'x', x'79')", false)]
    [InlineData("(1, 'x', 1)", "(1, 'x', 1), (1, 'x', 1)", false)]
    [InlineData("(1, 'abcd', 0)", "(1, 'abc', 0)", false)]
    [InlineData("(1, 'x', 0)", "(2, 'x', 0)", false)]
    [InlineData("(1, 'x', 4294967296)", "(1, 'x', 1)", false)]
    public async Task Differing_TwoTables_OnlyWhereTheirRowsDiffer(string one, string other, bool same)
    {
        await using var source = await OpenAsync("one", one);
        await using var target = await OpenAsync("other", other);
        var digests = Digests.Of(Side(source), Side(target)).ShouldNotBeNull();

        var (first, second) = (await digests.ReadAsync(Side(source), default), await digests.ReadAsync(Side(target), default));

        (first.Differing(second).Count == 0).ShouldBe(same);
        first.Differing(first).ShouldBeEmpty();
    }

    [Fact]
    public async Task CompareAsync_OneRowOfMany_OnlyItsSegmentIsRead()
    {
        const string Many = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) SELECT i, 'row ' || i, i * "
            + "0.5 FROM n";
        await using var source = await OpenAsync("one", Many);
        await using var target = await OpenAsync("other", Many, "UPDATE t SET a = 'Row 4711' WHERE k = 4711");
        var digests = Digests.Of(Side(source), Side(target)).ShouldNotBeNull();
        var differing = (await digests.ReadAsync(Side(source), default)).Differing(await digests.ReadAsync(Side(target), default));

        var (found, rows, _) = await new TablePair(Side(source), Side(target)).CompareAsync(20, 0, null, default);

        differing.ShouldHaveSingleItem();
        rows.ShouldBe(5000);
        found.Evidence.ShouldHaveSingleItem().ShouldBe(["4711", "differs", "a", "row 4711", "Row 4711"]);
        var read = 0;
        KeyForm[] forms = [new(CellKind.Number, false)];
        await foreach (var piece in digests.Narrow(Side(source), differing).RowsAsync(ordered: true, forms, default))
        {
            read += piece.Count;
        }

        read.ShouldBeLessThan(50);
    }

    [Fact]
    public async Task Of_ColumnsOfOtherSorts_AreRead()
    {
        await using var source = await OpenAsync("one", "(1, 'x', 1)");

        Digests.Of(Side(source), Side(source) with { Columns = [Values[0] with { Sort = ValueSort.Bytes }, Values[1]] }).ShouldBeNull();
        Digests.Of(Side(source), Side(source) with { Columns = [Values[0], Values[1] with { Type = "GEOMETRY" }] }).ShouldBeNull();
    }

    private static TableSide Side(DatabaseSession session) => new(session, "t", [Key], Values);

    private async Task<DatabaseSession> OpenAsync(string name, string rows, string change = "SELECT 1") =>
        await new ProviderCatalog().OpenAsync(
        folder.Sqlite(name, "CREATE TABLE t (k INTEGER, a TEXT, b)", $"INSERT INTO t {(rows.StartsWith('(') ? "VALUES " : "")}{rows}",
            change),
        new TestSecrets(), DatabaseAccess.Read, TimeSpan.FromSeconds(5), default);
}
