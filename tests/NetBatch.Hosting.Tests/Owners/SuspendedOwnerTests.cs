using NetBatch.Hosting.Tests.Support;
using NetBatch.Lab;

namespace NetBatch.Hosting.Tests.Owners;

/// <summary>An owner that sleeps longer than its lease, as a suspended machine does, and wakes when another has its job.</summary>
public sealed class SuspendedOwnerTests
{
    private static readonly string[] Lines = [.. Enumerable.Range(1, 8).Select(number => $"ntp server 10.9.0.{number}")];

    [SshdTheory]
    [InlineData("SshNet")]
    [InlineData("OpenSsh")]
    public async Task Owner_StoppedWithChangesOpen_IsNotTakenOverAndGoesOnWhenItWakes(string transport)
    {
        await using var fleet = await Fleet.StartAsync(new LabSpec { Devices = 20, CommandDelay = TimeSpan.FromMilliseconds(150) });
        await using var host = await fleet.OpenAsync();
        await using var first = fleet.Start(["config", .. Lines, "--yes", "-i", fleet.Inventory, "-b", "5", "--transport", transport]);
        var job = await SuspendedWhileChangingAsync(fleet, first);
        var before = (await host.JobAsync(job)).Owner!;

        await using var second = fleet.Start("resume", job);
        var watched = System.Diagnostics.Stopwatch.StartNew();
        (await second.ExitAsync()).ShouldBe(2, second.Text);
        watched.Elapsed.ShouldBeGreaterThan(TimeSpan.FromSeconds(9.9), "a process that only sleeps is given the length of its lease");
        second.Text.ShouldContain($"process {first.Id}");

        first.Continue();
        (await first.ExitAsync()).ShouldBe(0, first.Text);
        (await host.JobAsync(job)).State.ShouldBe(JobState.Completed);
        (await host.RunsAsync(job)).ShouldAllBe(run => run.State == TargetState.Completed);
        Received(fleet).GroupBy(line => (line.Device, line.Text)).ShouldAllBe(line => line.Count() == 1);
        before.ProcessId.ShouldBe(first.Id);
        (await fleet.IntegrityAsync()).ShouldBe("ok");
    }

    [SshdTheory]
    [InlineData("SshNet")]
    [InlineData("OpenSsh")]
    public async Task Owner_StoppedWithChangesOpenAndTakenOverByForce_IsEndedFirst(string transport)
    {
        await using var fleet = await Fleet.StartAsync(new LabSpec { Devices = 20, CommandDelay = TimeSpan.FromMilliseconds(150) });
        await using var host = await fleet.OpenAsync();
        await using var first = fleet.Start(["config", .. Lines, "--yes", "-i", fleet.Inventory, "-b", "5", "--transport", transport]);
        var job = await SuspendedWhileChangingAsync(fleet, first);
        // What had left the owner before it slept is still on its way.
        await Task.Delay(TimeSpan.FromSeconds(2));
        var sessionsOfFirst = fleet.Lab.Counts.TotalSessions;
        var sentByFirst = Received(fleet).Count;

        await using var second = fleet.Start("resume", job, "--take-over");
        (await second.ExitAsync()).ShouldBe(1, second.Text);

        first.HasExited.ShouldBeTrue("the owner before is ended");
        var received = Received(fleet);
        received.Count(line => line.Session <= sessionsOfFirst).ShouldBe(sentByFirst, "nothing came on the old owner's sessions");
        received.GroupBy(line => (line.Device, line.Text)).ShouldAllBe(line => line.Count() == 1);
        var runs = await host.RunsAsync(job);
        runs.ShouldAllBe(run => run.State == TargetState.Completed || run.State == TargetState.OutcomeUnknown, runs.Errors());
        runs.ShouldContain(run => run.State == TargetState.OutcomeUnknown);
        foreach (var run in runs.Where(run => run.State == TargetState.Completed))
        {
            received.Where(line => line.Device == run.Name).Select(line => line.Text).ShouldBe(Lines);
        }

        (await fleet.IntegrityAsync()).ShouldBe("ok");
    }

    [SshdTheory]
    [InlineData("SshNet")]
    [InlineData("OpenSsh")]
    public async Task Owner_StoppedBeyondItsLeaseInAReadingJob_HearsThatAnotherHasIt(string transport)
    {
        await using var fleet = await Fleet.StartAsync(new LabSpec { Devices = 20, CommandDelay = TimeSpan.FromMilliseconds(400) });
        await using var host = await fleet.OpenAsync();
        await using var first =
            fleet.Start(["run", "show version", "show clock", "-i", fleet.Inventory, "-b", "5", "--transport", transport]);
        var job = await first.JobAsync();
        (await Fleet.WithinAsync(TimeSpan.FromSeconds(60), () => fleet.Lab.Counts.TotalSessions > 5)).ShouldBeTrue(
            "the first owner works on devices");
        await SuspendAsync(fleet, first);
        var before = (await host.JobAsync(job)).Owner!;

        await using var second = fleet.Start("resume", job);
        var taken = await host.UntilAsync(job, now => second.HasExited || now.Owner?.ProcessId == second.Id);
        taken.Owner.ShouldNotBeNull(second.Text).Epoch.ShouldBe(before.Epoch + 1);
        first.Continue();

        (await first.ExitAsync()).ShouldBe(4, first.Text);
        first.Lines.Count(line => line.Contains($"Another process ({second.Id} on {Environment.MachineName}) has taken the job {job} over"))
            .ShouldBe(1, first.Text);
        (await second.ExitAsync()).ShouldBe(0, second.Text);
        (await host.JobAsync(job)).State.ShouldBe(JobState.Completed);
        (await host.ResultsAsync(job)).ShouldAllBe(result => result.Success);
        (await fleet.IntegrityAsync()).ShouldBe("ok");
    }

    private static List<ReceivedLine> Received(Fleet fleet) =>
        [.. fleet.Lab.DeviceNames.SelectMany(fleet.Lab.Received).Where(line => Lines.Contains(line.Text))];

    /// <summary>Stops the owner of a job in the middle of its changes; gives the job.</summary>
    private static async Task<string> SuspendedWhileChangingAsync(Fleet fleet, NetBatchProcess owner)
    {
        var job = await owner.JobAsync();
        (await Fleet.WithinAsync(TimeSpan.FromSeconds(60), () => Received(fleet).Count > 10)).ShouldBeTrue("the owner changes devices");
        await SuspendAsync(fleet, owner);
        return job;
    }

    /// <summary>Stops the process at a moment when it does not hold the file's write lock, which it would keep while it sleeps.</summary>
    private static async Task SuspendAsync(Fleet fleet, NetBatchProcess owner)
    {
        for (var tries = 0; tries < 50; tries++)
        {
            await owner.SuspendAsync();
            if (await fleet.IsWritableAsync())
            {
                return;
            }

            owner.Continue();
            await Task.Delay(7);
        }

        throw new InvalidOperationException("The owner was always within a transaction.");
    }
}
