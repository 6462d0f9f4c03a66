using System.Diagnostics;
using NetBatch.Data.Providers;
using NetBatch.Data.Tests.Support;
using NetBatch.Testing;

namespace NetBatch.Data.Tests.Providers;

[Collection(PostgresTests.Name)]
public sealed class PostgreSqlProviderTests(PostgresServer server)
{
    private readonly ProviderCatalog catalog = new();

    [PostgresFact]
    public async Task QueryAsync_ManyTypes_RowsAreOfTheirColumnsTypes()
    {
        await using var session = await OpenAsync();

        var (set, rows) = await session.RowsAsync(
            """
            SELECT 1::smallint AS small, 12.50::numeric AS exact, 1.5::float8 AS real, true AS yes, 'x'::varchar AS text, DATE '2026-01-31' AS day,
                   TIMESTAMPTZ '2026-01-31 12:00+02' AS at, '\x0102'::bytea AS bytes, ARRAY['a','b'] AS list, ARRAY[1,2] AS numbers, NULL::int AS nothing,
                   @window::int + 1 AS next
            """,
            [new("window", 14L)],
            default);

        set.Columns.Select(column => column.Type).ShouldBe(
        [
            RowType.WholeNumber, RowType.Number, RowType.Number, RowType.Switch, RowType.Text, RowType.Text, RowType.Time, RowType.Bytes,
            RowType.TextList, RowType.Text, RowType.WholeNumber, RowType.WholeNumber,
        ]);
        var row = rows.ShouldHaveSingleItem();
        row[1].ShouldBe(12.50m);
        row[6].ShouldBe(new DateTimeOffset(2026, 1, 31, 10, 0, 0, TimeSpan.Zero));
        row[5].ShouldBe("2026-01-31");
        row[8].ShouldBeOfType<string[]>().ShouldBe(["a", "b"]);
        row[9].ShouldBe("{1,2}");
        row[10].ShouldBeNull();
        row[11].ShouldBe(15L);
    }

    [PostgresFact]
    public async Task QueryAsync_Cancelled_EndsTheQueryOnTheServer()
    {
        await using var session = await OpenAsync();
        using var cut = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        var since = Stopwatch.GetTimestamp();

        await Should.ThrowAsync<OperationCanceledException>(() => session.RowsAsync("SELECT 'cut me', pg_sleep(30)", null, cut.Token));

        Stopwatch.GetElapsedTime(since).ShouldBeLessThan(TimeSpan.FromSeconds(5));
        await using var other = await OpenAsync();
        (await other.ScalarAsync(
            "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%cut me%' AND pid <> pg_backend_pid()", null,
            default)).ShouldBe(0L);
    }

    [PostgresFact]
    public async Task ExecuteAsync_ReadAccess_ChangeIsRefusedByTheServer()
    {
        await using var session = await OpenAsync();

        var error = await Should.ThrowAsync<NetBatchException>(
            () => session.ExecuteAsync("CREATE TABLE read_access(x int)", null, default));

        error.Code.ShouldBe(ErrorCode.ChangeNotAllowed);
    }

    [PostgresFact]
    public async Task BeginAsync_ReadAccess_CannotBeMadeWritable()
    {
        await using var session = await OpenAsync();
        await session.BeginAsync(default);
        await session.ScalarAsync("SELECT 1", null, default);

        var error = await Should.ThrowAsync<NetBatchException>(
            () => session.ScalarAsync("SELECT set_config('transaction_read_only', 'off', true)", null, default));

        error.Message.ShouldContain("read-write");
    }

    [PostgresFact]
    public async Task OpenAsync_WrongPassword_AuthenticationFailed()
    {
        var error = await Should.ThrowAsync<NetBatchException>(() =>
            catalog.OpenAsync(server.Instance(), new TestSecrets(("pg", new Secret(null, "wrong-word"))), DatabaseAccess.Read,
                TimeSpan.FromSeconds(5), default));

        error.Code.ShouldBe(ErrorCode.AuthenticationFailed);
        error.Message.ShouldNotContain("wrong-word");
    }

    [PostgresFact]
    public async Task OpenAsync_TooManyConnections_MayBeRetried()
    {
        List<DatabaseSession> open = [];
        try
        {
            var error = await Should.ThrowAsync<NetBatchException>(async () =>
            {
                for (var number = 0; number < 100; number++)
                {
                    open.Add(await OpenAsync());
                }
            });

            error.Code.ShouldBe(ErrorCode.SessionLimit);
            error.ToRunError().IsRetryable.ShouldBeTrue();
        }
        finally
        {
            foreach (var session in open)
            {
                await session.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task OpenAsync_NobodyListens_ConnectionRefused()
    {
        var instance = server.Instance() with { Connection = "Host=127.0.0.1;Port=1;Username=x", Credential = null };

        var error = await Should.ThrowAsync<NetBatchException>(
            () => catalog.OpenAsync(instance, new TestSecrets(), DatabaseAccess.Read, TimeSpan.FromSeconds(5), default));

        error.Code.ShouldBe(ErrorCode.ConnectionRefused);
        error.ToRunError().IsRetryable.ShouldBeTrue();
    }

    private Task<DatabaseSession> OpenAsync(DatabaseAccess access = DatabaseAccess.Read) =>
        catalog.OpenAsync(server.Instance(), new TestSecrets(("pg", new Secret(null, PostgresServer.Password))), access,
            TimeSpan.FromSeconds(5), default);
}
