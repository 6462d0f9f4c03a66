using NetBatch.Hosting.Tests.Support;
using NetBatch.Lab;
using NetBatch.Testing;

namespace NetBatch.Hosting.Tests.Jobs;

/// <summary>The system's clock is set while a job runs. libfaketime is the judge: it changes the time of day of the whole program and
/// leaves the monotonic clock alone, as settimeofday(2) does.</summary>
public sealed class SetClockTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    [FaketimeTheory]
    [InlineData("-1d")]
    [InlineData("+1d")]
    public async Task Clock_IsSetWhileAJobRuns_NoDurationAndNoOrderChanges(string by)
    {
        await using var fleet = await Fleet.StartAsync(new LabSpec { Devices = 4, CommandDelay = TimeSpan.FromMilliseconds(200) });
        var clock = Path.Combine(fleet.Folder, "clock");
        await File.WriteAllTextAsync(clock, "+0");
        await using var run = NetBatchProcess.Start(
            ["--store", fleet.Store, "run", "show version", "show clock", "-b", "1", "-i", fleet.Inventory],
            new Dictionary<string, string>
            {
                ["LD_PRELOAD"] = FaketimeTheoryAttribute.Library!,
                ["FAKETIME_TIMESTAMP_FILE"] = clock,
                ["FAKETIME_NO_CACHE"] = "1",
                ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
                ["DONT_FAKE_MONOTONIC"] = "1",
            });
        await run.LineAsync(line => line.StartsWith("Batch 1 of 4", StringComparison.Ordinal));
        await File.WriteAllTextAsync(clock, by);
        (await run.ExitAsync()).ShouldBe(0, run.Text);

        await using var host = await fleet.OpenAsync();
        var job = (await host.JobsAsync()).Single();
        var status = await host.Jobs.StatusAsync(job.Id, detailed: true, default);
        status.Elapsed.ShouldBeInRange(TimeSpan.FromSeconds(1), Longest);
        status.Batches.ShouldAllBe(batch => batch.Duration > TimeSpan.Zero && batch.Duration < Longest);
        status.Targets.ShouldAllBe(target => target.Duration > TimeSpan.Zero && target.Duration < Longest);
        status.Batches.Select(batch => batch.StartedAt).ShouldBe(status.Batches.Select(batch => batch.StartedAt).Order());
        run.Text.ShouldNotContain("1 d");
        run.Text.ShouldNotContain("24:");
        run.Text.ShouldNotContain(" -");
    }
}
