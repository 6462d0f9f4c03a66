using System.Diagnostics;
using System.Text;
using System.Text.Json;
using NetBatch.Data.Providers;
using NetBatch.Data.Workflows;
using NetBatch.Hosting.Tests.Support;

namespace NetBatch.Hosting.Tests.Data;

/// <summary>The same as on SQLite on a real PostgreSQL: a hundred instances are a hundred schemas of it, of which two cannot be opened and
/// one sleeps.</summary>
public sealed class WorkflowPostgresJobTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private const int Count = 100;
    private const int BeforeTheStop = 57;
    private const string Query =
        "SELECT age, amount, @window AS days FROM sales, (SELECT pg_sleep(max(seconds)) FROM busy) AS wait WHERE age <= @window";

    [PostgresFact]
    public async Task Job_StoppedInTheMiddleMendedAndRetried_NumbersAddUp()
    {
        using var folder = new InstancePark();
        await using var host = await folder.OpenAsync();
        host.Secrets.Supply("pg", new Secret(null, PostgresServer.Password));
        await SendAsync(host, """
            DO $do$ BEGIN FOR n IN 1..100 LOOP
              EXECUTE format('CREATE SCHEMA s%s; CREATE TABLE s%1$s.sales AS SELECT i AS age, i * 1.5 AS amount FROM generate_series(1, 50) AS i; CREATE TABLE s%1$s.busy AS SELECT %s AS seconds', n, CASE n WHEN 51 THEN 300 ELSE 0 END);
            END LOOP; END $do$
            """);
        await InstanceInventory.SaveAsync(host, [.. Enumerable.Range(1, Count).Select(Instance)], onlyNew: true, default);
        var job = (await host.Jobs.StartAsync(await SpecAsync(host), default)).Id;
        await host.UntilAsync(job, now => now.Counts.Completed == BeforeTheStop);

        var since = Stopwatch.GetTimestamp();
        await host.Jobs.RequestAsync(job, JobRequestKind.StopNow, default);
        await host.Jobs.WaitAsync(job, default);

        Stopwatch.GetElapsedTime(since).ShouldBeLessThan(TimeSpan.FromSeconds(10), "the query that sleeps was cancelled");
        (await SendAsync(host,
            "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%pg_sleep%' AND pid <> pg_backend_pid()")).ShouldBe(0L);
        var runs = await host.RunsAsync(job);
        runs.Where(run => run.State == TargetState.ConnectionFailed).Select(run => (run.Name, run.Error!.Code, run.Attempts))
            .ShouldBe([("shop-005", ErrorCode.ConnectFailed, 1), ("shop-020", ErrorCode.ConnectionRefused, 2)]);
        InstancePark.AddsUp(await InstancePark.RowsAsync(host, job), BeforeTheStop);

        await SendAsync(host, "UPDATE s51.busy SET seconds = 0");
        await SendAsync(host, "CREATE DATABASE missing TEMPLATE template0");
        // A job keeps its instances as they were: the database appears where the first looks; the second stays away.
        await host.Jobs.RetryAsync(job, new RunFilter(), default);
        await host.Jobs.WaitAsync(job, default);

        var again = await host.RunsAsync(job);
        again.Where(run => run.State != TargetState.Completed).Select(run => (run.Name, run.Error!.Code))
            .ShouldBe([("shop-005", ErrorCode.CommandRejected), ("shop-020", ErrorCode.ConnectionRefused)], again.Errors());
        var rows = await InstancePark.RowsAsync(host, job);
        InstancePark.AddsUp(rows, Count - 2);
        rows.Values.Sum(own => own.Count).ShouldBe(InstancePark.AllRows - 14);
        foreach (var file in Directory.EnumerateFiles(folder.Root, "netbatch.db*"))
        {
            await using var kept = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var bytes = new MemoryStream();
            await kept.CopyToAsync(bytes);
            bytes.GetBuffer().AsSpan(0, (int)bytes.Length).IndexOf(Encoding.UTF8.GetBytes(PostgresServer.Password))
                .ShouldBe(-1, $"the password stands in {file}");
        }
    }

    private DatabaseInstance Instance(int number) => server.Instance(InstancePark.Name(number)) with
    {
        Connection = number switch
        {
            5 => server.Connection.Replace("Database=postgres", "Database=missing", StringComparison.Ordinal),
            20 => server.Connection.Replace("Host=", "Host=/nowhere", StringComparison.Ordinal),
            _ => $"{server.Connection};Search Path=s{number}",
        },
    };

    private static async Task<JobSpec> SpecAsync(NetBatchHost host)
    {
        await host.Workflows.SaveAsync(
            new BatchWorkflow { Name = "sales", Query = Query, Parameters = [ParameterText.Parse("window", "WholeNumber=7")] },
            onlyNew: true, default);
        return new JobSpec
        {
            Name = "sales",
            Work = BatchWorkflows.Spec(await host.Workflows.FindAsync("sales", default), null, allowChange: false, rowLimit: null),
            Rules = new JobRules { RetryDelay = TimeSpan.FromMilliseconds(100) },
            TargetArgs = BatchWorkflows.TargetArgs(
                InstancePark.Windows.Select(one => KeyValuePair.Create(one.Key, JsonElement.Parse($$"""{"window": {{one.Value}}}""")))),
            Targets = await TargetSelection.ByNameAsync(host.Store.Targets, "instance", ["shop-*"], default),
        };
    }

    private async Task<object?> SendAsync(NetBatchHost host, string text)
    {
        await using var session =
            await host.Databases.OpenAsync(server.Instance(), host.Secrets, DatabaseAccess.Change, TimeSpan.FromSeconds(10), default);
        return await session.ScalarAsync(text, null, default);
    }
}
