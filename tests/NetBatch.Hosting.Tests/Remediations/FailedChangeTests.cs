using NetBatch.Hosting.Tests.Support;
using NetBatch.Lab;
using NetBatch.Testing;

namespace NetBatch.Hosting.Tests.Remediations;

/// <summary>What may go wrong after the lines were sent, and what must not be sent at all.</summary>
public sealed class FailedChangeTests
{
    [SshdFact]
    public async Task Apply_LineTakenAndNotKept_IsFoundByVerifyingAndTakenBack()
    {
        await using var bench = await RemediationBench.StartAsync(new LabSpec
        {
            Devices = 5,
            Platforms = ["cisco_ios", "juniper_junos", "cisco_nxos", "cisco_iosxr", "arista_eos"],
        });
        foreach (var name in bench.Lab.DeviceNames)
        {
            bench.Lab.SetFault(name, LabFault.Parse("ignore-line=10.200.0.99"));
        }

        var first = bench.Running();
        var computed = await bench.ComputeAsync(first.ToDictionary(one => one.Key, one => Drifts.Plain(one.Key, one.Value)));
        var applied = await bench.ApplyAsync(computed.Id);

        foreach (var run in await bench.Host.RunsAsync(applied.Id))
        {
            var ignored = bench.Running(run.Name);
            ignored.ShouldBe(first[run.Name], run.Error?.ToString());
            run.Error!.Code.ShouldBe(ErrorCode.VerifyFailed, run.Name + ": " + run.Error.Message);
            run.Error.Message.ShouldContain("taken back");
        }
    }

    [SshdFact]
    public async Task Apply_OthersCommitBeforeItIsTakenBackOnIosXr_UndoesItsOwnCommitAlone()
    {
        await using var bench = await RemediationBench.StartAsync(new LabSpec { Devices = 1, Platforms = ["cisco_iosxr"] });
        var first = bench.Running();
        var computed = await bench.ComputeAsync(first.ToDictionary(one => one.Key, one => Drifts.Plain(one.Key, one.Value)));
        foreach (var name in bench.Lab.DeviceNames)
        {
            bench.Lab.SetFault(name, LabFault.Parse("others-commit*1=domain lookup disable"));
        }

        var applied = await bench.ApplyAsync(computed.Id);

        foreach (var run in await bench.Host.RunsAsync(applied.Id))
        {
            run.Error!.Code.ShouldBe(ErrorCode.VerifyFailed, run.Error.Message);
            run.Error.Message.ShouldContain("nothing of it remains");
            run.Error.Message.ShouldContain("domain lookup disable");
            bench.Running(run.Name).ShouldContain("domain lookup disable", customMessage: "what somebody else committed stays");
            bench.Running(run.Name).Replace("domain lookup disable\n", "", StringComparison.Ordinal).ShouldBe(first[run.Name]);
            bench.Lab.Received(run.Name)
                .Single(line => line.Text.StartsWith("rollback configuration ", StringComparison.Ordinal)).Text.ShouldMatch(
                    @"^rollback configuration 10000\d+$");
        }
    }

    /// <summary>On Junos a commit of anybody confirms, and "rollback 1" would then take back theirs.</summary>
    [SshdFact]
    public async Task Apply_OthersCommitBeforeItIsTakenBackOnJunos_RollsNothingBackAndSaysSo()
    {
        await using var bench = await RemediationBench.StartAsync(new LabSpec { Devices = 1, Platforms = ["juniper_junos"] });
        var first = bench.Running();
        var computed = await bench.ComputeAsync(first.ToDictionary(one => one.Key, one => Drifts.Plain(one.Key, one.Value)));
        var name = bench.Lab.DeviceNames.Single();
        bench.Lab.SetFault(name, LabFault.Parse("others-commit*1=set system services telnet"));

        var applied = await bench.ApplyAsync(computed.Id);

        var run = (await bench.Host.RunsAsync(applied.Id)).Single();
        run.Error!.Code.ShouldBe(ErrorCode.RollbackFailed, run.Error.Message);
        run.Error.Message.ShouldContain("Others have committed since");
        run.Error.Message.ShouldNotContain("by itself");
        bench.Running(name).ShouldContain("telnet", customMessage: "what somebody else committed stays");
        bench.Lab.Received(name).ShouldNotContain(line => line.Text.StartsWith("rollback 1", StringComparison.Ordinal));
    }

    [SshdFact]
    public async Task Apply_ChangeCutsTheWayToTheDevice_IsTakenBackByTheDevicesOwnTimer()
    {
        var clock = new FakeTime();
        await using var bench = await RemediationBench.StartAsync(new LabSpec
        {
            Devices = 3,
            Platforms = ["juniper_junos", "arista_eos", "cisco_ios"],
            ExtraConfig = new Dictionary<string, IReadOnlyList<string>> { ["cisco_ios"] = ["archive", " path flash:archive"] },
            Time = clock,
        });
        foreach (var name in bench.Lab.DeviceNames)
        {
            bench.Lab.SetFault(name, LabFault.Parse("cut-path"));
        }

        var first = bench.Running();
        var computed = await bench.ComputeAsync(first.ToDictionary(one => one.Key, one => Drifts.Plain(one.Key, one.Value)));
        var applying = bench.ApplyAsync(computed.Id, options: new ApplyOptions { RevertAfter = TimeSpan.FromMinutes(1) });
        // The change is made and the new connection is refused: then the devices' time passes.
        var since = System.Diagnostics.Stopwatch.StartNew();
        (await Fleet.WithinAsync(TimeSpan.FromSeconds(60), async () =>
        {
            var job = (await bench.Host.JobsAsync()).FirstOrDefault(one => one.Kind == "apply");
            var lost = job is not null && bench.Lab.Counts.PendingReverts == 3
                && (await bench.Host.RunsAsync(job.Id)).All(run => run.State == TargetState.Connecting);
            if (!lost)
            {
                since.Restart();
            }

            return since.Elapsed > TimeSpan.FromMilliseconds(700);
        })).ShouldBeTrue("the devices are out of reach");
        clock.Advance(TimeSpan.FromSeconds(61));
        var applied = await applying;

        foreach (var run in await bench.Host.RunsAsync(applied.Id))
        {
            run.Error!.Code.ShouldBe(ErrorCode.ChangeReverted, run.Error.Message);
            run.State.ShouldBe(TargetState.Failed);
            bench.Running(run.Name).ShouldBe(first[run.Name]);
        }
    }

    [SshdFact]
    public async Task Apply_DeviceChangedMeanwhile_IsStaleAndNothingIsSent()
    {
        await using var bench = await RemediationBench.StartAsync(new LabSpec { Devices = 1 });
        var first = bench.Running();
        var computed = await bench.ComputeAsync(first.ToDictionary(one => one.Key, one => Drifts.Plain(one.Key, one.Value)));
        await bench.ConfigureAsync("r1", "ntp server 192.0.2.77");
        var drifted = bench.Running("r1");

        var applied = await bench.ApplyAsync(computed.Id);

        (await bench.Host.RunsAsync(applied.Id)).Single().Error!.Code.ShouldBe(ErrorCode.RemediationStale);
        bench.Running("r1").ShouldBe(drifted);
        (await bench.Host.ResultsAsync(applied.Id)).ShouldAllBe(step => step.Effect == StepEffect.Read);
    }

    [SshdFact]
    public async Task Undo_DeviceChangedSince_IsStaleAndNothingIsSent()
    {
        await using var bench = await RemediationBench.StartAsync(new LabSpec { Devices = 1 });
        var first = bench.Running();
        var computed = await bench.ComputeAsync(first.ToDictionary(one => one.Key, one => Drifts.Plain(one.Key, one.Value)));
        var applied = await bench.ApplyAsync(computed.Id);
        applied.State.ShouldBe(JobState.Completed, await bench.TroubleAsync(applied.Id));
        await bench.ConfigureAsync("r1", "ntp server 192.0.2.77");

        var undone = await bench.UndoAsync(applied.Id);

        (await bench.Host.RunsAsync(undone.Id)).Single().Error!.Code.ShouldBe(ErrorCode.RollbackStale);
        (await bench.Host.ResultsAsync(undone.Id)).ShouldAllBe(step => step.Effect == StepEffect.Read);
    }

    [SshdFact]
    public async Task Apply_WhatTheGuardsFind_IsRefusedAndNothingIsSent()
    {
        await using var bench = await RemediationBench.StartAsync(new LabSpec { Devices = 3 });
        var first = bench.Running();
        var computed = await bench.ComputeAsync(new Dictionary<string, string>
        {
            ["r1"] = "hostname r1\nend\n",
            ["r2"] = first["r2"].Replace("line vty 0 4", "line vty 0 4\n exec-timeout 5 0", StringComparison.Ordinal),
            ["r3"] = Drifts.Plain("r3", first["r3"]),
        });
        bench.Lab.SetFault("r3", LabFault.Parse("cut-config"));
        (await bench.ReadAsync(computed.Id)).Where(one => one.Findings.Count > 0).Select(one => one.Device).ShouldBe(["r1", "r2"]);

        var applied = await bench.ApplyAsync(computed.Id);

        (await bench.Host.RunsAsync(applied.Id)).ToDictionary(run => run.Name, run => run.Error?.Code).ShouldBe(
            new Dictionary<string, ErrorCode?> { ["r1"] = ErrorCode.DeleteLimit, ["r2"] = ErrorCode.ManagementPath,
                ["r3"] = ErrorCode.CutOff });
        (await bench.Host.ResultsAsync(applied.Id)).ShouldAllBe(step => step.Effect == StepEffect.Read);
    }

    [SshdFact]
    public async Task Apply_CheckFindsALostRow_IsTakenBackAndWhatStaysIsNoLoss()
    {
        await using var bench = await RemediationBench.StartAsync(new LabSpec { Devices = 2 });
        var first = bench.Running();
        var computed = await bench.ComputeAsync(new Dictionary<string, string>
        {
            ["r1"] = first["r1"].Replace("interface GigabitEthernet0/1\n", "interface GigabitEthernet0/1\n shutdown\n",
                StringComparison.Ordinal),
            ["r2"] = Drifts.Plain("r2", first["r2"]),
        });

        var applied = await bench.ApplyAsync(computed.Id, options: new ApplyOptions { Check = ["show ip interface brief"], CheckWait = TimeSpan.Zero });

        var runs = (await bench.Host.RunsAsync(applied.Id)).ToDictionary(run => run.Name);
        runs["r2"].State.ShouldBe(TargetState.Completed, runs["r2"].Error?.ToString());
        runs["r1"].Error!.Code.ShouldBe(ErrorCode.CheckFailed, runs["r1"].Error!.Message);
        runs["r1"].Error!.Message.ShouldContain("GigabitEthernet0/1");
        runs["r1"].Error!.Message.ShouldContain("taken back");
        bench.Running("r1").ShouldBe(first["r1"]);
    }

    [SshdFact]
    public async Task Apply_StoppedBetweenTheLines_IsTakenBackAndStopped()
    {
        await using var bench =
            await RemediationBench.StartAsync(new LabSpec { Devices = 1, CommandDelay = TimeSpan.FromMilliseconds(150) });
        var first = bench.Running();

        var run = await bench.StopBetweenLinesAsync();

        run.State.ShouldBe(TargetState.Stopped, run.Error?.ToString());
        bench.Running("r1").ShouldBe(first["r1"]);
        bench.Lab.Received("r1").ShouldNotContain(line => line.Text == "logging host 10.200.0.99");
    }
}
