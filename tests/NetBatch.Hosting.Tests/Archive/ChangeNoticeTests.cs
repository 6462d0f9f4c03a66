using System.Text.Json;
using NetBatch.Hosting.Tests.Support;
using NetBatch.Lab;

namespace NetBatch.Hosting.Tests.Archive;

/// <summary>Who is told that configurations changed, and what.</summary>
public sealed class ChangeNoticeTests
{
    [SshdFact]
    public async Task Backup_TellsOfChangesWithTheirDifferenceAndNoSecret_AndOfNothingElse_ThenLeadsBack()
    {
        await using var fleet = await Fleet.StartAsync(new LabSpec { Devices = 2 });
        await using var hook = Testing.Listener.Http();
        await using (var host = await fleet.OpenAsync())
        {
            await host.Notifications.SaveAsync(
                new() { Name = "noc", Kind = NotificationKind.Webhook, Url = $"http://127.0.0.1:{hook.Port}/",
                    On = [NotificationEvent.Change] }, onlyNew: true, default);
        }

        string[] backup = ["backup", "-i", fleet.Inventory, "--notify", "noc", "-q"];
        (await fleet.RunAsync(backup)).Exit.ShouldBe(0);
        (await fleet.RunAsync(backup)).Exit.ShouldBe(0);
        (await fleet.RunAsync("config", "ntp server 10.7.7.7", "snmp-server community hidden-word RO", "--yes", "-i", fleet.Inventory, "-d",
            "r2", "-q")).Exit.ShouldBe(0);
        (await fleet.RunAsync(backup)).Exit.ShouldBe(0);

        hook.Received.Count.ShouldBe(2, "the first versions and the change; the night between changed nothing");
        using var told = JsonDocument.Parse(hook.Received[^1][hook.Received[^1].IndexOf('{', StringComparison.Ordinal)..]);
        var change = told.RootElement.GetProperty("changes").EnumerateArray().ShouldHaveSingleItem();
        change.GetProperty("device").GetString().ShouldBe("r2");
        change.GetProperty("to").GetInt32().ShouldBe(2);
        change.GetProperty("diff").GetString()!.Split('\n').ShouldContain("+ntp server 10.7.7.7");
        hook.Received[^1].ShouldNotContain("hidden-word");

        // The way back is shown first, and changes nothing by itself.
        var restore = await fleet.RunAsync("backup", "restore", "-i", fleet.Inventory, "-d", "r2", "--number", "1", "-q");
        restore.Exit.ShouldBe(0, restore.Text);
        fleet.Lab.RunningConfig("r2").ShouldContain("ntp server 10.7.7.7");
        await using var looking = await fleet.OpenAsync();
        var job = (await looking.JobsAsync()).First(one => one.Kind == "remediation");
        var shown = await looking.Remediations.ReadAsync(job.Id, new RemediationView(), default).SingleAsync();
        shown.Remediation.ShouldContain("no ntp server 10.7.7.7");
        (await fleet.RunAsync("apply", job.Id, "--yes", "-q")).Exit.ShouldBe(0);
        fleet.Lab.RunningConfig("r2").ShouldNotContain("ntp server 10.7.7.7");
        fleet.Lab.RunningConfig("r2").ShouldNotContain("hidden-word");
    }

    [SshdFact]
    public async Task Test_UnsavedConfig_TellsWhereARestartWouldLoseSomething()
    {
        await using var fleet = await Fleet.StartAsync(new LabSpec { Devices = 2, Platforms = ["cisco_ios", "juniper_junos"] });
        (await SavedAsync(fleet, 1)).ShouldStartWith("saved");
        (await fleet.RunAsync("config", "ntp server 10.7.7.7", "--yes", "-i", fleet.Inventory, "-d", "r1", "-q")).Exit.ShouldBe(0);
        (await SavedAsync(fleet, 2)).ShouldStartWith("unsaved: 1 line");
    }

    private static async Task<string> SavedAsync(Fleet fleet, int times)
    {
        (await fleet.RunAsync("test", "--unsaved-config", "-i", fleet.Inventory, "-q")).Exit.ShouldBe(0);
        await using var host = await fleet.OpenAsync();
        var tests = (await host.JobsAsync()).Where(job => job.Kind == "preflight").ToList();
        tests.Count.ShouldBe(times);
        var steps = (await host.ResultsAsync(tests[0].Id)).Where(step => step.Command == "saved")
            .ToDictionary(step => step.Name, step => step.Output!.Trim());
        steps["r2"].ShouldStartWith("not tried");
        return steps["r1"];
    }
}
