using NetBatch.Data.Tests.Support;
using NetBatch.Data.Validating;

namespace NetBatch.Data.Tests.Comparing;

/// <summary>Many rows of one key: those that are the same are taken away in pairs, and what is left is shown with its values.</summary>
public sealed class EqualKeysTests : IDisposable
{
    private const int Rows = 70_000;
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("SELECT 1", null)]
    [InlineData("DELETE FROM t WHERE v = 5", "1|70000 rows in the source, 69999 in the target||v=5, w=NULL|")]
    [InlineData("UPDATE t SET v = 0 WHERE v = 5", "1|differs|v|5|0")]
    [InlineData("INSERT INTO t VALUES (1, 5, 'NULL')", "1|70000 rows in the source, 70001 in the target|||v=5, w=NULL (text)")]
    public async Task Checksum_ManyRowsOfOneKey_OnlyWhatDiffersIsFound(string change, string? found)
    {
        // Declared otherwise, so that rows are compared and no sums; and in another order.
        var source = folder.Sqlite("source", "CREATE TABLE t(k INT, v INT, w TEXT)", Insert("i"));
        var target = folder.Sqlite("target", "CREATE TABLE t(k INT, v NUMERIC, w TEXT)", Insert($"{Rows + 1} - i"), change);

        var verdict = await new Judging(target, source).CheckAsync("quality.checksum", """{"table":"t","key":["k"]}""");

        verdict.Outcome.ShouldBe(found is null ? CheckOutcome.Pass : CheckOutcome.Fail, verdict.Summary);
        (verdict.Evidence ?? []).Select(line => string.Join('|', line)).ShouldBe(found is null ? [] : [found]);
    }

    [Fact]
    public async Task Checksum_SeveralColumnsOfAKey_EachIsToldFromTheNext()
    {
        var source = folder.Sqlite("source", "CREATE TABLE t(a TEXT, b TEXT)", "INSERT INTO t VALUES ('x,y', 'z'), (NULL, 'NULL')");
        var target = folder.Sqlite("target", "CREATE TABLE t(a TEXT, b TEXT)",
            "INSERT INTO t VALUES ('x', 'y,z'), (NULL, 'NULL'), ('', '\"')");

        var verdict = await new Judging(target, source).CheckAsync("quality.checksum", """{"table":"t","key":["a","b"]}""");

        verdict.Evidence.ShouldNotBeNull().Select(line => line[0]).ShouldBe(["\"x,y\",z", "x,\"y,z\"", ",\"\"\"\""], ignoreOrder: true);
    }

    [Fact]
    public async Task Checksum_CutInTheMiddle_LeavesNoFileOfAPart()
    {
        var source = folder.Sqlite("source", "CREATE TABLE t(k INTEGER PRIMARY KEY, v INT)", "INSERT INTO t VALUES (1, 1), (2, 2)");
        // The second row is none that the view can give.
        var target = folder.Sqlite("target", "CREATE TABLE b(k INTEGER PRIMARY KEY, v INT)", "INSERT INTO b VALUES (1, 7), (2, 2)",
            "CREATE VIEW t AS SELECT k, CASE k WHEN 2 THEN json('no') ELSE v END AS v FROM b");
        var file = folder.File("all.csv");

        var verdict = await new Judging(target, source).CheckAsync("quality.checksum",
            $$"""{"table":"t","key":["k"],"differences":{{System.Text.Json.JsonSerializer.Serialize(file)}}}""");

        verdict.Outcome.ShouldBe(CheckOutcome.Error);
        Directory.EnumerateFiles(Path.GetDirectoryName(file)!, "all.csv*").ShouldBeEmpty();
    }

    private static string Insert(string value) =>
        $"WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < {Rows}) INSERT INTO t SELECT 1, {value}, NULL FROM c";
}
