using NetBatch.Hosting.Tests.Support;
using NetBatch.Lab;

namespace NetBatch.Hosting.Tests.Jobs;

/// <summary>A job's own process and the memory that it may use.</summary>
public sealed class MemoryTests
{
    private const long Most = 64L << 20;

    [SshdFact]
    public async Task Detach_WithMaxMemory_LimitsItsHeapAndTakesOutputsLargerThanIt()
    {
        await using var fleet = await Fleet.StartAsync(new LabSpec { Devices = 5, TechSupportBytes = 15_000_000 });
        await using var starter = fleet.Start("run", "show tech-support", "-i", fleet.Inventory, "-b", "5", "--detach", "--max-memory",
            "64MB");
        var job = await starter.JobAsync();
        (await starter.ExitAsync()).ShouldBe(0, starter.Text);
        await using var host = await fleet.OpenAsync();
        var owner = (await host.JobAsync(job)).Owner.ShouldNotBeNull();
        // What the process was started with, and that the runtime took it: it reserves addresses by the limit, and by the machine's memory
        // without one.
        (await File.ReadAllTextAsync($"/proc/{owner.ProcessId}/environ")).Split('\0').ShouldContain("DOTNET_GCHeapHardLimit=4000000");
        AddressSpace(owner.ProcessId).ShouldBeLessThan(AddressSpace(Environment.ProcessId) / 3);

        var ended = await host.UntilAsync(job, now => now.State == JobState.Paused || now.State.IsFinal());
        (ended.State, ended.Counts.Completed).ShouldBe((JobState.Completed, 5), ended.Message);
        // Outputs go to the store as they come.
        (await host.Store.ReadResultsAsync(new ResultFilter { JobId = job, WithOutput = false }, CancellationToken.None).ToListAsync()).Sum(
            result => result.OutputBytes).ShouldBeGreaterThan(Most);
    }

    [SshdFact]
    public async Task RunAsync_NearTheLimit_PausesForThatReasonAndGoesOnWhenResumed()
    {
        await using var fleet = await Fleet.StartAsync(new LabSpec { Devices = 8, CommandDelay = TimeSpan.FromMilliseconds(300) });
        await using var starter = fleet.Start("run", "show version", "show clock", "-i", fleet.Inventory, "-b", "2", "--detach",
            "--max-memory", "64MB");
        var job = await starter.JobAsync();
        (await starter.ExitAsync()).ShouldBe(0, starter.Text);
        await using var host = await fleet.OpenAsync();
        using var end = new CancellationTokenSource();
        // 85 % of 64 MiB is near; below it nothing happens.
        var used = (long)(Most * 0.84);
        var readings = 0;
        var watch = MemoryWatch.RunAsync(
            host,
            job,
            () =>
            {
                Interlocked.Increment(ref readings);
                return Interlocked.Read(ref used);
            },
            end.Token);
        (await Fleet.WithinAsync(TimeSpan.FromSeconds(20), () => Volatile.Read(ref readings) > 0)).ShouldBeTrue();
        (await host.JobAsync(job)).State.ShouldBe(JobState.Running);
        Interlocked.Exchange(ref used, (long)(Most * 0.86));
        var paused = await host.UntilAsync(job, now => now.State == JobState.Paused || now.State.IsFinal());
        (paused.State, paused.EndReason).ShouldBe((JobState.Paused, EndReason.Memory));
        paused.Counts.Completed.ShouldBeLessThan(8);
        (await fleet.RunAsync("status", job)).Text.ShouldContain("came near the memory that it may use, 64 MiB");
        Interlocked.Exchange(ref used, 0);
        (await fleet.RunAsync("resume", job)).Exit.ShouldBe(0);
        var ended = await host.UntilAsync(job, now => now.State.IsFinal());
        (ended.State, ended.EndReason, ended.Counts.Completed).ShouldBe((JobState.Completed, EndReason.Done, 8));
        await end.CancelAsync();
        await watch;
    }

    /// <summary>Bytes of address space of a process.</summary>
    private static long AddressSpace(int process) =>
        1024 * long.Parse(
            File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmSize:", StringComparison.Ordinal))
                .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1],
            System.Globalization.CultureInfo.InvariantCulture);
}
