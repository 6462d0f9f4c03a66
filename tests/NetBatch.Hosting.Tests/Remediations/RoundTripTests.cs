using NetBatch.Hosting.Tests.Support;
using NetBatch.Lab;

namespace NetBatch.Hosting.Tests.Remediations;

/// <summary>Computed, applied, verified, undone: on each platform of the lab.</summary>
public sealed class RoundTripTests
{
    [SshdFact]
    public async Task ComputeApplyUndo_OnEachPlatform_LeavesNothingToDoAndThenTheFirstLines()
    {
        await using var bench = await RemediationBench.StartAsync(new LabSpec { Devices = 5, Platforms = ["cisco_ios", "juniper_junos", "cisco_nxos", "cisco_iosxr", "arista_eos"] });
        var first = bench.Running();
        var intended = first.ToDictionary(one => one.Key, one => Drifts.Of(one.Key, one.Value));

        var computed = await bench.ComputeAsync(intended);
        computed.State.ShouldBe(JobState.Completed, await bench.TroubleAsync(computed.Id));
        var lines = await bench.ReadAsync(computed.Id);
        lines.ShouldAllBe(one => one.Remediation.Count > 0 && one.Rollback.Count > 0);

        var applied = await bench.ApplyAsync(computed.Id);
        applied.State.ShouldBe(JobState.Completed, await bench.TroubleAsync(applied.Id));
        (await bench.ReadAsync((await bench.ComputeAsync(intended)).Id)).ShouldAllBe(one => one.State == TargetState.Completed && one.Remediation.Count == 0);

        var undone = await bench.UndoAsync(applied.Id);
        undone.State.ShouldBe(JobState.Completed, await bench.TroubleAsync(undone.Id));
        foreach (var (name, text) in bench.Running())
        {
            text.ShouldBe(first[name], name);
        }
    }
}
