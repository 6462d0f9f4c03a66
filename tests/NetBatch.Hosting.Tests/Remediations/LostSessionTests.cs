using NetBatch.Hosting.Tests.Support;
using NetBatch.Lab;

namespace NetBatch.Hosting.Tests.Remediations;

/// <summary>Changes whose session ends in the middle, and lines that no session may take: nothing half made is left alone.</summary>
public sealed class LostSessionTests
{
    [SshdFact]
    public async Task Apply_SessionLostOnTheWayOut_IsSettledOverANewOne()
    {
        await using var bench = await RemediationBench.StartAsync(new LabSpec
        {
            Devices = 4,
            Platforms = ["cisco_nxos"],
            Faults = new Dictionary<string, IReadOnlyList<LabFault>>
            {
                ["r2"] = [LabFault.Parse("drop*1=end")],
                ["r3"] = [LabFault.Parse("drop*1=end"), LabFault.Parse("reject-line=logging server 10.200.0.99")],
            },
        });
        var first = bench.Running();
        var intended = first.ToDictionary(one => one.Key, one => Drifts.Plain(one.Key, one.Value));
        // Ctrl+C: a terminal would take back the line before it reached the device's parser.
        intended["r1"] = intended["r1"].Replace("description uplink of r1", "description uplink\u0003 of r1", StringComparison.Ordinal);
        var computed = await bench.ComputeAsync(intended);

        var applied = await bench.ApplyAsync(computed.Id, options: new ApplyOptions());

        var runs = (await bench.Host.RunsAsync(applied.Id)).ToDictionary(run => run.Name);
        runs["r1"].Error!.Code.ShouldBe(ErrorCode.InvalidArgument, runs["r1"].Error!.Message);
        runs["r1"].Error!.Message.ShouldContain("U+0003");
        runs["r1"].Error!.Message.ShouldContain("Nothing was sent");
        bench.Running("r1").ShouldBe(first["r1"]);
        bench.Lab.Received("r1").ShouldNotContain(line => line.Text.StartsWith("configure", StringComparison.Ordinal));

        runs["r2"].State.ShouldBe(TargetState.Completed, runs["r2"].Error?.ToString());
        bench.Running("r2").ShouldContain("description uplink of r2");

        runs["r3"].Error!.Code.ShouldBe(ErrorCode.CommandRejected, runs["r3"].Error!.Message);
        runs["r3"].Error!.Message.ShouldContain("taken back");
        bench.Running("r3").ShouldBe(first["r3"]);

        runs["r4"].State.ShouldBe(TargetState.Completed, runs["r4"].Error?.ToString());
    }

    [SshdFact]
    public async Task Retry_EosSessionLeftWithAPartAndTheDeviceIsAsIntendedSince_NeverCommitsThePart()
    {
        await using var bench = await RemediationBench.StartAsync(new LabSpec { Devices = 1, Platforms = ["arista_eos"] });
        var first = bench.Running();
        var computed = await bench.ComputeAsync(first.ToDictionary(one => one.Key, one => Drifts.Plain(one.Key, one.Value)));
        var lines = (await bench.ReadAsync(computed.Id)).Single().Remediation.ToArray();
        bench.Lab.SetFault("r1", LabFault.Parse("drop*1=" + lines[0]));
        var applied = await bench.ApplyAsync(computed.Id);
        (await bench.Host.RunsAsync(applied.Id)).Single().State.ShouldBe(TargetState.Failed);
        await bench.ConfigureAsync("r1", lines);
        var intended = bench.Running("r1");
        intended.ShouldNotBe(first["r1"]);

        await bench.Host.Jobs.RetryAsync(applied.Id, new RunFilter(), CancellationToken.None);
        await bench.Host.Jobs.WaitAsync(applied.Id, CancellationToken.None);

        (await bench.Host.RunsAsync(applied.Id)).Single().State.ShouldBe(TargetState.Completed, await bench.TroubleAsync(applied.Id));
        bench.Running("r1").ShouldBe(intended);
    }

    [SshdFact]
    public async Task Retry_ChangeMadeAndNotSaved_SavesItAndCanStillBeUndone()
    {
        await using var bench = await RemediationBench.StartAsync(new LabSpec
        {
            Devices = 1, ExtraConfig = new Dictionary<string, IReadOnlyList<string>> { ["r1"] = ["archive", " path flash:archive"] },
        });
        var first = bench.Running();
        var computed = await bench.ComputeAsync(first.ToDictionary(one => one.Key, one => Drifts.Plain(one.Key, one.Value)));
        bench.Lab.SetFault("r1", LabFault.Parse("drop*1=configure confirm"));
        var applied = await bench.ApplyAsync(computed.Id);
        (await bench.Host.RunsAsync(applied.Id)).Single().State.ShouldBe(TargetState.OutcomeUnknown, "the confirmation was cut off");
        bench.Lab.Received("r1").ShouldNotContain(line => line.Text == "write memory");
        bench.Running("r1").ShouldContain("description uplink of r1");

        await bench.Host.Jobs.ResumeAsync(applied.Id, new RunStart { Unknown = UnknownDecision.Repeat }, evenWithOpenChanges: true,
            CancellationToken.None);
        await bench.Host.Jobs.WaitAsync(applied.Id, CancellationToken.None);

        (await bench.Host.RunsAsync(applied.Id)).Single().State.ShouldBe(TargetState.Completed, await bench.TroubleAsync(applied.Id));
        bench.Lab.Received("r1").Count(line => line.Text == "write memory").ShouldBe(1);
        var undone = await bench.UndoAsync(applied.Id);
        undone.State.ShouldBe(JobState.Completed, await bench.TroubleAsync(undone.Id));
        bench.Running("r1").ShouldBe(first["r1"]);
    }
}
