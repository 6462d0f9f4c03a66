using System.Diagnostics;
using NetBatch.Data.Providers;
using NetBatch.Data.Tests.Support;

namespace NetBatch.Data.Tests.Providers;

public sealed class SqliteProviderTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly ProviderCatalog catalog = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task QueryAsync_MixedColumns_RowsAreOfTheirColumnsTypes()
    {
        await using var session =
            await OpenAsync(folder.Sqlite("a", "CREATE TABLE t(n INTEGER, x, s TEXT)", "INSERT INTO t VALUES (1, 2, 'a'), (2, 2.5, NULL)"));

        var (set, rows) = await session.RowsAsync("SELECT n, x, s, s AS S, n + 1 FROM t WHERE n >= @least ORDER BY n", [new("least", 1L)],
            default);

        set.Columns.ShouldBe([new("n", RowType.WholeNumber), new("x", RowType.Number), new("s"), new("S_2"),
            new("n + 1", RowType.WholeNumber)]);
        rows[0].ShouldBe([1L, 2d, "a", "a", 2L]);
        rows[1].ShouldBe([2L, 2.5d, null, null, 3L]);
    }

    [Fact]
    public async Task QueryAsync_TypeChangesLater_NamesRowAndColumn()
    {
        await using var session =
            await OpenAsync(folder.Sqlite("a", "CREATE TABLE t(x)",
                "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 600) INSERT INTO t SELECT CASE i WHEN 600 "
                    + "THEN 'word' ELSE i END FROM c"));

        var error = await Should.ThrowAsync<NetBatchException>(() => session.RowsAsync("SELECT x FROM t", null, default));

        error.Message.ShouldContain("Row 600: 'x' was WholeNumber");
        error.Message.ShouldContain("'word'");
    }

    [Fact]
    public async Task QueryAsync_Cancelled_EndsTheStatementThatRuns()
    {
        await using var session = await OpenAsync(folder.Sqlite("a"));
        using var cut = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        var since = Stopwatch.GetTimestamp();

        // One step of the statement, endless: only an interrupt ends it.
        await Should.ThrowAsync<OperationCanceledException>(() =>
            session.RowsAsync("WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c) SELECT count(*) FROM c", null, cut.Token));

        Stopwatch.GetElapsedTime(since).ShouldBeLessThan(TimeSpan.FromSeconds(5));
        (await session.ScalarAsync("SELECT 1", null, default)).ShouldBe(1L);
    }

    [Fact]
    public async Task QueryAsync_ReaderStopsEarly_QueryEnds()
    {
        await using var session = await OpenAsync(folder.Sqlite("a"));

        await foreach (var piece in session.QueryAsync("WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c) SELECT i FROM c",
            null, default))
        {
            piece.Rows.Count.ShouldBe(512);
            break;
        }

        (await session.ScalarAsync("SELECT 1", null, default)).ShouldBe(1L);
    }

    [Fact]
    public async Task ExecuteAsync_ReadAccess_ChangeIsRefusedByTheDatabase()
    {
        await using var session = await OpenAsync(folder.Sqlite("a", "CREATE TABLE t(x)"));

        var error = await Should.ThrowAsync<NetBatchException>(() => session.ExecuteAsync("INSERT INTO t VALUES (1)", null, default));

        error.Code.ShouldBe(ErrorCode.ChangeNotAllowed);
    }

    [Fact]
    public async Task OpenAsync_NoSuchFile_ConnectFailedAndNothingIsMade()
    {
        var instance = folder.Sqlite("a") with { Connection = folder.File("other.db") };

        var error = await Should.ThrowAsync<NetBatchException>(() => OpenAsync(instance, DatabaseAccess.Change));

        error.Code.ShouldBe(ErrorCode.ConnectFailed);
        File.Exists(folder.File("other.db")).ShouldBeFalse();
    }

    [Fact]
    public async Task OpenAsync_ModeReadWriteCreate_MakesTheFile()
    {
        var instance = folder.Sqlite("a") with { Connection = $"Data Source={folder.File("other.db")};Mode=ReadWriteCreate" };

        await using (var session = await OpenAsync(instance, DatabaseAccess.Change))
        {
            await session.ExecuteAsync("CREATE TABLE t(x)", null, default);
        }

        File.Exists(folder.File("other.db")).ShouldBeTrue();
    }

    [Fact]
    public async Task OpenAsync_AnotherHoldsTheFile_MayBeRetried()
    {
        var instance = folder.Sqlite("a", "CREATE TABLE t(x)");
        await using var other = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={instance.Connection};Pooling=False");
        await other.OpenAsync();
        await using var hold = other.CreateCommand();
        hold.CommandText = "BEGIN EXCLUSIVE";
        await hold.ExecuteNonQueryAsync();

        var error = await Should.ThrowAsync<NetBatchException>(
            () => catalog.OpenAsync(instance, new TestSecrets(), DatabaseAccess.Read, TimeSpan.FromSeconds(1), default));

        error.Code.ShouldBe(ErrorCode.SessionLimit);
        error.ToRunError().IsRetryable.ShouldBeTrue();
    }

    [Theory]
    [InlineData("Data Source=a.db;Password=hunter2")]
    [InlineData("Data Source=a.db;PWD=hunter2")]
    public void Problems_SecretInTheConnection_RefusedWithoutShowingIt(string connection)
    {
        var problem = catalog.Problems([folder.Sqlite("a") with { Connection = connection }]).ShouldHaveSingleItem();

        problem.Message.ShouldNotContain("hunter2");
        problem.Remedy.ShouldNotBeNull().ShouldContain("env:NAME");
    }

    private Task<DatabaseSession> OpenAsync(DatabaseInstance instance, DatabaseAccess access = DatabaseAccess.Read) =>
        catalog.OpenAsync(instance, new TestSecrets(), access, TimeSpan.FromSeconds(5), default);
}
