using NetBatch.Hosting.Tests.Support;
using NetBatch.Lab;

namespace NetBatch.Hosting.Tests.Remediations;

/// <summary>The process that deploys is killed within a change, and the job is resumed with Verify: the devices' configs decide.</summary>
public sealed class VerifiedOutcomeTests
{
    [SshdFact]
    public async Task Resume_Verify_CompletesTheWholeRepeatsTheUnsentAndKeepsTheHalfDone()
    {
        var archive = new[] { "archive", " path flash:archive" };
        await using var bench = await RemediationBench.StartAsync(new LabSpec
        {
            Devices = 5,
            Platforms = ["cisco_ios", "cisco_ios", "cisco_ios", "cisco_nxos", "arista_eos"],
            ExtraConfig = new Dictionary<string, IReadOnlyList<string>> { ["r1"] = archive, ["r2"] = archive, ["r3"] = archive },
        });
        var first = bench.Running();
        var computed = await bench.ComputeAsync(first.ToDictionary(one => one.Key, one => Drifts.Plain(one.Key, one.Value)));
        var hung = new Dictionary<string, string>
        {
            ["r1"] = "configure confirm", ["r2"] = "no logging host 10.200.0.10", ["r3"] = "logging host 10.200.0.99",
            ["r4"] = "copy running-config startup-config",
            ["r5"] = "commit timer 00:05:00",
        };
        foreach (var (name, line) in hung)
        {
            bench.Lab.SetFault(name, LabFault.Parse($"hang={line}"));
        }

        await using (var owner = bench.Fleet.Start("apply", computed.Id, "--yes", "-b", "5"))
        {
            (await Fleet.WithinAsync(TimeSpan.FromSeconds(60),
                () => hung.All(one => bench.Lab.Received(one.Key).Any(line => line.Text == one.Value)))).ShouldBeTrue(owner.Text);
            await owner.KillAsync();
        }

        foreach (var name in hung.Keys)
        {
            bench.Lab.ClearFault(name);
        }

        var job = (await bench.Host.JobsAsync()).Single(one => one.Kind == "apply").Id;
        var resumed = await bench.Fleet.RunAsync("resume", job, "--unknown", "verify");

        var runs = (await bench.Host.RunsAsync(job)).ToDictionary(run => run.Name);
        runs["r1"].State.ShouldBe(TargetState.Completed, resumed.Text + runs["r1"].Error);
        runs["r2"].State.ShouldBe(TargetState.Completed, resumed.Text + runs["r2"].Error);
        runs["r3"].State.ShouldBe(TargetState.OutcomeUnknown, resumed.Text);
        runs["r4"].State.ShouldBe(TargetState.Completed, resumed.Text + runs["r4"].Error);
        runs["r5"].State.ShouldBe(TargetState.Completed, resumed.Text + runs["r5"].Error);
        runs["r3"].Error!.Message.ShouldContain("There: 'no logging host 10.200.0.10'");
        runs["r3"].Error!.Message.ShouldContain("Not there: 'logging host 10.200.0.99'");
        int Count(string device, string line) => bench.Lab.Received(device).Count(received => received.Text == line);
        Count("r1", "logging host 10.200.0.99").ShouldBe(1, "what is there is not sent again");
        Count("r1", "configure confirm").ShouldBe(2, "and the timer is told");
        Count("r1", "write memory").ShouldBe(1);
        Count("r2", "logging host 10.200.0.99").ShouldBe(1);
        Count("r3", "logging host 10.200.0.99").ShouldBe(1, "a half is never gone on with");
        bench.Running("r2").ShouldContain("description uplink of r2");
        Count("r4", "copy running-config startup-config").ShouldBe(2);
        var session = bench.Lab.Received("r5").Select(line => line.Text)
            .First(line => line.StartsWith("configure session ", StringComparison.Ordinal));
        Count("r5", session + " commit").ShouldBe(0, "what was never committed is not made to work by a look");
        Count("r5", session + " abort").ShouldBe(1);
        Count("r5", "commit timer 00:05:00").ShouldBe(2);
    }

    /// <summary>Repeated where all of it is there already: nothing is sent, and the timer that the killed attempt has set does not take it
    /// back later.</summary>
    [SshdFact]
    public async Task Resume_RepeatOfAChangeThatIsThere_EndsItsTimer()
    {
        await using var bench = await RemediationBench.StartAsync(new LabSpec
        {
            Devices = 1, Platforms = ["cisco_ios"],
            ExtraConfig = new Dictionary<string, IReadOnlyList<string>> { ["r1"] = ["archive", " path flash:archive"] },
        });
        var first = bench.Running();
        var computed = await bench.ComputeAsync(first.ToDictionary(one => one.Key, one => Drifts.Plain(one.Key, one.Value)));
        bench.Lab.SetFault("r1", LabFault.Parse("hang=configure confirm"));
        await using (var owner = bench.Fleet.Start("apply", computed.Id, "--yes"))
        {
            (await Fleet.WithinAsync(TimeSpan.FromSeconds(60),
                () => bench.Lab.Received("r1").Any(line => line.Text == "configure confirm"))).ShouldBeTrue(owner.Text);
            await owner.KillAsync();
        }

        bench.Lab.ClearFault("r1");
        bench.Lab.Counts.PendingReverts.ShouldBe(1);
        var job = (await bench.Host.JobsAsync()).Single(one => one.Kind == "apply").Id;
        var (exit, text) = await bench.Fleet.RunAsync("resume", job, "--unknown", "repeat");

        exit.ShouldBe(0, text);
        bench.Lab.Counts.PendingReverts.ShouldBe(0);
        bench.Lab.Received("r1").Count(line => line.Text == "logging host 10.200.0.99").ShouldBe(1);
        bench.Running("r1").ShouldContain("description uplink of r1");
    }

    [SshdFact]
    public async Task Resume_VerifyOfAKindThatCannot_IsRefusedBeforeAnythingStarts()
    {
        await using var bench = await RemediationBench.StartAsync(new LabSpec { Devices = 1 });
        var job = await bench.ConfigureAsync("r1", "ntp server 192.0.2.77");

        var refused = await Should.ThrowAsync<NetBatchException>(
            bench.Host.Jobs.ResumeAsync(job.Id, new RunStart { Unknown = UnknownDecision.Verify }, false, CancellationToken.None));

        refused.Code.ShouldBe(ErrorCode.InvalidArgument);
        refused.Message.ShouldContain("kind 'config', which cannot verify");
    }
}
