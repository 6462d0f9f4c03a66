using System.Diagnostics;
using System.Globalization;
using NetBatch.Hosting.Tests.Support;
using NetBatch.Lab;

namespace NetBatch.Hosting.Tests.Owners;

/// <summary>
/// Four processes that start, stop, retry and read jobs on one store, for 20 s, or for as many as NETBATCH_CROWD_SECONDS says.
/// </summary>
public sealed class CrowdTests
{
    private const string Device = "r1";

    [SshdFact]
    public async Task FourProcesses_OnOneStore_ShowNoLockErrorAndLoseNoUpdate()
    {
        var seconds = int.TryParse(Environment.GetEnvironmentVariable("NETBATCH_CROWD_SECONDS"), CultureInfo.InvariantCulture,
            out var given) ? given : 20;
        await using var fleet = await Fleet.StartAsync(new LabSpec { Devices = 8, CommandDelay = TimeSpan.FromMilliseconds(100) });
        (await fleet.RunAsync("devices", "import", fleet.Inventory)).Exit.ShouldBe(0);
        await using var host = await fleet.OpenAsync();
        var clock = Stopwatch.StartNew();
        Crowd crowd = new(fleet, host, () => clock.Elapsed.TotalSeconds < seconds);

        await Task.WhenAll(
            crowd.RepeatAsync(crowd.StartAsync),
            crowd.RepeatAsync(crowd.StopAsync),
            crowd.RepeatAsync(crowd.RetryAsync),
            crowd.RepeatAsync(crowd.ReadAsync));

        crowd.Wrong.ShouldBeEmpty();
        (await fleet.IntegrityAsync()).ShouldBe("ok");
        var jobs = await host.JobsAsync();
        jobs.Count.ShouldBeGreaterThan(seconds / 10);
        foreach (var job in jobs)
        {
            job.State.IsFinal().ShouldBeTrue($"{job.Id} is {job.State}");
            // What the counts say and what the targets say is written apart; a lost update would part them.
            var runs = await host.RunsAsync(job.Id);
            job.Counts.ShouldBe(runs.Aggregate(TargetCounts.None, (counts, run) => counts.With(run.State, 1)), job.Id);
            var attempts = await host.AttemptsAsync(job.Id);
            foreach (var run in runs)
            {
                attempts.Where(attempt => attempt.Number == run.Number).Select(attempt => attempt.Attempt)
                    .ShouldBe(Enumerable.Range(1, run.Attempts), $"{job.Id} {run.Name}");
            }
        }

        // The changes of one device never ran beside each other: by the device's own account every session that configured ended before the
        // next began.
        crowd.Steps.ShouldBeGreaterThan(seconds / 4);
    }

    /// <summary>Two processes that change one device at the same time: the second is refused, or waits where it is told to.</summary>
    [SshdFact]
    public async Task TwoProcesses_ChangeOneDevice_OneAfterTheOther()
    {
        await using var fleet = await Fleet.StartAsync(new LabSpec { Devices = 2, CommandDelay = TimeSpan.FromSeconds(1) });
        await fleet.RunAsync("devices", "import", fleet.Inventory);
        await using var first = fleet.Start("config", "ntp server 10.0.0.1", "ntp server 10.0.0.2", "ntp server 10.0.0.3", "--device",
            Device, "--yes", "-q");
        var job = await first.JobAsync();
        await using var host = await fleet.OpenAsync();
        (await Fleet.WithinAsync(TimeSpan.FromSeconds(20),
            async () => (await host.RunsAsync(job))[0].State == TargetState.Executing)).ShouldBeTrue();

        var (exit, _) = await fleet.RunAsync("config", "ntp server 10.0.0.8", "--device", Device, "--yes", "-q");
        var (waited, text) =
            await fleet.RunAsync("config", "ntp server 10.0.0.9", "--device", Device, "--yes", "-q", "--lock-timeout", "60");

        (await first.ExitAsync()).ShouldBe(0, first.Text);
        (exit, waited).ShouldBe((1, 0), text);
        var jobs = await host.JobsAsync();
        (await host.RunsAsync(jobs.OrderBy(one => one.CreatedAt).ElementAt(1).Id))[0].Error!.Code.ShouldBe(ErrorCode.DeviceLocked);
        fleet.Lab.Received(Device).Select(line => line.Text).Where(line => line.StartsWith("ntp", StringComparison.Ordinal))
            .ShouldBe(["ntp server 10.0.0.1", "ntp server 10.0.0.2", "ntp server 10.0.0.3", "ntp server 10.0.0.9"]);
    }

    /// <summary>Two rows of an inventory for one device, by its address and by a name of it, are never changed at once.</summary>
    [SshdFact]
    public async Task TwoNamesOfOneDevice_AreChangedByOneAtATime()
    {
        await using var fleet = await Fleet.StartAsync(new LabSpec { Devices = 1, CommandDelay = TimeSpan.FromSeconds(1) });
        var device = fleet.Lab.Devices(null)[0];
        fleet.WriteInventory([device, device with { Id = "other", Name = "other", Address = "localhost" }]);
        var (imported, said) = await fleet.RunAsync("devices", "import", fleet.Inventory);
        imported.ShouldBe(0, said);
        await using var first = fleet.Start("config", "ntp server 10.0.0.1", "ntp server 10.0.0.2", "ntp server 10.0.0.3", "--device",
            device.Name, "--yes", "-q");
        var job = await first.JobAsync();
        await using var host = await fleet.OpenAsync();
        (await Fleet.WithinAsync(TimeSpan.FromSeconds(20),
            async () => (await host.RunsAsync(job))[0].State == TargetState.Executing)).ShouldBeTrue();

        var (exit, text) = await fleet.RunAsync("config", "ntp server 10.0.0.8", "--device", "other", "--yes", "-q");

        exit.ShouldBe(1, text);
        var second = (await host.JobsAsync()).Single(one => one.Id != job);
        (await host.RunsAsync(second.Id))[0].Error!.Code.ShouldBe(ErrorCode.DeviceLocked);
        (await first.ExitAsync()).ShouldBe(0, first.Text);
    }

    private sealed class Crowd(Fleet fleet, NetBatchHost host, Func<bool> goesOn)
    {
        // What one process may rightly be told because of another: it came too late, or just then.
        private static readonly string[] Rightly = ["has ended", "nothing to retry", "Another process runs the job",
            "only a job that has ended", "Nobody runs the job", "There is no job"];

        private readonly Lock gate = new();
        private int steps;

        public List<string> Wrong { get; } = [];

        public int Steps => steps;

        public async Task RepeatAsync(Func<Random, Task> step)
        {
            for (var random = new Random(step.Method.Name.Length); goesOn();)
            {
                await step(random);
                Interlocked.Increment(ref steps);
            }
        }

        public Task StartAsync(Random random) => random.Next(3) == 0
            ? RunAsync("config", $"ntp server 10.0.0.{random.Next(200)}", "--device", Device, "--yes", "-q", "--lock-timeout", "30")
            : RunAsync("run", "show version", "--device", "r*", "-b", $"{random.Next(1, 5)}", "-q");

        public async Task StopAsync(Random random)
        {
            if (await AnyAsync(random, job => !job.State.IsFinal()) is { } job)
            {
                await RunAsync("stop", job.Id);
            }
            else
            {
                await RunAsync("run", "show clock", "--device", "r2", "r3", "-q");
            }
        }

        public async Task RetryAsync(Random random)
        {
            if (await AnyAsync(random, job => job.State is JobState.Stopped or JobState.Partial or JobState.Failed) is { } job)
            {
                await RunAsync("retry", job.Id);
            }
            else
            {
                await RunAsync("run", "show clock", "--device", "r4", "r5", "-q");
            }
        }

        public async Task ReadAsync(Random random)
        {
            await RunAsync("jobs", "--first", "50");
            if (await AnyAsync(random, _ => true) is { } job)
            {
                await RunAsync(random.Next(2) == 0 ? ["results", job.Id] : ["status", job.Id, "--detailed"]);
            }
        }

        private async Task<BatchJob?> AnyAsync(Random random, Func<BatchJob, bool> which)
        {
            var jobs = (await host.JobsAsync()).Where(which).ToArray();
            return jobs.Length == 0 ? null : jobs[random.Next(jobs.Length)];
        }

        private async Task RunAsync(params string[] arguments)
        {
            var (exit, text) = await fleet.RunAsync(arguments);
            var isWrong = text.Contains("lock", StringComparison.OrdinalIgnoreCase)
                && !text.Contains("is locked by another job", StringComparison.Ordinal)
                && !text.Contains("show clock", StringComparison.Ordinal)
                || text.Contains("busy", StringComparison.OrdinalIgnoreCase) || text.Contains("Unhandled", StringComparison.Ordinal)
                || text.Contains("   at ", StringComparison.Ordinal)
                || (exit is 2 && !Rightly.Any(word => text.Contains(word, StringComparison.Ordinal))) || exit is 5 or > 5;
            if (isWrong)
            {
                lock (gate)
                {
                    Wrong.Add($"netbatch {string.Join(' ', arguments)} => {exit}: {text}");
                }
            }
        }
    }
}
