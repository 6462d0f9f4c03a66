using NetBatch.Lab.Cli;

namespace NetBatch.Lab.Tests;

public sealed class PlatformShellTests
{
    [Theory]
    [InlineData("cisco_ios", "r1#")]
    [InlineData("cisco_iosxe", "r1#")]
    [InlineData("cisco_nxos", "r1# ")]
    [InlineData("cisco_iosxr", "RP/0/RP0/CPU0:r1#")]
    [InlineData("arista_eos", "r1#")]
    [InlineData("juniper_junos", "ann@r1> ")]
    [InlineData("linux", "ann@r1:~$ ")]
    public void Start_EachPlatform_EndsInItsPrompt(string platform, string prompt) =>
        new Typist(Typist.Router(platform)).First.ShouldEndWith(prompt);

    [Theory]
    [InlineData("cisco_iosxe", "show version", "Cisco IOS XE Software, Version 17.09.04a")]
    [InlineData("cisco_nxos", "show version", "NXOS: version 10.3(4a)")]
    [InlineData("cisco_iosxr", "show version", "Cisco IOS XR Software, Version 7.9.2")]
    [InlineData("arista_eos", "show version", "Software image version: 4.31.2F")]
    [InlineData("juniper_junos", "show version", "Junos: 22.4R3.25")]
    [InlineData("cisco_nxos", "show ip ospf neighbors", "FULL/DR")]
    [InlineData("arista_eos", "show ip int br", "Ethernet1         10.0.0.2/30")]
    [InlineData("juniper_junos", "show interfaces terse", "ge-0/0/0.0              up    up   inet     10.0.0.2/30")]
    public void Show_EachPlatform_ShowsItsOwnForm(string platform, string command, string part) =>
        new Typist(Typist.Router(platform), rows: 1000).Output(command).ShouldContain(part);

    [Fact]
    public void Show_TwoDevices_DifferInSerialAndAddress()
    {
        var one = new Typist(new SimDevice("r1", "cisco_ios", 0, new LabSpec()), rows: 1000).Output("show inventory");
        var two = new Typist(new SimDevice("r2", "cisco_ios", 1, new LabSpec()), rows: 1000).Output("show inventory");
        one.ShouldNotBe(two);
        new Typist(new SimDevice("r1", "cisco_ios", 0, new LabSpec()), rows: 1000).Output("show inventory").ShouldBe(one);
    }

    [Fact]
    public void Nxos_InvalidCommand_SaysSoAtTheMarker() =>
        new Typist(Typist.Router("cisco_nxos")).Output("show foo").ShouldEndWith("^\n% Invalid command at '^' marker.\n");

    [Fact]
    public void Nxos_ConfigInSections_UsesTwoSpaces()
    {
        var typist = new Typist(Typist.Router("cisco_nxos"), rows: 1000);
        typist.Line("conf t").ShouldEndWith("r1(config)# ");
        typist.Line("interface Ethernet1/3").ShouldEndWith("r1(config-if)# ");
        typist.Lines("description to nowhere", "end");
        typist.Output("show running-config interface ethernet1/3")
            .ShouldContain("interface Ethernet1/3\n  description to nowhere\n  switchport access vlan 10\n");
    }

    [Fact]
    public void Eos_ConfigureSession_CommitsOrAborts()
    {
        var device = Typist.Router("arista_eos");
        var typist = new Typist(device, rows: 1000);
        typist.Line("configure session nb1").ShouldEndWith("r1(config-s-nb1)#");
        typist.Line("interface Ethernet3").ShouldEndWith("r1(config-s-nb1-if-Et3)#");
        typist.Line("description changed");
        new Typist(device, rows: 1000).Output("show running-config").ShouldNotContain("changed");
        typist.Line("show session-config diffs").ShouldContain("+   description changed");
        typist.Line("abort").ShouldEndWith("r1#");
        typist.Output("show running-config").ShouldNotContain("changed");
        typist.Lines("configure session nb2", "hostname r99");
        typist.Line("commit").ShouldEndWith("r99#");
    }

    [Fact]
    public void Eos_Unprivileged_NamesThePrivilege() =>
        new Typist(Typist.Router("arista_eos"), privilege: 1).Output("show running-config")
            .ShouldBe("% Invalid input (privileged mode required)\n");

    [Fact]
    public void Xr_Commit_AppliesTheCandidate()
    {
        var device = Typist.Router("cisco_iosxr");
        var typist = new Typist(device, rows: 1000);
        typist.Line("terminal exec prompt no-timestamp");
        typist.Line("configure terminal").ShouldEndWith("RP/0/RP0/CPU0:r1(config)#");
        typist.Line("hostname r77").ShouldEndWith("RP/0/RP0/CPU0:r1(config)#");
        typist.Line("commit").ShouldEndWith("RP/0/RP0/CPU0:r77(config)#");
        typist.Line("ntp").ShouldEndWith("(config-ntp)#");
        typist.Line("server 192.0.2.1");
        typist.Line("end").ShouldEndWith("Uncommitted changes found, commit them before exiting(yes/no/cancel)? [cancel]:");
        typist.Line("no").ShouldEndWith("RP/0/RP0/CPU0:r77#");
        typist.Output("show running-config").ShouldNotContain("192.0.2.1");
    }

    [Fact]
    public void Xr_CommitAfterAnother_Fails()
    {
        var device = Typist.Router("cisco_iosxr");
        var one = new Typist(device);
        var two = new Typist(device);
        one.Lines("configure terminal", "hostname one");
        two.Lines("configure terminal", "hostname two", "commit");
        one.Line("commit").ShouldContain("One or more commits have occurred");
        device.HostName.ShouldBe("two");
    }

    [Fact]
    public void Junos_SetCommitRollback_WorkOnTheCandidate()
    {
        var device = Typist.Router("juniper_junos");
        var typist = new Typist(device, rows: 1000);
        typist.Line("configure").ShouldEndWith("Entering configuration mode\r\n\r\n[edit]\r\nann@r1# ");
        typist.Line("set system host-name r55").ShouldEndWith("ann@r1# ");
        typist.Line("set interfaces ge-0/0/2 description \"far end\"");
        typist.Line("delete interfaces ge-0/0/2 disable");
        typist.Line("show | compare").ShouldContain("+  description \"far end\";");
        typist.Line("commit check").ShouldContain("configuration check succeeds");
        typist.Line("commit").ShouldEndWith("commit complete\r\n\r\n[edit]\r\nann@r55# ");
        typist.Line("exit").ShouldEndWith("Exiting configuration mode\r\n\r\nann@r55> ");
        typist.Output("show configuration interfaces ge-0/0/2").ShouldBe("description \"far end\";\n");
        typist.Output("show configuration system | display set").ShouldContain("set system host-name r55\n");
        typist.Lines("configure", "rollback 1", "commit and-quit").ShouldEndWith("ann@r1> ");
    }

    [Fact]
    public void Junos_Configuration_HasBraces() =>
        new Typist(Typist.Router("juniper_junos"), rows: 1000).Output("show configuration").ShouldContain(
            "interfaces {\n    ge-0/0/0 {\n        description \"to the router before\";\n        unit 0 {\n            family inet "
                + "{\n                address 10.0.0.2/30;\n            }\n        }\n    }\n");

    [Fact]
    public void Junos_ConfigurationReadBack_IsTheSame()
    {
        var device = Typist.Router("juniper_junos");
        var braces = new Typist(device, rows: 1000).Output("show configuration");
        Configs.JunosConfig.Parse(braces).SetLines().ShouldBe(device.Junos.SetLines());
    }

    [Fact]
    public void Junos_Exclusive_LocksOthersUntilTheSessionEnds()
    {
        var device = Typist.Router("juniper_junos");
        var one = new Typist(device);
        one.Line("configure exclusive");
        var two = new Typist(device, user: "bob");
        two.Line("configure").ShouldContain("error: configuration database locked by:");
        one.Line("exit");
        two.Line("configure").ShouldContain("Entering configuration mode");
    }

    [Theory]
    [InlineData("show foo", "syntax error, expecting <command>.")]
    [InlineData("frobnicate", "unknown command.")]
    [InlineData("show", "missing mandatory argument.")]
    public void Junos_WrongCommand_AnswersInItsOwnWords(string command, string answer) =>
        new Typist(Typist.Router("juniper_junos")).Output(command).ShouldContain(answer);

    [Fact]
    public void Junos_Pager_IsErasedWithReturns()
    {
        var typist = new Typist(Typist.Router("juniper_junos"), rows: 10);
        typist.Line("show configuration").ShouldEndWith("---(more)---");
        typist.Keys(" ").ShouldStartWith("\r                                        \r");
        typist.Keys("q").ShouldEndWith("ann@r1> ");
    }

    [Theory]
    [InlineData("hostname", "r1\n", 0)]
    [InlineData("echo \"a  b\" 'c d'", "a  b c d\n", 0)]
    [InlineData("false || echo no && echo yes", "no\nyes\n", 0)]
    [InlineData("printf '%s:%d\\n' x 3", "x:3\n", 0)]
    [InlineData("A=5; echo ${A}$A", "55\n", 0)]
    [InlineData("exit 3", "", 3)]
    [InlineData("false", "", 1)]
    [InlineData("nonsense", "bash: line 1: nonsense: command not found\n", 127)]
    public void Linux_Exec_HasOutputAndStatus(string command, string output, int status)
    {
        var typist = new Typist(Typist.Router("linux"), exec: command, terminal: false);
        typist.First.ShouldBe(output);
        LastExit(command).ShouldBe(status);
    }

    [Fact]
    public void Linux_Sentinel_TellsTheStatus()
    {
        var typist = new Typist(Typist.Router("linux"));
        typist.Line("cat /nowhere");
        typist.Output("echo \"@@$?@@\"").ShouldBe("@@1@@\n");
    }

    [Fact]
    public void Linux_Sudo_AsksForThePassword()
    {
        var typist = new Typist(Typist.Router("linux"), privilege: 1);
        typist.Line("sudo -s").ShouldEndWith("[sudo] password for ann: ");
        typist.Line("enable-secret").ShouldEndWith("root@r1:/home/ann# ");
        typist.Line("exit").ShouldEndWith("ann@r1:~$ ");
    }

    private static int LastExit(string command)
    {
        var session = Platforms.Shells.Open(Typist.Router("linux"), new SessionRequest("ann", Terminal: false, Command: command), 1);
        session.Start();
        return session.Drain().Last(action => action.Kind == SimActionKind.Exit).Status;
    }
}
