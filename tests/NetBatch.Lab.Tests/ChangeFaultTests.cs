namespace NetBatch.Lab.Tests;

/// <summary>Faults that strike at a change, and lines that no configuration takes.</summary>
public sealed class ChangeFaultTests
{
    [Theory]
    [InlineData("ignore-line=ntp server")]
    [InlineData("reject-commit*1=x")]
    [InlineData("cut-path")]
    [InlineData("cut-path=192.0.2.1")]
    [InlineData("cut-config*2")]
    public void Parse_FaultOfAChange_ReadsBack(string text) => LabFault.Parse(text).ToString().ShouldBe(text);

    [Theory]
    [InlineData("ignore-line")]
    [InlineData("reject-commit")]
    [InlineData("cut-path*1")]
    public void Parse_WrongFault_IsRefused(string text) =>
        Should.Throw<NetBatchException>(() => LabFault.Parse(text)).Code.ShouldBe(ErrorCode.InvalidArgument);

    [Theory]
    [InlineData("cisco_ios")]
    [InlineData("cisco_iosxr")]
    [InlineData("arista_eos")]
    [InlineData("cisco_nxos")]
    public void IgnoreLine_IsAnsweredAsDoneAndNotKept(string platform)
    {
        var device = Faulty(platform, "ignore-line=snmp-server");
        var typist = new Typist(device);
        typist.Line("configure terminal");
        typist.Line("snmp-server contact noc").ShouldNotContain("%");
        typist.Line("snmp-server").ShouldContain("% ", customMessage: "nonsense is still refused");
        typist.Lines("hostname kept", "commit", "end");
        var text = LabInventory.RunningConfig(device);
        text.ShouldContain("hostname kept");
        text.ShouldNotContain("contact noc");
    }

    [Fact]
    public void IgnoreLine_OnJunos_IsNotKept()
    {
        var device = Faulty("juniper_junos", "ignore-line=snmp contact");
        var typist = new Typist(device);
        typist.Line("configure");
        typist.Line("set snmp contact noc").ShouldEndWith("# ");
        typist.Lines("set system host-name kept", "commit").ShouldContain("commit complete");
        device.HostName.ShouldBe("kept");
        LabInventory.RunningConfig(device).ShouldNotContain("contact");
    }

    [Theory]
    [InlineData("cisco_ios", "show running-config")]
    [InlineData("cisco_ios", "sh run")]
    [InlineData("cisco_iosxr", "show running-config")]
    [InlineData("arista_eos", "show running-config")]
    [InlineData("cisco_nxos", "show running-config")]
    [InlineData("juniper_junos", "show configuration")]
    [InlineData("juniper_junos", "show configuration | display set")]
    public void CutConfig_EndsBeforeItsEndWithoutAnError(string platform, string command)
    {
        var device = Faulty(platform, "cut-config*1");
        var typist = new Typist(device, rows: 1000);
        typist.Line("show version").ShouldContain("ersion", customMessage: "other outputs are whole");
        var half = typist.Output(command);
        var whole = typist.Output(command);
        half.Length.ShouldBeInRange(whole.Length / 3, whole.Length * 2 / 3);
        if (platform != "cisco_iosxr")
        {
            whole.ShouldStartWith(half.TrimEnd('\n'));
        }

        half.TrimEnd().ShouldNotEndWith("end");
    }

    [Fact]
    public void CutPath_WithText_LastsAsLongAsTheConfigHoldsIt()
    {
        var device = Faulty("cisco_ios", "cut-path=access-class DENY");
        var told = 0;
        device.ReachabilityChanged = () => told++;
        var typist = new Typist(device);
        typist.Lines("configure terminal", "line vty 0 4");
        device.IsCutOff.ShouldBeFalse();
        typist.Line("access-class DENY in");
        device.IsCutOff.ShouldBeTrue();
        told.ShouldBeGreaterThan(0);
        typist.Line("no access-class DENY in");
        device.IsCutOff.ShouldBeFalse();
    }

    [Fact]
    public void CutPath_WithoutText_LastsAsLongAsTheTrial()
    {
        var time = new FakeTime();
        var device = new SimDevice("r1", "juniper_junos", 1, new LabSpec { Time = time });
        device.SetFault(LabFault.Parse("cut-path"));
        List<bool> seen = [];
        device.ReachabilityChanged = () => seen.Add(device.IsCutOff);
        new Typist(device).Lines("configure", "set system host-name trial", "commit confirmed 1");
        device.IsCutOff.ShouldBeTrue();
        time.Advance(TimeSpan.FromMinutes(1));
        device.IsCutOff.ShouldBeFalse();
        seen[^1].ShouldBeFalse("the port is opened again by the timer");
    }

    [Fact]
    public void RejectLine_InTheMiddle_LeavesTheLinesBefore()
    {
        var device = Faulty("cisco_ios", "reject-line=ip ospf cost");
        new Typist(device).Lines("configure terminal", "interface GigabitEthernet0/0", "description new").ShouldNotContain("%");
        var typist = new Typist(device);
        typist.Lines("configure terminal", "interface GigabitEthernet0/0");
        typist.Line("ip ospf cost 77").ShouldContain("% Invalid input detected at '^' marker.");
        LabInventory.RunningConfig(device).ShouldContain(" description new\n ip address 10.0.0.2 255.255.255.252\n ip ospf cost 10\n");
    }

    [Theory]
    [InlineData("cisco_ios", "ntp sever 192.0.2.1", "% Invalid input detected")]
    [InlineData("cisco_ios", "ip adress 192.0.2.1", "% Invalid input detected")]
    [InlineData("cisco_ios", "interface Foo0", "% Invalid input detected")]
    [InlineData("cisco_ios", "10 permit ip any any", "% Invalid input detected")]
    [InlineData("cisco_ios", "hostname", "% Incomplete command.")]
    [InlineData("cisco_ios", "no interface GigabitEthernet0/0", "% Removal of physical interfaces is not permitted")]
    [InlineData("cisco_nxos", "logging sever 192.0.2.1", "% Invalid command")]
    [InlineData("arista_eos", "snmp-server lokation x", "% Invalid input")]
    [InlineData("cisco_iosxr", "router frob 1", "% Invalid input detected")]
    public void Nonsense_IsRefusedAndChangesNothing(string platform, string line, string answer)
    {
        var device = Typist.Router(platform);
        var before = LabInventory.RunningConfig(device);
        new Typist(device).Lines("configure terminal", line).ShouldContain(answer);
        LabInventory.RunningConfig(device).ShouldBe(before);
    }

    [Fact]
    public void Nonsense_OnJunos_IsASyntaxError() =>
        new Typist(Typist.Router("juniper_junos")).Lines("configure", "set system hostname x").ShouldContain("syntax error.");

    [Fact]
    public void AccessList_NumberTwice_IsRefusedByIos()
    {
        var device = Typist.Router("cisco_ios");
        var typist = new Typist(device);
        typist.Lines("configure terminal", "ip access-list standard MGMT");
        typist.Line("10 permit host 192.0.2.1").ShouldContain("% Duplicate sequence number");
        typist.Lines("no 10", "10 permit host 192.0.2.1");
        LabInventory.RunningConfig(device).ShouldContain("ip access-list standard MGMT\n 10 permit host 192.0.2.1\n 20 deny any log\n");
    }

    [Fact]
    public void Hostname_Removed_IsThePlatformsOwn()
    {
        new Typist(Typist.Router("cisco_ios")).Lines("configure terminal", "no hostname r1").ShouldEndWith("Router(config)#");
        new Typist(Typist.Router("cisco_nxos")).Lines("configure terminal", "no hostname").ShouldEndWith("switch(config)# ");
    }

    [Fact]
    public void Xr_RoutePolicy_TypedAnew_IsAnotherOne()
    {
        var device = Typist.Router("cisco_iosxr");
        var typist = new Typist(device, rows: 1000);
        typist.Lines("configure terminal", "route-policy IN", "if destination in PFX then", "pass", "else", "drop", "endif", "drop");
        typist.Line("end-policy").ShouldEndWith("(config)#");
        typist.Line("commit");
        LabInventory.RunningConfig(device)
            .ShouldContain("route-policy IN\n  if destination in PFX then\n    pass\n  else\n    drop\n  endif\n  drop\nend-policy\n");
        typist.Lines("route-policy IN", "pass", "end-policy", "commit");
        LabInventory.RunningConfig(device).ShouldContain("route-policy IN\n  pass\nend-policy\n");
    }

    private static SimDevice Faulty(string platform, params string[] faults) =>
        new("r1", platform, 1,
            new LabSpec { Faults = new Dictionary<string, IReadOnlyList<LabFault>> { ["r1"] = [.. faults.Select(LabFault.Parse)] } });
}
