using NetBatch.Hosting.Tests.Support;
using NetBatch.Lab;

namespace NetBatch.Hosting.Tests.Remediations;

/// <summary>A fleet that has drifted in different ways is brought back in canary batches; what fails is taken back and ends it.</summary>
public sealed class FleetTests
{
    private static readonly JobRules Canary = new()
    {
        BatchSize = BatchSize.Parse("1,25%,100%"),
        ThrottleLimit = 12,
        ConnectTimeout = TimeSpan.FromSeconds(60),
        LoginTimeout = TimeSpan.FromSeconds(60),
        TargetTimeout = TimeSpan.FromMinutes(5),
    };

    [SshdFact]
    public async Task Fleet_ThirtyDriftedDevices_AreMadeAlikeInCanaryBatchesAndBroughtBackByteForByte()
    {
        await using var bench = await RemediationBench.StartAsync(new LabSpec
        {
            Devices = 30, Platforms = ["cisco_ios", "arista_eos", "cisco_nxos", "juniper_junos", "cisco_iosxr"],
        });
        var first = bench.Running();
        var intended = first.ToDictionary(one => one.Key, one => Drifts.Of(one.Key, one.Value));

        var computed = await bench.ComputeAsync(intended, new { maxDeletePercent = 25 });
        computed.State.ShouldBe(JobState.Completed, await bench.TroubleAsync(computed.Id));
        var lines = await bench.ReadAsync(computed.Id);
        lines.Where(one => one.Remediation.Count == 0 || one.Findings.Count > 0)
            .Select(one => $"{one.Device} ({one.Platform}): {string.Join("; ", one.Findings)}").ShouldBeEmpty();
        lines.Select(one => string.Join('\n', one.Remediation)).Distinct().Count().ShouldBeGreaterThan(8, "ways to drift");

        var applied = await bench.ApplyAsync(computed.Id, Canary);
        applied.State.ShouldBe(JobState.Completed, await bench.TroubleAsync(applied.Id));
        applied.TotalBatches.ShouldBe(3);
        (await bench.ReadAsync((await bench.ComputeAsync(intended)).Id)).ShouldAllBe(
            one => one.State == TargetState.Completed && one.Remediation.Count == 0);

        var undone = await bench.UndoAsync(applied.Id);
        undone.State.ShouldBe(JobState.Completed, await bench.TroubleAsync(undone.Id));
        foreach (var (name, text) in bench.Running())
        {
            text.ShouldBe(first[name], name);
        }
    }

    [SshdFact]
    public async Task Apply_LineRejectedInTheMiddle_IsTakenBackAndTheBreakerEndsTheJob()
    {
        await using var bench = await RemediationBench.StartAsync(new LabSpec
        {
            Devices = 8,
            Faults = new Dictionary<string, IReadOnlyList<LabFault>> { ["r3"] = [LabFault.Parse("reject-line=description uplink of")] },
        });
        var first = bench.Running();
        var computed = await bench.ComputeAsync(first.ToDictionary(one => one.Key, one => Drifts.Plain(one.Key, one.Value)));

        var applied = await bench.ApplyAsync(computed.Id, Canary with { BatchSize = BatchSize.Parse("2,2,100%") });

        applied.State.ShouldBe(JobState.Partial);
        applied.EndReason.ShouldBe(EndReason.Breaker);
        var runs = (await bench.Host.RunsAsync(applied.Id)).ToDictionary(run => run.Name);
        runs["r3"].Error!.Code.ShouldBe(ErrorCode.CommandRejected);
        runs["r3"].Error!.Message.ShouldContain("taken back");
        bench.Running("r3").ShouldBe(first["r3"]);
        foreach (var name in new[] { "r1", "r2", "r4" })
        {
            runs[name].State.ShouldBe(TargetState.Completed, name);
            bench.Running(name).ShouldContain($"description uplink of {name}");
        }

        foreach (var name in new[] { "r5", "r6", "r7", "r8" })
        {
            runs[name].State.ShouldBe(TargetState.Skipped, name);
            bench.Running(name).ShouldBe(first[name]);
        }
    }
}
