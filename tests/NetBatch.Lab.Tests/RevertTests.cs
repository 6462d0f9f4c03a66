namespace NetBatch.Lab.Tests;

/// <summary>Changes on trial: the device goes back by itself, with nobody logged in.</summary>
public sealed class RevertTests
{
    private readonly FakeTime _time = new();

    [Fact]
    public void Ios_TimerRunsOut_IsAsBeforeWithNobodyLoggedIn()
    {
        var (device, before) = Archived();
        var typist = new Typist(device, rows: 1000);
        var answer = typist.Line("configure terminal revert timer 5");
        answer.ShouldContain("Rollback Confirmed Change: Backing up current running config to flash:archive-Jan-01-00-00-00.000-0\r\n");
        answer.ShouldEndWith("r1(config)#");
        typist.Lines("ntp server 192.0.2.1", "interface Loopback0", "no ip address", "end", "exit");
        device.Counters.Read().PendingReverts.ShouldBe(1);
        _time.Advance(TimeSpan.FromSeconds(299));
        Text(device).ShouldContain("192.0.2.1");
        _time.Advance(TimeSpan.FromSeconds(1));
        Text(device).ShouldBe(before);
        device.Counters.Read()
            .ShouldSatisfyAllConditions(counts => counts.Reverts.ShouldBe(1), counts => counts.PendingReverts.ShouldBe(0));
        new Typist(device).Output("configure confirm").ShouldBe("%No Rollback Confirmed Change pending\n");
    }

    [Fact]
    public void Ios_ConfirmedByANewSession_Stays()
    {
        var (device, before) = Archived();
        new Typist(device).Lines("configure terminal revert timer 5", "ntp server 192.0.2.1", "end", "exit");
        var later = new Typist(device, rows: 1000);
        later.Output("show archive config rollback timer").ShouldContain("Timer value: 5 min\nUser: ann\n");
        later.Output("configure confirm").ShouldBe("");
        _time.Advance(TimeSpan.FromHours(3));
        Text(device).ShouldNotBe(before);
        device.Counters.Read().Reverts.ShouldBe(0);
        _time.Waiting.ShouldBe(0);
        later.Output("show startup-config").ShouldNotContain("192.0.2.1");
        later.Line("write memory");
        later.Output("show startup-config").ShouldContain("192.0.2.1");
    }

    [Fact]
    public void Ios_RevertNow_GoesBackAtOnce()
    {
        var (device, before) = Archived();
        var typist = new Typist(device, rows: 1000);
        typist.Lines("configure terminal revert timer 5", "hostname other", "end");
        typist.Line("configure revert timer 60").ShouldEndWith("other#");
        typist.Line("configure revert now").ShouldContain("Rollback Confirmed Change: rolling to:flash:archive-");
        typist.Line("").ShouldEndWith("r1#");
        Text(device).ShouldBe(before);
    }

    [Theory]
    [InlineData("configure terminal revert timer 5", "%Turn config archive on before using Rollback Confirmed Change\n")]
    [InlineData("configure replace flash:none force", "%Error opening flash:none (No such file or directory)\n")]
    [InlineData("configure revert now", "%No Rollback Confirmed Change pending\n")]
    [InlineData("show archive", "Archive feature not enabled\n")]
    public void Ios_WithoutArchive_Refuses(string command, string answer) =>
        new Typist(Typist.Router("cisco_ios")).Output(command).ShouldBe(answer);

    [Theory]
    [InlineData("configure terminal revert timer 0")]
    [InlineData("configure terminal revert timer 121")]
    [InlineData("configure terminal revert timer soon")]
    public void Ios_TimerOutOfRange_IsInvalid(string command)
    {
        var (device, _) = Archived();
        new Typist(device).Output(command).ShouldContain("% Invalid input detected at '^' marker.");
        device.Revert.IsPending.ShouldBeFalse();
    }

    [Fact]
    public void Ios_CopyAndReplace_BringAFileBack()
    {
        var device = Typist.Router("cisco_ios");
        var before = Text(device);
        var typist = new Typist(device, rows: 1000);
        typist.Line("copy running-config flash:nb-1").ShouldEndWith("Destination filename [nb-1]? ");
        typist.Line("").ShouldContain(" bytes copied in ");
        typist.Lines("configure terminal", "no router ospf 1", "hostname other", "end");
        typist.Line("configure replace flash:/nb-1 force").ShouldContain("Total number of passes: 1\r\nRollback Done\r\n");
        Text(device).ShouldBe(before);
        typist.Line("configure replace flash:nb-1").ShouldEndWith("Enter Y if you are sure you want to proceed. ? [no]: ");
        typist.Line("y").ShouldContain("Total number of passes: 0");
        typist.Line("delete /force flash:nb-1").ShouldEndWith("r1#");
        typist.Output("more flash:nb-1").ShouldBe("%Error opening flash:nb-1 (No such file or directory)\n");
    }

    [Fact]
    public void Ios_OpenSession_GoesOnInTheRevertedConfig()
    {
        var (device, before) = Archived();
        var typist = new Typist(device);
        typist.Lines("configure terminal revert timer 1", "interface GigabitEthernet0/1", "description new");
        _time.Advance(TimeSpan.FromMinutes(1));
        Text(device).ShouldBe(before);
        typist.Line("description newer").ShouldEndWith("r1(config-if)#");
        Text(device).ShouldContain("interface GigabitEthernet0/1\n description newer\n ip address");
    }

    [Fact]
    public void Xr_TrialUnconfirmed_RollsBackAndSaysSo()
    {
        var device = Typist.Router("cisco_iosxr", new LabSpec { Time = _time });
        var before = Text(device);
        var typist = new Typist(device, rows: 1000);
        typist.Lines("terminal exec prompt no-timestamp", "configure terminal", "hostname trial");
        typist.Line("commit confirmed 60").ShouldEndWith("RP/0/RP0/CPU0:trial(config)#");
        _time.Advance(TimeSpan.FromSeconds(59));
        device.HostName.ShouldBe("trial");
        _time.Advance(TimeSpan.FromSeconds(1));
        Text(device).ShouldBe(before);
        device.Counters.Read().Reverts.ShouldBe(1);
        typist.Line("end");
        var list = typist.Output("show configuration commit list").Split('\n');
        list[2].ShouldContain("Rollback");
        list[3].ShouldContain("CLI");
    }

    [Fact]
    public void Xr_Trial_IsConfirmedByItsOwnSessionOnly()
    {
        var device = Typist.Router("cisco_iosxr", new LabSpec { Time = _time });
        var own = new Typist(device, rows: 1000);
        own.Lines("configure terminal", "hostname trial", "commit confirmed 60");
        var other = new Typist(device, rows: 1000);
        other.Line("show configuration sessions detail").ShouldContain("Client: commit-confirm");
        other.Line("configure exclusive")
            .ShouldContain("Cannot enter exclusive mode. A trial commit is underway in another configuration session.");
        other.Line("configure terminal");
        other.Line("commit").ShouldContain("No configuration changes to commit.");
        device.Revert.IsPending.ShouldBeTrue("another session's commit confirms nothing");
        other.Lines("domain name x.example");
        other.Line("commit").ShouldContain("% Cannot commit because there is an unexpired trial/rollback session");
        own.Line("commit").ShouldContain("% Confirming commit for trial session.");
        _time.Advance(TimeSpan.FromHours(1));
        device.HostName.ShouldBe("trial");
        device.Counters.Read().Reverts.ShouldBe(0);
    }

    [Fact]
    public void Xr_LeavingATrial_RollsBackAtOnce()
    {
        var device = Typist.Router("cisco_iosxr", new LabSpec { Time = _time });
        var typist = new Typist(device);
        typist.Lines("configure terminal", "hostname trial", "commit confirmed minutes 5");
        typist.Line("end").ShouldEndWith("Do you wish to exit? [no]: ");
        typist.Line("no").ShouldEndWith("trial(config)#");
        typist.Line("end");
        typist.Line("yes").ShouldEndWith("r1#");
        device.Counters.Read().Reverts.ShouldBe(1);
    }

    [Fact]
    public void Xr_RollbackLast_UndoesTheCommit()
    {
        var device = Typist.Router("cisco_iosxr", new LabSpec { Time = _time });
        var before = Text(device);
        var typist = new Typist(device, rows: 1000);
        typist.Lines("configure terminal", "hostname one", "commit", "hostname two", "commit", "end");
        typist.Line("rollback configuration last 2").ShouldContain("Configuration successfully rolled back 2 commits.");
        Text(device).ShouldBe(before);
        typist.Line("rollback configuration last 9").ShouldContain("% Invalid input");
    }

    [Fact]
    public void Xr_RollbackOfOneCommit_LeavesWhatOthersCommittedSince()
    {
        var device = Typist.Router("cisco_iosxr", new LabSpec { Time = _time });
        var typist = new Typist(device, rows: 1000);
        typist.Lines("configure terminal", "domain name x.example", "commit label job-1 comment CHG 42", "ntp", "server 192.0.2.77",
            "commit", "end");
        typist.Line("show configuration commit list").ShouldContain("job-1");
        var details = typist.Line("show configuration commit list detail");
        details.ShouldContain("Comment:  CHG 42");
        var id = System.Text.RegularExpressions.Regex.Match(details, @"CommitId:\s*(\d+)\s+Label:\s*job-1\s").Groups[1].Value;

        typist.Line($"rollback configuration {id}").ShouldContain($"Configuration successfully rolled back '{id}'.");

        Text(device).ShouldNotContain("x.example");
        Text(device).ShouldContain("server 192.0.2.77");
        typist.Line("rollback configuration 1999999999").ShouldContain("% Invalid input");
        typist.Line($"rollback configuration to {id}");
        Text(device).ShouldNotContain("server 192.0.2.77");
    }

    [Fact]
    public void Xr_LabelOfAnEarlierCommit_IsRefused()
    {
        var device = Typist.Router("cisco_iosxr", new LabSpec { Time = _time });
        new Typist(device, rows: 1000).Lines("configure terminal", "hostname one", "commit label a", "hostname two", "commit label a")
            .ShouldContain("Failed to commit");
        device.HostName.ShouldBe("one");
    }

    [Theory]
    [InlineData("commit confirmed 29")]
    [InlineData("commit confirmed 65536")]
    [InlineData("commit frobnicate")]
    public void Xr_CommitOutOfRange_IsInvalid(string command)
    {
        var device = Typist.Router("cisco_iosxr", new LabSpec { Time = _time });
        new Typist(device).Lines("configure terminal", "hostname trial", command).ShouldContain("% Invalid input detected");
        device.HostName.ShouldBe("r1");
    }

    [Fact]
    public void Xr_CommitThatFails_ChangesNothingAndTellsWhy()
    {
        var device = Typist.Router("cisco_iosxr", new LabSpec { Time = _time });
        device.SetFault(LabFault.Parse("reject-commit=192.0.2.9"));
        var typist = new Typist(device, rows: 1000);
        typist.Line("show configuration failed").ShouldContain("% No such configuration item(s)");
        typist.Lines("configure terminal", "hostname trial", "ntp", "server 192.0.2.9");
        typist.Line("commit").ShouldContain("% Failed to commit one or more configuration items");
        typist.Line("show configuration failed").ShouldContain("!! SEMANTIC ERRORS");
        device.HostName.ShouldBe("r1");
    }

    [Fact]
    public void Eos_CommitTimer_GoesBackOrIsConfirmedByANewSession()
    {
        var device = Typist.Router("arista_eos", new LabSpec { Time = _time });
        var before = Text(device);
        new Typist(device).Lines("configure session nb1", "interface Ethernet3", "description trial", "commit timer 00:05:00")
            .ShouldEndWith("r1#");
        Text(device).ShouldContain("description trial");
        new Typist(device, rows: 1000).Output("show configuration sessions detail")
            .ShouldContain("nb1                      pendingCommitTimer                                        5m0s");
        _time.Advance(TimeSpan.FromMinutes(5));
        Text(device).ShouldBe(before);
        new Typist(device, rows: 1000).Output("show configuration sessions detail").ShouldNotContain("nb1");

        new Typist(device).Lines("configure session nb2", "hostname trial", "commit timer 00:05:00");
        new Typist(device).Line("configure session nb2 commit").ShouldEndWith("trial#");
        _time.Advance(TimeSpan.FromHours(1));
        device.HostName.ShouldBe("trial");
        device.Counters.Read()
            .ShouldSatisfyAllConditions(counts => counts.Reverts.ShouldBe(1), counts => counts.PendingReverts.ShouldBe(0));
    }

    [Fact]
    public void Eos_AbortOfATimedCommit_GoesBackAtOnce()
    {
        var device = Typist.Router("arista_eos", new LabSpec { Time = _time });
        var before = Text(device);
        new Typist(device).Lines("configure session nb1", "hostname trial", "commit timer 01:00:00");
        new Typist(device).Line("configure session nb1 abort").ShouldEndWith("r1#");
        Text(device).ShouldBe(before);
    }

    [Fact]
    public void Eos_CopyAndReplace_BringAFileBack()
    {
        var device = Typist.Router("arista_eos");
        var before = Text(device);
        var typist = new Typist(device);
        typist.Line("copy running-config flash:nb").ShouldContain("Copy completed successfully.");
        typist.Lines("configure terminal", "no interface Ethernet1", "ntp server 192.0.2.1", "end");
        typist.Line("configure replace flash:nb").ShouldEndWith("r1#");
        Text(device).ShouldBe(before);
        typist.Line("configure session nb commit timer soon").ShouldContain("% ");
    }

    [Fact]
    public void Nxos_Checkpoint_IsRolledBackTo()
    {
        var device = Typist.Router("cisco_nxos");
        var before = Text(device);
        var typist = new Typist(device, rows: 1000);
        typist.Line("checkpoint nb-1").ShouldContain("Done");
        typist.Line("checkpoint nb-1").ShouldContain("ERROR: ");
        typist.Output("rollback running-config checkpoint nb-1 atomic").ShouldContain("Rollback Patch is Empty");
        typist.Lines("configure terminal", "interface Ethernet1/1", "shutdown", "vlan 30", "end");
        typist.Output("show checkpoint summary").ShouldStartWith("User Checkpoint Summary\n");
        typist.Output("rollback running-config checkpoint nb-1 atomic")
            .ShouldContain("Verification is Successful.\n\nRollback completed successfully.\n");
        Text(device).ShouldBe(before);
        typist.Line("no checkpoint nb-1").ShouldEndWith("r1# ");
        typist.Output("rollback running-config checkpoint nb-1").ShouldContain("ERROR: ");
    }

    [Theory]
    [InlineData("commit")]
    [InlineData("commit check")]
    public void Junos_ConfirmedByANewSession_Stays(string confirm)
    {
        var device = Typist.Router("juniper_junos", new LabSpec { Time = _time });
        var typist = new Typist(device, rows: 1000);
        typist.Lines("configure", "set system host-name trial");
        var answer = typist.Line("commit confirmed 2");
        answer.ShouldContain("commit confirmed will be automatically rolled back in 2 minutes unless confirmed\r\ncommit complete\r\n");
        answer.ShouldEndWith("\r\n# commit confirmed will be rolled back in 2 minutes\r\n[edit]\r\nann@trial# ");
        new Typist(device, rows: 1000).Lines("configure", confirm)
            .ShouldContain(confirm == "commit" ? "commit complete" : "configuration check succeeds");
        _time.Advance(TimeSpan.FromHours(1));
        device.HostName.ShouldBe("trial");
        device.Counters.Read().Reverts.ShouldBe(0);
    }

    [Fact]
    public void Junos_Unconfirmed_RollsBackAfterTenMinutes()
    {
        var device = Typist.Router("juniper_junos", new LabSpec { Time = _time });
        var before = Text(device);
        new Typist(device).Lines("configure", "set system host-name trial", "delete snmp", "commit confirmed", "exit", "exit");
        _time.Advance(TimeSpan.FromSeconds(599));
        device.HostName.ShouldBe("trial");
        _time.Advance(TimeSpan.FromSeconds(1));
        Text(device).ShouldBe(before);
        device.Counters.Read().Reverts.ShouldBe(1);
        var commits = new Typist(device, rows: 1000).Output("show system commit").Split('\n');
        commits[0].ShouldEndWith("by root via other");
        commits[1].ShouldEndWith("by ann via cli commit confirmed, rollback in 10mins");
    }

    [Theory]
    [InlineData("commit confirmed 0")]
    [InlineData("commit confirmed 65536")]
    [InlineData("commit frobnicate")]
    public void Junos_CommitOutOfRange_IsASyntaxError(string command)
    {
        var device = Typist.Router("juniper_junos", new LabSpec { Time = _time });
        new Typist(device).Lines("configure", "set system host-name trial", command).ShouldContain("syntax error.");
        device.HostName.ShouldBe("r1");
    }

    private (SimDevice Device, string Before) Archived()
    {
        var device = Typist.Router("cisco_ios", new LabSpec { Time = _time });
        new Typist(device).Lines("configure terminal", "archive", "path flash:archive", "end");
        return (device, Text(device));
    }

    private static string Text(SimDevice device) => LabInventory.RunningConfig(device);
}
