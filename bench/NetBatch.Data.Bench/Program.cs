using System.Diagnostics;
using Microsoft.Data.Sqlite;
using NetBatch;
using NetBatch.Data.Bench;
using NetBatch.Data.Workflows;
using NetBatch.Hosting;

// One workflow on 100 instances: how long its batch takes to be made and its status to be read, and how fast rows get into the store.
// The peers: bare SQLite that makes 100 rows durable (the floor of anything that survives a crash), and 100 ThreadJobs of PowerShell,
// which are made in memory only. Comparisons and exports are measured beside their peers by bench/data/data.sh.
var folder = Directory.CreateTempSubdirectory("netbatch-bench").FullName;
try
{
    await using var host =
        await NetBatchHost.OpenAsync(new HostOptions { StorePath = Path.Combine(folder, "netbatch.db"), Program = "bench" }, default);
    var million = Path.Combine(folder, "million.db");
    Bare.Execute(million,
        "CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT, price REAL); WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c "
            + "WHERE i < 1000000) INSERT INTO t SELECT i, 'item ' || i, i * 0.25 FROM c");
    DatabaseInstance[] instances = [
        .. Enumerable.Range(1, 100)
            .Select(number => new DatabaseInstance { Id = $"i{number}", Name = $"i{number}", Provider = "sqlite", Connection = million })];
    await host.Workflows.SaveAsync(
        new BatchWorkflow { Name = "bench", Query = "SELECT id, name, price FROM t WHERE id <= @most",
            Parameters = [ParameterText.Parse("most", "WholeNumber=10")] }, onlyNew: true, default);
    var workflow = await host.Workflows.FindAsync("bench", default);
    JobSpec Spec(int most, int count) => new()
    {
        Name = "bench",
        Work = BatchWorkflows.Spec(workflow, System.Text.Json.JsonElement.Parse($$"""{"most":{{most}}}"""), false, null),
        Targets = instances[..count],
    };

    var create = await Timing.MedianAsync(60, () => host.Jobs.CreateAsync(Spec(10, 100), default));
    var createProcessor = Timing.Processor;
    var kept = await host.Jobs.CreateAsync(Spec(10, 100), default);
    var status = await Timing.MedianAsync(200, () => host.Jobs.StatusAsync(kept.Id, detailed: true, default));
    var statusProcessor = Timing.Processor;
    var bare = await Bare.InsertAsync(Path.Combine(folder, "bare.db"));
    var threadJobs = await Bare.ThreadJobsAsync();
    Console.WriteLine($"creation of a 100-instance batch: {create.TotalMilliseconds:0.0} ms (median of 60; "
        + $"{createProcessor.TotalMilliseconds:0.0} ms of processor); bare SQLite, 100 rows durable: "
        + $"{bare.TotalMilliseconds:0.0} ms, ratio {create / bare:0.0}"
        + (threadJobs is { } jobs ? $"; 100 ThreadJobs of PowerShell: {jobs.TotalMilliseconds:0.0} ms, ratio {create / jobs:0.00}" : ""));
    Console.WriteLine($"status with all 100 instances: {status.TotalMilliseconds:0.0} ms (median of 200; "
        + $"{statusProcessor.TotalMilliseconds:0.0} ms of processor)");

    var clock = Stopwatch.StartNew();
    var small = await host.Jobs.StartAsync(Spec(10, 100), default);
    await host.Jobs.WaitAsync(small.Id, default);
    Console.WriteLine($"100 instances, 10 rows each: {clock.Elapsed.TotalSeconds:0.00} s, "
        + $"{(await host.Store.GetAsync(small.Id, default)).Counts}");

    GC.Collect();
    var before = Process.GetCurrentProcess().WorkingSet64;
    clock.Restart();
    var large = await host.Jobs.StartAsync(Spec(1_000_000, 1), default);
    await host.Jobs.WaitAsync(large.Id, default);
    var took = clock.Elapsed;
    var peak = Process.GetCurrentProcess().PeakWorkingSet64;
    Console.WriteLine($"1,000,000 rows into the store: {took.TotalSeconds:0.00} s, "
        + $"{(await host.Store.GetAsync(large.Id, default)).Counts}; peak {(peak - before) >> 20} MiB above where it began");
}
finally
{
    SqliteConnection.ClearAllPools();
    Directory.Delete(folder, recursive: true);
}
