using NetBatch.Hosting.Tests.Support;
using NetBatch.Lab;
using NetBatch.Testing;

namespace NetBatch.Hosting.Tests.Remediations;

/// <summary>The two ways back that IOS has: its timer where the config has an archive, its checkpoint else.</summary>
public sealed class IosSafetyTests
{
    private static readonly Dictionary<string, IReadOnlyList<string>> Archive = new() { ["r1"] = ["archive", " path flash:archive"] };

    [SshdFact]
    public async Task Apply_WithAndWithoutAnArchive_GoesTheWayThatThePlanForetold()
    {
        await using var bench = await RemediationBench.StartAsync(new LabSpec { Devices = 2, ExtraConfig = Archive });
        var computed = await bench.ComputeAsync(bench.Running().ToDictionary(one => one.Key, one => Drifts.Plain(one.Key, one.Value)));
        var plan = bench.Host.Jobs.Preview(
            await bench.Host.Remediations.ApplyAsync(computed.Id, new ApplyOptions(), CancellationToken.None)).Steps[0];
        string[] Foretold(string said) =>
            [.. plan.Where(step => step.When?.Contains(said, StringComparison.Ordinal) == true).Select(step => step.Text)];
        Foretold("has an archive").ShouldBe(["configure terminal revert timer 5", "configure confirm"]);
        Foretold("lacks an archive")
            .ShouldBe(["copy running-config flash:netbatch-JOB-N-1", "configure terminal", "delete /force flash:netbatch-JOB-N-1"]);
        Foretold("equal before").ShouldBe(["write memory"]);

        var applied = await bench.ApplyAsync(computed.Id);

        applied.State.ShouldBe(JobState.Completed, await bench.TroubleAsync(applied.Id));
        var timed = Commands(bench, "r1");
        var begun = timed.Single(line => line.Text == "configure terminal revert timer 5");
        timed.Single(line => line.Text == "configure confirm").Session.ShouldNotBe(begun.Session);
        timed.ShouldNotContain(line => line.Text.StartsWith("copy running-config", StringComparison.Ordinal));
        var kept = Commands(bench, "r2").Select(line => line.Text).ToArray();
        kept.ShouldContain(line => line.StartsWith("copy running-config flash:netbatch-", StringComparison.Ordinal));
        kept.ShouldContain(line => line.StartsWith("delete /force flash:netbatch-", StringComparison.Ordinal));
        kept.ShouldNotContain(line => line.StartsWith("configure confirm", StringComparison.Ordinal));
        bench.Lab.Counts.PendingReverts.ShouldBe(0);
        bench.Running().ShouldAllBe(one => one.Value.Contains("description uplink of", StringComparison.Ordinal));

        var undone = await bench.UndoAsync(applied.Id);
        undone.State.ShouldBe(JobState.Completed, await bench.TroubleAsync(undone.Id));
        bench.Running().ShouldAllBe(one => !one.Value.Contains("description uplink of", StringComparison.Ordinal));
        foreach (var run in await bench.Host.RunsAsync((await bench.UndoAsync(applied.Id)).Id))
        {
            run.Error!.Code.ShouldBe(ErrorCode.RollbackStale);
            run.Error.Message.ShouldContain("nothing to take back");
        }
    }

    [SshdFact]
    public async Task Apply_SessionLostBetweenTheLines_IsTakenBackByTimerAndByCheckpoint()
    {
        await using var bench = await RemediationBench.StartAsync(new LabSpec { Devices = 2, ExtraConfig = Archive });
        var first = bench.Running();
        var computed = await bench.ComputeAsync(first.ToDictionary(one => one.Key, one => Drifts.Plain(one.Key, one.Value)));
        foreach (var name in bench.Lab.DeviceNames)
        {
            bench.Lab.SetFault(name, LabFault.Parse("drop*1=no logging host"));
        }

        var applied = await bench.ApplyAsync(computed.Id);

        foreach (var run in await bench.Host.RunsAsync(applied.Id))
        {
            run.State.ShouldBe(TargetState.Failed, run.Error?.ToString());
            run.Error!.Code.ShouldBe(ErrorCode.SessionClosed, run.Error.Message);
            run.Error.Message.ShouldContain("Over a new connection 3 lines remain to be done");
            run.Error.Message.ShouldContain("taken back");
            bench.Running(run.Name).ShouldBe(first[run.Name]);
        }

        bench.Lab.Counts.PendingReverts.ShouldBe(0);
        Commands(bench, "r1").ShouldContain(line => line.Text == "configure revert now");
        var restored = Commands(bench, "r2");
        restored.ShouldContain(line => line.Text.StartsWith("configure replace flash:netbatch-", StringComparison.Ordinal));
        restored[^1].Text.ShouldNotStartWith("configure");
    }

    [SshdFact]
    public async Task Apply_StoppedBetweenTheLines_GoesBackByTheTimerAndLeavesNoneRunning()
    {
        await using var bench =
            await RemediationBench.StartAsync(
                new LabSpec { Devices = 1, ExtraConfig = Archive, CommandDelay = TimeSpan.FromMilliseconds(150) });
        var first = bench.Running();

        var run = await bench.StopBetweenLinesAsync();

        run.State.ShouldBe(TargetState.Stopped, run.Error?.ToString());
        Commands(bench, "r1").ShouldContain(line => line.Text == "configure revert now");
        bench.Lab.Counts.PendingReverts.ShouldBe(0);
        bench.Running().ShouldBe(first);
    }

    [SshdFact]
    public async Task Apply_FirstLineRejected_LeavesNoTimerRunning()
    {
        await using var bench = await RemediationBench.StartAsync(new LabSpec { Devices = 1, ExtraConfig = Archive });
        var first = bench.Running();
        var computed = await bench.ComputeAsync(first.ToDictionary(one => one.Key, one => Drifts.Plain(one.Key, one.Value)));
        var line = (await bench.ReadAsync(computed.Id)).Single().Remediation[0];
        bench.Lab.SetFault("r1", LabFault.Parse($"reject-line={line}"));

        var applied = await bench.ApplyAsync(computed.Id);

        var run = (await bench.Host.RunsAsync(applied.Id)).Single();
        run.Error!.Code.ShouldBe(ErrorCode.CommandRejected, run.Error.Message);
        run.Error.Message.ShouldContain("no line was applied");
        bench.Running().ShouldBe(first);
        bench.Lab.Counts.PendingReverts.ShouldBe(0);
        Commands(bench, "r1").ShouldContain(one => one.Text == "configure confirm");
        (await bench.Host.ResultsAsync(applied.Id)).ShouldContain(
            step => step.Command == "configure terminal revert timer 5" && step.Effect == StepEffect.Change,
            "arming is an intent of its own");
    }

    private static List<ReceivedLine> Commands(RemediationBench bench, string device) =>
        [.. bench.Lab.Received(device).Where(line => line.Kind == ReceivedKind.Command)];
}
