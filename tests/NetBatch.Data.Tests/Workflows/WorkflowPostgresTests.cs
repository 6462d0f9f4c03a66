using NetBatch.Data.Providers;
using NetBatch.Data.Tests.Support;
using NetBatch.Data.Workflows;
using NetBatch.Testing;

namespace NetBatch.Data.Tests.Workflows;

[Collection(PostgresTests.Name)]
public sealed class WorkflowPostgresTests(PostgresServer server)
{
    private readonly WorkflowWork work = new(new ProviderCatalog());

    [PostgresFact]
    public async Task RunAsync_TypedParameters_AreBoundAsTheirTypes()
    {
        var run = Run("""
            {"query": "SELECT DATE '2026-01-31' - @days AS since, @name || '!' AS greeting, @day + 1 AS next, @flag AS flag, @at AS at, @share * 2 AS share, @none::int AS none",
             "declared": [{"name": "days", "type": "WholeNumber"}, {"name": "name"}, {"name": "day", "type": "Date"}, {"name": "flag", "type": "Boolean"},
                          {"name": "at", "type": "Timestamp"}, {"name": "share", "type": "Number"}, {"name": "none", "type": "WholeNumber", "default": null}],
             "parameters": {"days": 7, "name": "it's", "day": "2026-02-28", "flag": true, "at": "2026-01-31T12:00:00+02:00", "share": "0.25"}}
            """);

        await work.RunAsync(run, default);

        run.Steps[0].Rows.ShouldHaveSingleItem().ShouldBe(
            ["2026-01-24", "it's!", "2026-03-01", true, new DateTimeOffset(2026, 1, 31, 10, 0, 0, TimeSpan.Zero), 0.50m, null]);
    }

    [PostgresFact]
    public async Task RunAsync_FunctionThatWritesBehindASelect_IsRefusedByTheServerUntilAllowed()
    {
        await ChangeAsync("CREATE TABLE sly(x int); CREATE FUNCTION sly_write() RETURNS int LANGUAGE sql AS 'INSERT INTO sly VALUES (1) "
            + "RETURNING x'");
        var run = Run("""{"query": "SELECT sly_write()"}""");

        var error = await Should.ThrowAsync<NetBatchException>(() => work.RunAsync(run, default));

        error.Code.ShouldBe(ErrorCode.ChangeNotAllowed);
        (await ScalarAsync("SELECT count(*) FROM sly")).ShouldBe(0L);

        await ChangeAsync("SELECT sly_write()");

        (await ScalarAsync("SELECT count(*) FROM sly")).ShouldBe(1L);
    }

    [PostgresFact]
    public async Task RunAsync_AllowedChange_GivesItsRowsAndIsCommitted()
    {
        await ChangeAsync("CREATE TABLE kept(x int)");
        var run = Run("""{"query": "WITH new AS (INSERT INTO kept SELECT generate_series(1, @n) RETURNING x) SELECT x FROM new", "parameters": {"n": 1500}, "allowChange": true}""");

        await work.RunAsync(run, default);

        run.Steps[0].Rows.Count.ShouldBe(1500);
        (await ScalarAsync("SELECT count(*) FROM kept")).ShouldBe(1500L);
    }

    [PostgresFact]
    public async Task RunAsync_ChangeCutOff_IsCancelledThereAndRolledBack()
    {
        await ChangeAsync("CREATE TABLE undone(x int)");
        var run = Run("""{"query": "INSERT INTO undone VALUES (1); SELECT pg_sleep(30)", "allowChange": true}""");
        using var cut = new CancellationTokenSource(TimeSpan.FromMilliseconds(400));

        await Should.ThrowAsync<OperationCanceledException>(() => work.RunAsync(run, cut.Token));

        run.Steps.ShouldHaveSingleItem().Error.ShouldNotBeNull().Code.ShouldBe(ErrorCode.Stopped);
        (await ScalarAsync("SELECT count(*) FROM undone")).ShouldBe(0L);
        (await ScalarAsync("SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%pg_sleep(30)%' AND pid <> "
            + "pg_backend_pid()")).ShouldBe(0L);
    }

    [PostgresFact]
    public async Task RunAsync_QueryFailsOnTheWay_QuotesTheServerAndKeepsTheRowsBefore()
    {
        var run = Run("""{"query": "SELECT 1000 / (n - 2000) AS x FROM generate_series(1, 3000) AS n"}""");

        var error = await Should.ThrowAsync<NetBatchException>(() => work.RunAsync(run, default));

        error.Code.ShouldBe(ErrorCode.CommandRejected);
        error.Message.ShouldBe("division by zero (22012).");
        error.ToRunError().IsRetryable.ShouldBeFalse();
    }

    private async Task ChangeAsync(string query) =>
        await work.RunAsync(Run($$"""{"query": "{{query}}", "allowChange": true}"""), default);

    private async Task<object?> ScalarAsync(string query)
    {
        var run = Run($$"""{"query": "{{query}}"}""");
        await work.RunAsync(run, default);
        return run.Steps[0].Rows[0][0];
    }

    private FakeRun Run(string args)
    {
        var run = new FakeRun(server.Instance(), args);
        run.Known["pg"] = PostgresServer.Password;
        return run;
    }
}
