using System.Diagnostics;
using System.Text.Json;
using NetBatch.Store.Sqlite;

namespace NetBatch.Engine.Bench;

/// <summary>
/// What engine and store add to a target: targets one after the other with work that takes no time, beside two fdatasyncs of the
/// same disk in the same run. A target is told ended when its end is durable.
/// </summary>
internal static class LatencyBench
{
    private const int Targets = 300;
    private const int Rounds = 5;

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("netbatch-bench").FullName;
        try
        {
            var options = new SqliteStoreOptions { Path = Path.Combine(folder, "netbatch.db") };
            await using var store = await SqliteJobStore.OpenAsync(options, default);
            var found = new List<(double Target, double Syncs)>();
            for (var round = 0; round <= Rounds; round++)
            {
                found.Add((await TargetsAsync(store), Syncs(folder)));
            }

            // The first round compiles.
            var ours = Median(found.Skip(1).Select(one => one.Target));
            var syncs = Median(found.Skip(1).Select(one => one.Syncs));
            Console.WriteLine($"a target: {ours:0.00} ms; two fdatasyncs {syncs:0.00} ms; added {ours - syncs:0.00} ms");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<double> TargetsAsync(SqliteJobStore store)
    {
        var catalog = new WorkCatalog([new NoWork()]);
        var me = new Requester("bench", Environment.MachineName, Environment.ProcessId, "bench");
        var targets = Enumerable.Range(1, Targets)
            .Select(Target (number) => new Device
            {
                Id = $"r{number}", Name = $"r{number}", Address = $"10.0.{number >> 8}.{number & 255}", Platform = "cisco_ios",
            })
            .ToArray();
        var spec = new JobSpec
        {
            Name = "latency",
            Work = new WorkSpec("none", 1, JsonSerializer.SerializeToElement(new { })),
            Rules = new JobRules { BatchSize = BatchSize.Parse("0"), ThrottleLimit = 1 },
            Targets = targets,
        };
        var job = await store.CreateAsync(spec, new JobValidator(catalog).Plan(spec), me, default);
        var executor = new LocalExecutor(catalog, new NoSecrets(), TimeProvider.System);
        var runner = new JobRunner(store, catalog, executor, _ => Task.CompletedTask, TimeProvider.System, Random.Shared);
        var ownership = (await store.TakeAsync(job.Id, me, false, default))!;
        var clock = Stopwatch.StartNew();
        await runner.RunAsync(ownership, null, default);
        return clock.Elapsed.TotalMilliseconds / Targets;
    }

    private static double Syncs(string folder)
    {
        using var file = new FileStream(Path.Combine(folder, "syncs"), FileMode.Create, FileAccess.Write, FileShare.None, 1);
        var page = new byte[4096];
        var clock = Stopwatch.StartNew();
        for (var turn = 0; turn < 2 * Targets; turn++)
        {
            file.Write(page);
            file.Flush(flushToDisk: true);
        }

        return clock.Elapsed.TotalMilliseconds / Targets;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
