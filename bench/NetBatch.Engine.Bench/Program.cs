using System.Diagnostics;
using System.Text.Json;
using NetBatch;
using NetBatch.Engine.Bench;
using NetBatch.Store.Sqlite;

// rows [N]: rows as one stream, beside CsvHelper; latency: what engine and store add to a target. Without arguments:
if (args is ["rows", ..])
{
    await RowBench.RunAsync(args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 1_000_000);
    return;
}

if (args is ["latency"])
{
    await LatencyBench.RunAsync();
    return;
}

// Plans 100,000 targets, then runs them on a real store with work that takes no time, and watches memory.
const int Count = 100_000;
var targets = Enumerable.Range(1, Count)
    .Select(number => (Target)new Device
    {
        Id = $"r{number}", Name = $"r{number}", Address = $"10.{number >> 16}.{(number >> 8) & 255}.{number & 255}", Platform = "cisco_ios",
        Labels = new Dictionary<string, string> { ["site"] = $"s{number % 500}", ["pair"] = $"p{number / 2}" },
    })
    .ToArray();
var rules = new JobRules { BatchSize = BatchSize.Parse("1,10%,5000"), ThrottleLimit = 2000, NeverTogether = ["pair"] };

Planner.Plan(targets, rules);
var clock = Stopwatch.StartNew();
var plan = Planner.Plan(targets, rules);
Console.WriteLine($"plan of {Count:N0} targets with NeverTogether: {clock.Elapsed.TotalSeconds:0.000} s, {plan.Batches.Count} batches");

var folder = Directory.CreateTempSubdirectory("netbatch-bench").FullName;
try
{
    await using var store = await SqliteJobStore.OpenAsync(new SqliteStoreOptions { Path = Path.Combine(folder, "netbatch.db") }, default);
    var catalog = new WorkCatalog([new NoWork()]);
    var me = new Requester("bench", Environment.MachineName, Environment.ProcessId, "bench");
    var spec = new JobSpec { Name = "bench", Work = new WorkSpec("none", 1, JsonSerializer.SerializeToElement(new { })), Rules = rules,
        Targets = targets };
    clock.Restart();
    var job = await store.CreateAsync(spec, new JobValidator(catalog).Plan(spec), me, default);
    Console.WriteLine($"create: {clock.Elapsed.TotalSeconds:0.00} s");
    var runner = new JobRunner(store, catalog, new LocalExecutor(catalog, new NoSecrets(), TimeProvider.System), _ => Task.CompletedTask,
        TimeProvider.System, Random.Shared);
    clock.Restart();
    var run = runner.RunAsync((await store.TakeAsync(job.Id, me, false, default))!, null, default);
    while (!run.IsCompleted)
    {
        await Task.WhenAny(run, Task.Delay(TimeSpan.FromSeconds(5)));
        var now = (await store.FindAsync(job.Id, default))!;
        Console.WriteLine($"{clock.Elapsed.TotalSeconds,6:0.0} s  {now.Percent,3} %  managed memory {GC.GetTotalMemory(true) >> 20} MiB");
    }

    Console.WriteLine($"run: {await run}, {Count / clock.Elapsed.TotalSeconds:N0} targets a second");
}
finally
{
    Directory.Delete(folder, recursive: true);
}
