using NetBatch.Hosting.Tests.Support;
using NetBatch.Lab;

namespace NetBatch.Hosting.Tests.Remediations;

/// <summary>Computed, applied, verified, undone: on each platform of the lab.</summary>
public sealed class RoundTripTests
{
    [SshdFact]
    public async Task ComputeApplyUndo_OnEachPlatform_LeavesNothingToDoAndThenTheFirstLines()
    {
        await using var bench = await RemediationBench.StartAsync(new LabSpec { Devices = 2, Platforms = ["cisco_ios", "juniper_junos"] });
        var first = bench.Running();
        var intended = first.ToDictionary(one => one.Key, one => Drift(one.Key, one.Value));

        var computed = await bench.ComputeAsync(intended);
        computed.State.ShouldBe(JobState.Completed, await bench.TroubleAsync(computed.Id));
        var lines = await bench.ReadAsync(computed.Id);
        lines.ShouldAllBe(one => one.Remediation.Count > 0 && one.Rollback.Count > 0);

        var applied = await bench.ApplyAsync(computed.Id, options: new ApplyOptions { RevertAfter = 0 });
        applied.State.ShouldBe(JobState.Completed, await bench.TroubleAsync(applied.Id));
        (await bench.ReadAsync((await bench.ComputeAsync(intended)).Id)).ShouldAllBe(one => one.State == TargetState.Completed && one.Remediation.Count == 0);

        var undone = await bench.UndoAsync(applied.Id, new ApplyOptions { RevertAfter = 0 });
        undone.State.ShouldBe(JobState.Completed, await bench.TroubleAsync(undone.Id));
        foreach (var (name, text) in bench.Running())
        {
            text.ShouldBe(first[name], name);
        }
    }

    private static string Drift(string name, string running) => running.Contains('{', StringComparison.Ordinal)
        ? running.Replace("system {", "system {\n    time-zone UTC;", StringComparison.Ordinal)
        : running.Replace(" ip ospf cost 10", " ip ospf cost 77", StringComparison.Ordinal) + "ntp server 192.0.2.9\nend\n";
}
