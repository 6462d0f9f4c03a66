using System.Net.Sockets;

namespace NetBatch.Lab.Tests;

public sealed class LabHostTests
{
    [SshdFact]
    public async Task Shell_WithKey_WorksAsOnADevice()
    {
        await using var lab = await LabHost.StartAsync(new LabSpec { Devices = 1 });
        await using var client = SshClient.Open(lab, "r1");
        await client.UntilAsync("r1#");
        await client.TypeAsync("terminal length 0");
        await client.UntilAsync("r1#");
        await client.TypeAsync("show version");
        (await client.UntilAsync("r1#")).ShouldStartWith("show version\r\nCisco IOS Software");
        await client.TypeAsync("exit");
        (await client.EndAsync()).Status.ShouldBe(0);
        lab.Received("r1").Select(line => line.Text).ShouldBe(["terminal length 0", "show version", "exit"]);
        lab.Counts.TotalSessions.ShouldBe(1);
    }

    [SshdFact]
    public async Task Login_WithPassword_SeparatesRightFromWrong()
    {
        var user = new LabUser($"nblab{Environment.ProcessId}", "s3cret-word", Privilege: 1);
        await using var lab = await LabHost.StartAsync(new LabSpec { Devices = 1, Users = [user] });
        await using (var client = SshClient.Open(lab, "r1", user: user))
        {
            await client.UntilAsync("r1>");
        }

        var (status, _, error) = await SshClient.RunAsync(lab, "r1", user: user with { Password = "wrong" });
        status.ShouldBe(255);
        error.ShouldContain("Permission denied");
        (await lab.LoginsAsync()).ShouldBe([new LabLogin(user.Name, "password", true), new LabLogin(user.Name, "password", false)]);
    }

    [SshdFact]
    public async Task Exec_OnLinux_HasStatusAndBothOutputs()
    {
        await using var lab = await LabHost.StartAsync(new LabSpec { Devices = 1, Platforms = ["linux"] });
        (await SshClient.RunAsync(lab, "r1", "hostname; exit 7")).ShouldBe((7, "r1\n", ""));
        var (status, output, error) = await SshClient.RunAsync(lab, "r1", "nonsense");
        status.ShouldBe(127);
        output.ShouldBe("");
        error.ShouldContain("nonsense: command not found");
    }

    [SshdFact]
    public async Task Output_OfMegabytes_ArrivesWhole()
    {
        await using var lab = await LabHost.StartAsync(new LabSpec { Devices = 1, TechSupportBytes = 8_000_000 });
        var (status, output, _) = await SshClient.RunAsync(lab, "r1", "show tech-support");
        status.ShouldBe(0);
        output.Length.ShouldBeGreaterThan(8_000_000);
        var lines = output.TrimEnd('\n').Split('\n');
        lines[^1].TrimStart().ShouldStartWith($"{lines.Length - 1}:");
    }

    [SshdFact]
    public async Task Devices_EachWithItsOwnPort_AreToldApart()
    {
        await using var lab = await LabHost.StartAsync(new LabSpec { Devices = 12, Platforms = ["linux"] });
        lab.Devices().Select(device => device.Port).Distinct().Count().ShouldBe(12);
        var names = await Task.WhenAll(lab.DeviceNames.Select(name => SshClient.RunAsync(lab, name, "hostname")));
        names.Select(result => result.Output.Trim()).ShouldBe(lab.DeviceNames);
        lab.Counts.TotalConnections.ShouldBe(12);
        lab.Counts.CurrentSessions.ShouldBe(0);
    }

    [SshdFact]
    public async Task Refuse_ThenCleared_AnswersAtTheSamePort()
    {
        await using var lab = await LabHost.StartAsync(new LabSpec
        {
            Devices = 2, Platforms = ["linux"],
            Faults = new Dictionary<string, IReadOnlyList<LabFault>> { ["r2"] = [LabFault.Parse("refuse")] },
        });
        (await SshClient.RunAsync(lab, "r2", "hostname")).Error.ShouldContain("Connection refused");
        (await SshClient.RunAsync(lab, "r1", "hostname")).Output.ShouldBe("r1\n");
        lab.ClearFault("r2");
        (await SshClient.RunAsync(lab, "r2", "hostname")).Output.ShouldBe("r2\n");
        lab.SetFault("r2", LabFault.Parse("refuse"));
        (await SshClient.RunAsync(lab, "r2", "hostname")).Error.ShouldContain("Connection refused");
    }

    [SshdFact]
    public async Task ChangedHostKey_IsNoticedByTheClient()
    {
        await using var lab = await LabHost.StartAsync(new LabSpec { Devices = 1 });
        lab.SetFault("r1", LabFault.Parse("changed-host-key"));
        (await SshClient.RunAsync(lab, "r1", "show clock")).Error.ShouldContain("REMOTE HOST IDENTIFICATION HAS CHANGED");
    }

    [SshdFact]
    public async Task Drop_MidOutput_CutsTheConnection()
    {
        await using var lab = await LabHost.StartAsync(new LabSpec { Devices = 1 });
        lab.SetFault("r1", LabFault.Parse("drop*1=show running"));
        var (status, output, _) = await SshClient.RunAsync(lab, "r1", "show running-config");
        status.ShouldBe(255);
        output.ShouldContain("hostname r1");
        output.ShouldNotContain("ntp server");
        (await SshClient.RunAsync(lab, "r1", "show running-config")).Output.ShouldContain("ntp server");
    }

    [SshdFact]
    public async Task Counts_OfSixtyDevicesTenAtATime_StayAtTen()
    {
        await using var lab = await LabHost.StartAsync(new LabSpec { Devices = 60, Platforms = ["linux"] });
        using var slots = new SemaphoreSlim(10);
        await Task.WhenAll(lab.DeviceNames.Select(async name =>
        {
            await slots.WaitAsync();
            try
            {
                (await SshClient.RunAsync(lab, name, "hostname")).Output.ShouldBe(name + "\n");
                await Eventually(() => lab.CountsOf(name).CurrentConnections == 0);
            }
            finally
            {
                slots.Release();
            }
        }));
        lab.Counts.MaxConnections.ShouldBeInRange(2, 10);
        lab.Counts.TotalSessions.ShouldBe(60);
    }

    [SshdFact]
    public async Task Counts_AfterAClientHasClosed_DoNotWaitForTheRelay()
    {
        await using var lab = await LabHost.StartAsync(new LabSpec { Devices = 1 });
        var device = lab.Devices().Single();
        for (var time = 0; time < 50; time++)
        {
            using (var client = new TcpClient())
            {
                await client.ConnectAsync(device.Address, device.Port);
                await Eventually(() => lab.CountsOf("r1").CurrentConnections == 1);
            }

            lab.CountsOf("r1").CurrentConnections.ShouldBe(0);
        }

        (lab.Counts.TotalConnections, lab.Counts.MaxConnections).ShouldBe((50, 1));
    }

    [SshdFact]
    public async Task Drip_SlowsTheOutputDown()
    {
        await using var lab = await LabHost.StartAsync(new LabSpec { Devices = 1, Platforms = ["linux"] });
        lab.SetFault("r1", LabFault.Parse("drip=20"));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        (await SshClient.RunAsync(lab, "r1", "echo 0123456789012345678901234")).Output.ShouldBe("0123456789012345678901234\n");
        clock.ElapsedMilliseconds.ShouldBeGreaterThan(500);
    }

    [SshdFact]
    public async Task Stall_SendsNothing()
    {
        await using var lab = await LabHost.StartAsync(new LabSpec { Devices = 1 });
        lab.SetFault("r1", LabFault.Parse("stall"));
        using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
        await socket.ConnectAsync("127.0.0.1", lab.Devices()[0].Port);
        await socket.SendAsync("SSH-2.0-test\r\n"u8.ToArray());
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        await Should.ThrowAsync<OperationCanceledException>(async () => await socket.ReceiveAsync(new byte[1], limit.Token));
    }

    [SshdFact]
    public async Task Cut_OfASession_IsAResetToTheClient()
    {
        await using var lab = await LabHost.StartAsync(new LabSpec { Devices = 1 });
        await using var client = SshClient.Open(lab, "r1");
        await client.UntilAsync("r1#");
        lab.CutSessions("r1");
        (await client.EndAsync()).Status.ShouldBe(255);
    }

    [SshdFact]
    public async Task Start_WithAUserThatExists_IsRefused()
    {
        var error = await Should.ThrowAsync<NetBatchException>(
            () => LabHost.StartAsync(new LabSpec { Devices = 1, Users = [new LabUser("daemon", "x")] }));
        error.Message.ShouldContain("'daemon'");
        error.Remedy.ShouldNotBeNull();
    }

    [SshdFact]
    public async Task Garbage_IsNoSsh()
    {
        await using var lab = await LabHost.StartAsync(new LabSpec { Devices = 1 });
        lab.SetFault("r1", LabFault.Parse("garbage"));
        (await SshClient.RunAsync(lab, "r1", "show clock")).Status.ShouldBe(255);
        lab.Counts.TotalSessions.ShouldBe(0);
    }

    [SshdFact]
    public async Task Hang_EndsWithTheClient()
    {
        await using var lab = await LabHost.StartAsync(new LabSpec { Devices = 1 });
        lab.SetFault("r1", LabFault.Parse("hang=show clock"));
        await using (var client = SshClient.Open(lab, "r1"))
        {
            await client.UntilAsync("r1#");
            await client.TypeAsync("show clock");
            await client.UntilAsync("show clock");
            lab.Counts.CurrentSessions.ShouldBe(1);
        }

        await Eventually(() => lab.Counts is { CurrentSessions: 0, CurrentConnections: 0 });
    }

    [SshdFact]
    public async Task Dispose_WithOpenSessions_LeavesNothingBehind()
    {
        var lab = await LabHost.StartAsync(new LabSpec { Devices = 3, Name = $"leaves-{Environment.ProcessId}" });
        var folder = lab.Folder;
        var user = lab.Users[0].Name;
        File.ReadAllText("/etc/passwd").ShouldContain(user);
        await using var client = SshClient.Open(lab, "r1");
        await client.UntilAsync("r1#");
        await lab.DisposeAsync();
        (await client.EndAsync()).Status.ShouldBe(255);
        Directory.Exists(folder).ShouldBeFalse();
        File.ReadAllText("/etc/passwd").ShouldNotContain(user);
        Server.Leftovers.Of(folder).ShouldBeEmpty();
    }

    [SshdFact]
    public async Task State_FromOutside_ListsFaultsAndStops()
    {
        var name = $"outside-{Environment.ProcessId}";
        await using var lab = await LabHost.StartAsync(new LabSpec { Devices = 2, Name = name });
        LabState.List().ShouldContain(info => info.Name == name && info.IsAlive && info.Devices == 2);
        await LabState.SetFaultAsync("r2", LabFault.Parse("hang=show version"), name);
        lab.Faults("r2").ShouldBe([new LabFault(LabFaultKind.Hang, "show version")]);
        await LabState.SetFaultAsync("r2", null, name);
        lab.Faults("r2").ShouldBeEmpty();
        (await LabState.CountsAsync(name)).TotalSessions.ShouldBe(0);
        (await Should.ThrowAsync<NetBatchException>(() => LabState.SetFaultAsync("r9", null, name))).Message.ShouldContain("r9");
        var stop = LabState.StopAsync(name);
        await lab.WaitForStopAsync();
        await lab.DisposeAsync();
        await stop;
        LabState.List().ShouldNotContain(info => info.Name == name);
    }

    [SshdFact]
    public async Task Inventory_AsCsv_NamesEveryDevice()
    {
        await using var lab = await LabHost.StartAsync(new LabSpec { Devices = 2, Platforms = ["cisco_ios", "arista_eos"] });
        var lines = lab.InventoryCsv().TrimEnd('\n').Split('\n');
        lines[0].ShouldBe("name,address,port,platform,site,role,group,model,credential,lab");
        lines[2].ShouldBe($"r2,127.0.0.1,{lab.Devices()[1].Port},arista_eos,berlin,distribution,g1,vEOS-lab,{lab.Users[0].Name}@key:"
            + $"{lab.KeyPath},{lab.Name}");
    }

    [SshdFact]
    public async Task CutPath_UntilTheTimerHasReverted_RefusesNewConnections()
    {
        var time = new FakeTime();
        var name = $"cut-{Environment.ProcessId}";
        await using var lab = await LabHost.StartAsync(new LabSpec
        {
            Devices = 1, Name = name, Time = time,
            ExtraConfig = new Dictionary<string, IReadOnlyList<string>> { ["cisco_ios"] = ["archive", "path flash:archive"] },
            Faults = new Dictionary<string, IReadOnlyList<LabFault>> { ["r1"] = [LabFault.Parse("cut-path=access-class DENY")] },
        });
        var before = lab.RunningConfig("r1");
        before.ShouldContain("archive\n path flash:archive\n");
        lab.RevertDueAt("r1").ShouldBeNull();
        await using (var client = SshClient.Open(lab, "r1"))
        {
            await client.UntilAsync("r1#");
            await client.TypeAsync("configure terminal revert timer 2");
            await client.UntilAsync("(config)#");
            await client.TypeAsync("line vty 0 4");
            await client.UntilAsync("(config-line)#");
            (await SshClient.RunAsync(lab, "r1", "show clock")).Status.ShouldBe(0);
            await client.TypeAsync("access-class DENY in");
            await client.UntilAsync("(config-line)#");
            (await SshClient.RunAsync(lab, "r1", "show clock")).Error.ShouldContain("Connection refused");
            await client.TypeAsync("end");
            await client.UntilAsync("r1#");
        }

        lab.RevertDueAt("r1").ShouldBe(time.GetUtcNow().AddMinutes(2));
        (await LabState.CountsAsync(name, device: "r1")).PendingReverts.ShouldBe(1);
        time.Advance(TimeSpan.FromMinutes(2));
        (await SshClient.RunAsync(lab, "r1", "configure confirm")).Output.ShouldContain("%No Rollback Confirmed Change pending");
        lab.RunningConfig("r1").ShouldBe(before);
        (await LabState.CountsAsync(name)).ShouldSatisfyAllConditions(counts => counts.PendingReverts.ShouldBe(0),
            counts => counts.Reverts.ShouldBe(1));
        (await Should.ThrowAsync<NetBatchException>(() => LabState.CountsAsync(name, device: "r9"))).Message.ShouldContain("r9");
    }

    private static async Task Eventually(Func<bool> holds)
    {
        // What a client's end does to the server is told by the server only: it is asked, for ten seconds at most.
        for (var tries = 0; tries < 200 && !holds(); tries++)
        {
            await Task.Delay(50);
        }

        holds().ShouldBeTrue();
    }
}
