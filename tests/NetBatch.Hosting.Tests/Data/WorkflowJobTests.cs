using System.Diagnostics;
using System.Text.Json;
using NetBatch.Data.Providers;
using NetBatch.Data.Workflows;
using NetBatch.Hosting.Tests.Support;
using NetBatch.Inventory;

namespace NetBatch.Hosting.Tests.Data;

/// <summary>One workflow on a hundred instances, with three overrides, two broken instances and one that never ends.</summary>
public sealed class WorkflowJobTests : IDisposable
{
    // 60 targets are in the first six batches: two broken, one endless.
    private const int BeforeTheStop = 57;

    private readonly InstancePark park = new();

    public void Dispose() => park.Dispose();

    [Fact]
    public async Task Job_StoppedInTheMiddleMendedAndRetried_NumbersAddUp()
    {
        await using var host = await park.OpenAsync();
        await InstanceInventory.SaveAsync(host, InstanceFile.Read(park.Csv), onlyNew: true, default);
        var job = (await host.Jobs.StartAsync(await SpecAsync(host), default)).Id;
        await host.UntilAsync(job, now => now.Counts.Completed == BeforeTheStop);

        var since = Stopwatch.GetTimestamp();
        await host.Jobs.RequestAsync(job, JobRequestKind.StopNow, default);
        await host.Jobs.WaitAsync(job, default);

        Stopwatch.GetElapsedTime(since).ShouldBeLessThan(TimeSpan.FromSeconds(10), "the endless query was cancelled");
        var stopped = await host.JobAsync(job);
        stopped.State.ShouldBe(JobState.Stopped);
        (stopped.Counts.Completed, stopped.Counts.ConnectionFailed).ShouldBe((BeforeTheStop, 2));
        var runs = await host.RunsAsync(job);
        runs.Count.ShouldBe(InstancePark.Count);
        runs.Where(run => run.State == TargetState.ConnectionFailed).Select(run => (run.Name, run.Error!.Code))
            .ShouldBe([("shop-005", ErrorCode.ConnectFailed), ("shop-020", ErrorCode.ConnectFailed)]);
        runs.Single(run => run.Name == "shop-051").State.ShouldBe(TargetState.Stopped);
        InstancePark.AddsUp(await InstancePark.RowsAsync(host, job), BeforeTheStop);

        park.Mend();
        await host.Jobs.RetryAsync(job, new RunFilter(), default);
        await host.Jobs.WaitAsync(job, default);

        (await host.JobAsync(job)).State.ShouldBe(JobState.Completed);
        var rows = await InstancePark.RowsAsync(host, job);
        InstancePark.AddsUp(rows, InstancePark.Count);
        rows.Values.Sum(own => own.Count).ShouldBe(InstancePark.AllRows);
        (await host.RunsAsync(job)).Count(run => run.Attempts == 1)
            .ShouldBeGreaterThanOrEqualTo(BeforeTheStop, "what had completed was not run again");
    }

    [Fact]
    public async Task Job_KilledInTheMiddleAndResumed_NumbersAddUp()
    {
        (await park.RunAsync("instances", "import", park.Csv)).Text.ShouldContain("100 instances imported");
        (await park.RunAsync("workflows", "add", "sales", InstancePark.Query, "--parameter", "window:WholeNumber=7")).Exit.ShouldBe(0);
        await using var host = await park.OpenAsync();
        string job;
        await using (var owner =
            park.Start(["workflow", "run", "sales", "--instance", "shop-*", "--instance-parameter",
                .. InstancePark.Windows.Select(one => $"{one.Key}:window={one.Value}")]))
        {
            job = await owner.JobAsync();
            await host.UntilAsync(job, now => now.Counts.Completed == BeforeTheStop);
            await owner.KillAsync();
        }

        park.Mend();
        (await park.RunAsync("resume", job)).Exit.ShouldBe(1, "the two broken ones had ended before the kill");
        InstancePark.AddsUp(await InstancePark.RowsAsync(host, job), InstancePark.Count - 2);
        (await park.RunAsync("retry", job)).Exit.ShouldBe(0);

        var rows = await InstancePark.RowsAsync(host, job);
        InstancePark.AddsUp(rows, InstancePark.Count);
        rows.Values.Sum(own => own.Count).ShouldBe(InstancePark.AllRows);
    }

    [Fact]
    public async Task Job_WrongParametersOfSomeInstances_IsRefusedWholeAndNothingRuns()
    {
        await using var host = await park.OpenAsync();
        await InstanceInventory.SaveAsync(host, InstanceFile.Read(park.Csv), onlyNew: true, default);
        var spec = await SpecAsync(host);
        spec = spec with
        {
            TargetArgs = BatchWorkflows.TargetArgs(new Dictionary<string, JsonElement>
            {
                ["shop-001"] = JsonElement.Parse("""{"windw": 1}"""),
                ["shop-002"] = JsonElement.Parse("""{"window": "wide"}"""),
                ["shop-999"] = JsonElement.Parse("""{"window": 1}"""),
            }),
        };

        var error = await Should.ThrowAsync<NetBatchException>(() => host.Jobs.StartAsync(spec, default));

        error.Message.ShouldContain("shop-001: 'sales' has no parameter 'windw'");
        error.Message.ShouldContain("shop-002: The parameter 'window' of 'sales' is \"wide\"");
        error.Message.ShouldContain("'shop-999', which is no target of this job");
        (await host.JobsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Instances_SecretInAConnection_IsRefusedAndNotKept()
    {
        await using var host = await park.OpenAsync();
        var instance = new DatabaseInstance { Id = "pg", Name = "pg", Provider = "postgresql",
            Connection = "Host=db;Username=me;Password=hunter2" };

        var error = await Should.ThrowAsync<NetBatchException>(() => InstanceInventory.SaveAsync(host, [instance], onlyNew: true, default));

        $"{error.Message} {error.Remedy}".ShouldNotContain("hunter2");
        error.Remedy.ShouldNotBeNull().ShouldContain("env:NAME");
        (await host.Store.Targets.ReadAsync("instance", [], default).ToListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Providers_DeclaredOnce_AreKnownToEveryProcessAfterwards()
    {
        await using (var host = await park.OpenAsync())
        {
            await host.Providers.SaveAsync(
                new ProviderDeclaration("theirs", Path.Combine(AppContext.BaseDirectory, "Npgsql.dll"), "Npgsql.NpgsqlFactory",
                    "postgresql", "Username"), onlyNew: true, default);
        }

        await using var later = await park.OpenAsync();
        later.Databases.Names.ShouldContain("theirs");
        (await later.Providers.FindAsync("theirs", default)).ChangedBy.ShouldBe(later.Me.ToString());
        await later.Providers.RemoveAsync("THEIRS", default);
        later.Databases.Names.ShouldNotContain("theirs");
    }

    private static async Task<JobSpec> SpecAsync(NetBatchHost host)
    {
        await host.Workflows.SaveAsync(
            new BatchWorkflow { Name = "sales", Query = InstancePark.Query, Parameters = [ParameterText.Parse("window", "WholeNumber=7")] },
            onlyNew: true, default);
        return new JobSpec
        {
            Name = "sales",
            Work = BatchWorkflows.Spec(await host.Workflows.FindAsync("SALES", default), null, allowChange: false, rowLimit: null),
            TargetArgs = BatchWorkflows.TargetArgs(
                InstancePark.Windows.Select(one => KeyValuePair.Create(one.Key, JsonElement.Parse($$"""{"window": {{one.Value}}}""")))),
            Targets = await TargetSelection.ByNameAsync(host.Store.Targets, "instance", ["shop-*"], default),
        };
    }
}
