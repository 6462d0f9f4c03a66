using NetBatch.Frr.Tests.Support;

namespace NetBatch.Frr.Tests;

/// <summary>NetBatch on a router command line that is not ours: FRR's vtysh behind sshd, with OSPF that really runs.</summary>
[Collection("frr")]
public sealed class FrrRouterTests(FrrRouters routers) : IAsyncLifetime
{
    private readonly Batch _batch = new(routers.Folder);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _batch.DisposeAsync();

    [FrrFact]
    public async Task Command_ShowNeighborsOnAll_SeesEachNeighbourFull()
    {
        var outcome = (await _batch.CommandsAsync(routers.Devices, "show ip ospf neighbor", "show running-config")).Completed();

        outcome.Job.TotalBatches.ShouldBe(2);
        outcome.Results.Count.ShouldBe(6);
        Neighbours(outcome, "r1").ShouldBe(["10.255.0.2"]);
        Neighbours(outcome, "r2").ShouldBe(["10.255.0.1", "10.255.0.3"], ignoreOrder: true);
        Neighbours(outcome, "r3").ShouldBe(["10.255.0.2"]);
        foreach (var number in Enumerable.Range(1, 3))
        {
            outcome.Output($"r{number}", "show running-config").ShouldBe(await routers.AskAsync(number, "show running-config"));
        }
    }

    [FrrFact]
    public async Task Command_LongOutputWherePagerIsOn_IsWhatVtyshSays()
    {
        var outcome = (await _batch.CommandsAsync([routers.Device("r3")], "list", "show ip route | include 10.255")).Completed();

        outcome.Output("r3", "list").Length.ShouldBeGreaterThan(20_000);
        outcome.Output("r3", "list").ShouldBe(await routers.AskAsync(3, "list"));
        outcome.Output("r3", "show ip route | include 10.255").ShouldContain("10.255.0.1/32 [110/");
    }

    [FrrFact]
    public async Task Command_UnknownAmongKnown_IsRejectedInTheRoutersWordsAndTheRestRuns()
    {
        // Wider than the terminal: vtysh wraps its echo.
        var wide = "show nonsense " + new string('x', 120);
        var outcome = await _batch.CommandsAsync([routers.Device("r1")], "show nonsense", wide, "show ip", "show version");

        outcome.Rejected();
        outcome.Step("r1", "show nonsense").Error!.Message.ShouldContain("% Unknown command: show nonsense");
        outcome.Output("r1", wide).ShouldBe($"% Unknown command: {wide}\n");
        outcome.Step("r1", "show ip").Error!.Message.ShouldContain("% Command incomplete: show ip");
        outcome.Output("r1", "show version").ShouldStartWith("FRRouting ");
    }

    [FrrFact]
    public async Task Command_ByExecChannel_IsAnsweredAndRejectedAlike()
    {
        var outcome = await _batch.CommandsAsync([routers.Device("r2", DeviceChannel.Exec)], "show ip ospf neighbor", "show nonsense");

        outcome.Rejected();
        Neighbours(outcome, "r2").Count.ShouldBe(2);
        outcome.Step("r2", "show nonsense").Error!.Message.ShouldContain("% Unknown command");
    }

    [FrrFact]
    public async Task Config_CostAndRoute_StandInTheRunningConfigAndAreSaved()
    {
        var before = await routers.AskAsync(1, "show running-config");
        before.ShouldNotContain("cost 77");

        (await _batch.ConfigAsync(
            [routers.Device("r1")], save: true, "ip route 192.0.2.0/24 blackhole", "interface to-r2", " ip ospf cost 77", "router ospf",
            " redistribute static")).Completed();

        var after = (await _batch.CommandsAsync([routers.Device("r1")], "show running-config", "show ip ospf interface to-r2")).Completed();
        after.Output("r1", "show running-config").ShouldContain("\ninterface to-r2\n ip ospf area 0\n ip ospf cost 77\n");
        after.Output("r1", "show running-config").ShouldContain("\nip route 192.0.2.0/24 blackhole\n");
        after.Output("r1", "show ip ospf interface to-r2").ShouldContain("Cost: 77");
        (await routers.SavedAsync(1)).ShouldContain(" ip ospf cost 77");
    }

    [FrrFact]
    public async Task Remediation_CostAndRoute_AreAppliedAndUndone()
    {
        var router = routers.Device("r2");
        var before = await routers.AskAsync(2, "show running-config");
        var intended = before.Replace("interface to-r1\n", "interface to-r1\n ip ospf cost 88\n", StringComparison.Ordinal)
            .Replace("router ospf\n", "ip route 198.51.100.0/25 blackhole\nrouter ospf\n", StringComparison.Ordinal);

        var computed = (await _batch.RemediationAsync(router, intended)).Completed();
        var applied = (await _batch.ApplyAsync(computed)).Completed();
        var changed = await routers.AskAsync(2, "show running-config");
        changed.ShouldContain(" ip ospf cost 88\n");
        changed.ShouldContain("\nip route 198.51.100.0/25 blackhole\n");
        applied.Results.Select(step => step.Command.Trim()).ShouldContain("ip ospf cost 88");

        (await _batch.UndoAsync(applied)).Completed();
        (await routers.AskAsync(2, "show running-config")).ShouldBe(before);
    }

    [FrrFact]
    public async Task Config_RejectedLine_StopsThereAndTellsWhatIsApplied()
    {
        var outcome = await _batch.ConfigAsync(
            [routers.Device("r2")], save: true, "interface to-r3", " ip ospf cost 21", " ip ospf cst 22", " ip ospf cost 23");

        var error = outcome.Rejected();
        error.Message.ShouldContain("% Unknown command: ");
        error.Message.ShouldContain("ip ospf cst 22");
        error.Message.ShouldContain("It is line 3 of 4; the first 2 lines are applied and not saved.");
        (await routers.AskAsync(2, "show running-config")).ShouldContain(" ip ospf cost 21\n");
        (await routers.SavedAsync(2)).ShouldNotContain("cost 21");
    }

    [FrrFact]
    public async Task Config_RefusedInADaemonsOwnWords_IsRejected()
    {
        var noDaemon = (await _batch.ConfigAsync([routers.Device("r2")], save: false, "router bgp 65000",
            " bgp router-id 10.255.0.2")).Rejected();
        noDaemon.Message.ShouldContain("bgpd is not running");
        noDaemon.Message.ShouldContain("line 1 of 2");

        var conflict = (await _batch.ConfigAsync([routers.Device("r2")], save: false, "router ospf",
            " network 10.9.0.0/16 area 0")).Rejected();
        conflict.Message.ShouldContain("Please remove all ip ospf area");

        var absent = (await _batch.ConfigAsync([routers.Device("r2")], save: false, "no ip route 198.51.100.0/24 blackhole")).Rejected();
        absent.Message.ShouldContain("Refusing to remove a non-existent route");
    }

    [FrrFact]
    public async Task Config_NoticeWithAPercentSign_IsNoRefusal()
    {
        var outcome = await _batch.ConfigAsync([routers.Device("r2")], save: false, "router ospf", " auto-cost reference-bandwidth 1000",
            " no auto-cost reference-bandwidth");

        outcome.Completed();
        outcome.Output("r2", " no auto-cost reference-bandwidth").ShouldContain("% OSPF: Reference bandwidth is changed.");
    }

    [FrrFact]
    public async Task Config_SaveThatFails_IsNotTakenForSaved()
    {
        var error = (await _batch.ConfigAsync([routers.Device("r3")], save: true, "interface to-r2", " ip ospf cost 31")).Rejected();

        // The first line that refuses, in the router's words.
        error.Message.ShouldContain("The device rejected 'write': Error renaming ");
        error.Message.ShouldContain("The change is made and not saved.");
    }

    [FrrFact]
    public async Task Config_NewHostname_IsFollowedAndTheSessionGoesOn()
    {
        (await _batch.ConfigAsync([routers.Device("r3")], save: false, "hostname edge-3.example", "interface to-r2", " ip ospf cost 33",
            "hostname r3", "interface to-r2", " ip ospf cost 34")).Completed();

        (await routers.AskAsync(3, "show running-config")).ShouldContain(" ip ospf cost 34\n");
    }

    [FrrFact]
    public async Task Sessions_AfterAJob_AreLeft()
    {
        (await _batch.CommandsAsync(routers.Devices, "show version")).Completed();

        // Each login has a user of its own, so its processes are its sessions.
        foreach (var device in routers.Devices)
        {
            await Eventually(() => FrrRouters.ProcessesOf(device.Credential!.UserName!) == 0, $"sessions of {device.Name} are left");
        }
    }

    private static async Task Eventually(Func<bool> holds, string what)
    {
        for (var tries = 0; tries < 100 && !holds(); tries++)
        {
            await Task.Delay(50);
        }

        holds().ShouldBeTrue(what);
    }

    private static List<string> Neighbours(Outcome outcome, string router) =>
    [
        .. outcome.Output(router, "show ip ospf neighbor").Split('\n')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(columns => columns.Length > 3 && columns[2].StartsWith("Full/", StringComparison.Ordinal))
            .Select(columns => columns[0]),
    ];
}
