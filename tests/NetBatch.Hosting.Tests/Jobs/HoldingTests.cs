using System.Text.Json;
using NetBatch.Hosting.Tests.Support;
using NetBatch.Lab;

namespace NetBatch.Hosting.Tests.Jobs;

/// <summary>Chains, windows and approvals as they are used.</summary>
public sealed class HoldingTests
{
    [SshdFact]
    public async Task Chain_ThatBrokeInTheMiddle_IsShownAndRetriedFromThere()
    {
        await using var fleet = await Fleet.StartAsync(new LabSpec
        {
            Devices = 2,
            Faults = new Dictionary<string, IReadOnlyList<LabFault>> { ["r2"] = [LabFault.Parse("refuse")] },
        });
        await fleet.RunAsync("devices", "import", fleet.Inventory);
        string[] common = ["--device", "r*", "--retries", "0", "-q"];
        var first = (await fleet.RunAsync(["run", "show version", "--device", "r1", "-q", "-n", "first"])).Text[..14];
        var middle = (await fleet.RunAsync(["run", "show clock", .. common, "-n", "middle", "--depends-on", first])).Text[..14];
        var (exit, text) = await fleet.RunAsync(["run", "show version", .. common, "-n", "last", "--depends-on", middle]);
        var last = text[..14];

        exit.ShouldBe(3, text);
        text.ShouldContain($"The job {middle} (middle) that it depends on ended Partial");
        await using var host = await fleet.OpenAsync();
        (await host.JobAsync(last)).EndReason.ShouldBe(EndReason.Dependency);
        (await host.RunsAsync(last)).ShouldAllBe(run => run.State == TargetState.Skipped);

        fleet.Lab.ClearFault("r2");
        (exit, text) = await fleet.RunAsync("retry", middle, "--chain");
        exit.ShouldBe(0, text);
        (await host.Chains.ReadAsync(middle, CancellationToken.None)).Select(job => (job.Name, job.Depth, job.State))
            .ShouldBe([("first", 0, JobState.Completed), ("middle", 1, JobState.Completed), ("last", 2, JobState.Completed)]);
        text = (await fleet.RunAsync("jobs", "--chain", first)).Text;
        text.ShouldContain($"    {last}");
        text.ShouldContain($"{middle} (Success)");
        (await fleet.RunAsync("run", "show version", "--device", "r1", "--depends-on", "batch_00000000")).Exit.ShouldBe(2,
            "there is no such job");
    }

    [SshdFact]
    public async Task Window_Closed_KeepsTheJobWaitingUntilItIsStopped()
    {
        await using var fleet = await Fleet.StartAsync(new LabSpec { Devices = 1 });
        var now = TimeProvider.System.GetUtcNow();
        await using var run = fleet.Start("run", "show version", "-i", fleet.Inventory, "--window",
            $"{now.AddHours(2):HH:mm}-{now.AddHours(4):HH:mm} UTC");
        var job = await run.JobAsync();
        await run.LineAsync(line => line.Contains("UTC is closed; it opens at", StringComparison.Ordinal));
        await using var host = await fleet.OpenAsync();
        (await host.JobAsync(job)).WaitReason.ShouldBe(WaitReason.Window);

        (await fleet.RunAsync("stop", job)).Exit.ShouldBe(0);
        (await run.ExitAsync()).ShouldBe(3, run.Text);
        fleet.Lab.Counts.TotalConnections.ShouldBe(0);
        (await fleet.RunAsync("run", "show version", "-i", fleet.Inventory, "--window", "Caturday 1-2")).Text.ShouldContain(
            "'Caturday 1-2'");
    }

    /// <summary>The accounts are those of the machine, each with a process of its own; group 100 is users.</summary>
    [SecondAccountFact]
    public async Task Approval_ByAnotherUnixAccount_OfTheGroupThatSharesTheStore_IsTakenAndRecorded()
    {
        await using var fleet = await Fleet.StartAsync(new LabSpec { Devices = 1 });
        (await fleet.RunAsync("store", "share", "--group", "users")).Exit.ShouldBe(0);
        await using var run = fleet.Start("config", "ntp server 10.0.0.1", "-i", fleet.Inventory, "--require-approval", "--yes");
        var job = await run.JobAsync();
        await run.LineAsync(line => line.Contains("Waits until another account approves it", StringComparison.Ordinal));

        var (exit, text) = await fleet.RunAsNobodyAsync("0", "jobs");
        exit.ShouldNotBe(0, text);
        text.ShouldContain("Check the permissions");
        (await fleet.RunAsync("approve", job, "--yes")).Exit.ShouldBe(2, "it is its maker's own");
        fleet.Lab.Counts.TotalConnections.ShouldBe(0);

        (exit, text) = await fleet.RunAsNobodyAsync("100", "approve", job, "--yes");
        exit.ShouldBe(0, text);
        text.ShouldContain("CHANGE ntp server 10.0.0.1");
        (await run.ExitAsync()).ShouldBe(0, run.Text);
        fleet.Lab.Received("r1").Select(line => line.Text).ShouldContain("ntp server 10.0.0.1");
        (await fleet.RunAsync("events", job)).Text.Split('\n')
            .ShouldContain(line => line.Contains(" approved: ") && line.Contains("[nobody@") && line.Contains("netbatch "));
    }

    [SshdFact]
    public async Task Approval_ByAnotherAccount_LetsTheJobChange()
    {
        await using var fleet = await Fleet.StartAsync(new LabSpec { Devices = 1 });
        var (exit, text) = await fleet.RunAsync("config", "ntp server 10.0.0.1", "-i", fleet.Inventory, "--require-approval", "--yes");
        (exit, text.Contains("its owner's alone", StringComparison.Ordinal)).ShouldBe((2, true), text);
        await using var host = await fleet.OpenAsync();
        (await host.JobsAsync()).ShouldBeEmpty();

        (await fleet.RunAsync("store", "share", "--group", "root")).Exit.ShouldBe(0);
        var spec = new JobSpec
        {
            Name = "change",
            Work = new WorkSpec("config", 1, JsonSerializer.SerializeToElement(new { lines = new[] { "ntp server 10.0.0.1" } })),
            Rules = new JobRules { RequireApproval = true },
            Targets = fleet.Lab.Devices(),
        };
        var theirs = await host.Store.CreateAsync(spec, host.Jobs.Preview(spec).Plan, new Requester("ann", "desk", 1, "tests"),
            CancellationToken.None);
        var mine = await host.Jobs.StartAsync(spec, CancellationToken.None);
        (await Should.ThrowAsync<NetBatchException>(() =>
            host.Jobs.RunAsync(theirs.Id, null, false, CancellationToken.None))).Code.ShouldBe(ErrorCode.ApprovalRequired);
        host.Shared.Approve(await host.Shared.JobAsync(theirs.Id, CancellationToken.None));
        await host.Jobs.RunAsync(theirs.Id, null, false, CancellationToken.None);
        (await Fleet.WithinAsync(TimeSpan.FromSeconds(10),
            async () => (await host.JobAsync(theirs.Id)).WaitReason == WaitReason.Approval)).ShouldBeTrue();

        (exit, text) = await fleet.RunAsync("approve", mine.Id, "--yes");
        exit.ShouldBe(2);
        text.ShouldContain("made by this account");
        (await fleet.RunAsync("approve", theirs.Id)).Exit.ShouldBe(2, "nobody is there to be asked");
        fleet.Lab.Counts.TotalConnections.ShouldBe(0);
        (exit, text) = await fleet.RunAsync("approve", theirs.Id, "--yes");
        exit.ShouldBe(0, text);
        text.ShouldContain("CHANGE ntp server 10.0.0.1");
        (await host.Jobs.WaitAsync(theirs.Id, CancellationToken.None)).State.ShouldBe(JobState.Completed);
        (await host.JobAsync(mine.Id)).State.ShouldBe(JobState.Waiting);
        (await host.Store.ReadHistoryAsync(theirs.Id, 0, CancellationToken.None).ToListAsync()).ShouldContain(
            line => line.What == "approved");
    }
}
