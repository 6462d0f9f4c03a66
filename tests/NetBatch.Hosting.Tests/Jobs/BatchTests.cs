using System.Text.Json;
using NetBatch.Hosting.Tests.Support;
using NetBatch.Lab;

namespace NetBatch.Hosting.Tests.Jobs;

/// <summary>Sixty devices in batches of ten, counted from the devices' side.</summary>
public sealed class BatchTests
{
    [SshdFact]
    public async Task Job_OfSixtyDevicesByTen_KeepsThrottleAndWallsAndReportsTheTwoThatAreIll()
    {
        await using var fleet = await Fleet.StartAsync(new LabSpec
        {
            Devices = 60,
            CommandDelay = TimeSpan.FromMilliseconds(100),
            Faults = new Dictionary<string, IReadOnlyList<LabFault>> { ["r7"] = [LabFault.Parse("hang=show version")],
                ["r23"] = [LabFault.Parse("refuse")] },
        });
        var devices = fleet.Lab.Devices();
        await using var host = await fleet.OpenAsync();
        await using var onlooker = await fleet.OpenAsync();
        using var over = new CancellationTokenSource();
        var sampling = ConnectionSamples.TakeAsync(fleet.Lab,
            [.. devices.Chunk(10).Select(batch => batch.Select(device => device.Name).ToArray())], over.Token);

        var job = await host.Jobs.StartAsync(Spec(devices), CancellationToken.None);
        job.TotalTargets.ShouldBe(60);
        job.TotalBatches.ShouldBe(6);
        var seen = await WatchAsync(onlooker, job.Id);
        await over.CancelAsync();
        var samples = await sampling;

        var ended = await onlooker.JobAsync(job.Id);
        var runs = await onlooker.RunsAsync(job.Id);
        ended.State.ShouldBe(JobState.Partial, runs.Errors());
        runs.Count(run => run.State == TargetState.Completed).ShouldBe(58);
        var hung = runs.Single(run => run.Name == "r7");
        (hung.State, hung.Error!.Code).ShouldBe((TargetState.Failed, ErrorCode.PromptTimeout));
        var refused = runs.Single(run => run.Name == "r23");
        (refused.State, refused.Error!.Code, refused.Attempts).ShouldBe((TargetState.ConnectionFailed, ErrorCode.ConnectionRefused, 2));
        runs.Select(run => run.Batch).ShouldBe(Enumerable.Range(0, 60).Select(index => (index / 10) + 1));

        fleet.Lab.Counts.MaxConnections.ShouldBeInRange(2, 10, "the lab's own count of the most connections at one moment");
        samples.Most.ShouldBeInRange(2, 10);
        samples.BatchesSeen.ShouldBe([1, 2, 3, 4, 5, 6], "or the samples prove nothing of the walls");
        samples.AcrossWalls.ShouldBeEmpty();
        fleet.Lab.Counts.TotalSessions.ShouldBe(59);
        (await Fleet.WithinAsync(TimeSpan.FromSeconds(5), () => fleet.Lab.Counts.CurrentConnections == 0)).ShouldBeTrue();

        seen.States.ShouldBeSubsetOf([TargetState.Waiting, TargetState.Connecting, TargetState.Connected, TargetState.Executing,
            TargetState.Disconnecting]);
        seen.States.ShouldContain(TargetState.Connecting);
        seen.States.ShouldContain(TargetState.Executing);
        seen.Positions.ShouldBe(
            Enumerable.Range(0, 6).Select(index => $"Batch {index + 1} of 6, devices {(index * 10) + 1}-{(index * 10) + 10}"));
        seen.MostInFlight.ShouldBeInRange(2, 10);
        (await onlooker.Store.ReadBatchesAsync(job.Id, CancellationToken.None)).Select(batch => batch.State)
            .ShouldBe([BatchState.Partial, BatchState.Completed, BatchState.Partial, BatchState.Completed, BatchState.Completed,
                BatchState.Completed]);
        var results = await onlooker.ResultsAsync(job.Id);
        results.Count(result => result.Success).ShouldBe(58);
        results.Where(result => result.Success).ShouldAllBe(result => result.Output!.Contains(result.Name + " uptime is"));
    }

    private static JobSpec Spec(IReadOnlyList<Target> devices) => new()
    {
        Name = "sixty",
        Work = new WorkSpec("command", 1, JsonSerializer.SerializeToElement(new { commands = (string[])["show version"] })),
        Rules = new JobRules { BatchSize = BatchSize.Parse("10"), StepTimeout = TimeSpan.FromSeconds(4),
            RetryDelay = TimeSpan.FromSeconds(1) },
        Targets = devices,
    };

    /// <summary>Looks on through the store, as another process would, until the job has ended.</summary>
    private static async Task<(HashSet<TargetState> States, List<string> Positions, int MostInFlight)> WatchAsync(NetBatchHost onlooker,
        string job)
    {
        HashSet<TargetState> states = [];
        List<string> positions = [];
        var most = 0;
        while (true)
        {
            var status = await onlooker.Jobs.StatusAsync(job, false, CancellationToken.None);
            states.UnionWith(status.Targets.Select(run => run.State));
            most = Math.Max(most, status.Targets.Count);
            if (status.Position.Length > 0 && !positions.Contains(status.Position))
            {
                positions.Add(status.Position);
            }

            if (status.State.IsFinal())
            {
                return (states, positions, most);
            }

            await Task.Delay(5);
        }
    }
}
