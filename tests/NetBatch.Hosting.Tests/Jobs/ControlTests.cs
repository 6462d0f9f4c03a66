using NetBatch.Hosting.Tests.Support;
using NetBatch.Lab;

namespace NetBatch.Hosting.Tests.Jobs;

/// <summary>Stop, pause and resume, each asked for by another process than the one that runs the job.</summary>
public sealed class ControlTests
{
    [SshdFact]
    public async Task Stop_FromAnotherProcess_EndsAfterTheBatch()
    {
        await using var fleet = await StartAsync();
        await using var owner = Run(fleet);
        var job = await owner.JobAsync();
        await using var host = await fleet.OpenAsync();
        await host.UntilAsync(job, now => now.Counts.InFlight > 0);

        var (exit, text) = await fleet.RunAsync("stop", job);
        exit.ShouldBe(0, text);
        text.ShouldContain("after its batch");
        (await owner.ExitAsync()).ShouldBe(3, owner.Text);

        var ended = await host.JobAsync(job);
        (ended.State, ended.EndReason).ShouldBe((JobState.Stopped, EndReason.Stop));
        var batches = await host.Store.ReadBatchesAsync(job, CancellationToken.None);
        var done = batches.TakeWhile(batch => batch.State == BatchState.Completed).Count();
        done.ShouldBeInRange(1, 3, "the batch that ran was finished, and the rest was not begun");
        batches.Skip(done).ShouldAllBe(batch => batch.State == BatchState.Stopped && batch.Counts.Stopped == batch.Size);
        fleet.Lab.Counts.TotalSessions.ShouldBe(done * 5);
        await NothingIsLeftAsync(fleet);
    }

    [SshdFact]
    public async Task StopNow_FromAnotherProcess_EndsWhatRunsWithinSeconds()
    {
        await using var fleet = await StartAsync("hang=show clock");
        await using var owner = Run(fleet);
        var job = await owner.JobAsync();
        await using var host = await fleet.OpenAsync();
        await host.UntilAsync(job,
            _ => fleet.Lab.DeviceNames.Take(5).All(name => fleet.Lab.Received(name).Any(line => line.Text == "show clock")));

        var asked = System.Diagnostics.Stopwatch.StartNew();
        (await fleet.RunAsync("stop", job, "--now")).Exit.ShouldBe(0);
        (await owner.ExitAsync()).ShouldBe(3, owner.Text);
        asked.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20), "the devices' silence would have lasted a minute");

        (await host.JobAsync(job)).State.ShouldBe(JobState.Stopped);
        var runs = await host.RunsAsync(job);
        runs.ShouldAllBe(run => run.State == TargetState.Stopped, runs.Errors());
        fleet.Lab.Counts.TotalSessions.ShouldBe(5);
        await NothingIsLeftAsync(fleet);
    }

    [SshdFact]
    public async Task Pause_FromAnotherProcess_HoldsAtTheWallAndIsResumedByAThird()
    {
        await using var fleet = await StartAsync();
        await using var owner = Run(fleet);
        var job = await owner.JobAsync();
        await using var host = await fleet.OpenAsync();
        await host.UntilAsync(job, now => now.Counts.InFlight > 0);

        (await fleet.RunAsync("pause", job)).Exit.ShouldBe(0);
        (await owner.ExitAsync()).ShouldBe(4, owner.Text);
        var paused = await host.JobAsync(job);
        paused.State.ShouldBe(JobState.Paused);
        (paused.Counts.Completed % 5).ShouldBe(0, "a pause after the batch stands at a wall");
        paused.Counts.Completed.ShouldBeInRange(5, 15);
        fleet.Lab.Counts.TotalSessions.ShouldBe(paused.Counts.Completed);
        await NothingIsLeftAsync(fleet);

        var (exit, text) = await fleet.RunAsync("resume", job);
        exit.ShouldBe(0, text);
        (await host.JobAsync(job)).State.ShouldBe(JobState.Completed);
        (await host.AttemptsAsync(job)).Count.ShouldBe(20, "no device was begun twice");
    }

    [SshdFact]
    public async Task PauseAndResume_OfAnOwnerThatLives_AreHeardThere()
    {
        await using var fleet = await StartAsync();
        await using var host = await fleet.OpenAsync();
        var job = (await host.Jobs.StartAsync(Spec(fleet), CancellationToken.None)).Id;
        (await fleet.RunAsync("pause", job, "--now")).Exit.ShouldBe(0);
        var paused = await host.UntilAsync(job, now => now.State == JobState.Paused);
        paused.Counts.InFlight.ShouldBe(0);
        paused.Counts.Pending.ShouldBeGreaterThan(0);
        var owner = paused.Owner!;

        var (exit, text) = await fleet.RunAsync("resume", job);
        exit.ShouldBe(0, text);
        var ended = await host.JobAsync(job);
        ended.State.ShouldBe(JobState.Completed);
        (await host.Store.ReadHistoryAsync(job, 0, CancellationToken.None).ToListAsync())
            .Count(record => record.What == "taken").ShouldBe(1, $"process {owner.ProcessId} went on with its own job");
    }

    [SshdFact]
    public async Task Terminate_OfTheOwner_DisconnectsAndLeavesTheJobResumable()
    {
        await using var fleet = await StartAsync("hang=show clock");
        await using var owner = Run(fleet);
        var job = await owner.JobAsync();
        await using var host = await fleet.OpenAsync();
        await host.UntilAsync(job, _ => fleet.Lab.Received("r1").Any(line => line.Text == "show clock"));

        var asked = System.Diagnostics.Stopwatch.StartNew();
        owner.Terminate();
        (await owner.ExitAsync()).ShouldBe(4, owner.Text);
        asked.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10), "five seconds, and as many for a machine that is busy");
        await NothingIsLeftAsync(fleet);
        var left = await host.JobAsync(job);
        (left.State, left.Owner).ShouldBe((JobState.Interrupted, null));
        left.Counts.Interrupted.ShouldBe(5);
        fleet.Lab.DeviceNames.ToList().ForEach(name => fleet.Lab.ClearFault(name));

        var (exit, text) = await fleet.RunAsync("resume", job);
        exit.ShouldBe(0, text);
        (await host.JobAsync(job)).Counts.Completed.ShouldBe(20);
    }

    private static Task<Fleet> StartAsync(string? fault = null) => Fleet.StartAsync(new LabSpec
    {
        Devices = 20,
        CommandDelay = TimeSpan.FromMilliseconds(250),
        Faults = fault is null
            ? new Dictionary<string, IReadOnlyList<LabFault>>()
            : Enumerable.Range(1, 20).ToDictionary(number => $"r{number}", _ => (IReadOnlyList<LabFault>)[LabFault.Parse(fault)]),
    });

    private static NetBatchProcess Run(Fleet fleet) => fleet.Start("run", "show version", "show clock", "-i", fleet.Inventory, "-b", "5");

    private static JobSpec Spec(Fleet fleet) => new()
    {
        Name = "here",
        Work = new WorkSpec("command", 1,
            System.Text.Json.JsonSerializer.SerializeToElement(new { commands = (string[])["show version", "show clock"] })),
        Rules = new JobRules { BatchSize = BatchSize.Parse("5") },
        Targets = fleet.Lab.Devices(),
    };

    private static async Task NothingIsLeftAsync(Fleet fleet) =>
        (await Fleet.WithinAsync(TimeSpan.FromSeconds(5),
            () => fleet.Lab.Counts is { CurrentSessions: 0, CurrentConnections: 0 })).ShouldBeTrue($"{fleet.Lab.Counts}");
}
