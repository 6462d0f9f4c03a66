namespace NetBatch.Remediation.Tests;

/// <summary>What devices need beyond lines under headers; the pairs themselves stand in Vectors/device.jsonl with their sources.</summary>
public sealed class DeviceModelTests
{
    [Theory]
    [InlineData("cisco_ios", "ip http server\nno ip http server\n", 2)]
    [InlineData("cisco_ios", "interface Vlan1\n no shutdown\n description a\n shutdown\n", 4)]
    [InlineData("juniper_junos", "set system services ssh\ndelete system services ssh\n", 2)]
    [InlineData("huawei_vrp", "undo portswitch\nportswitch\n", 2)]
    public void Parse_LineAndItsNegation_IsRefusedWithBothLines(string platform, string text, int line) =>
        Should.Throw<ConfigException>(() => Given.Config(platform, text)).Line.ShouldBe(line);

    [Fact]
    public void Parse_TabsAmongBlanks_StandAsDeepAsTheyAreSeen() =>
        Given.Text(Given.Config("cisco_ios",
            "router bgp 1\n address-family ipv4\n\tneighbor 10.0.0.1 activate\n neighbor 10.0.0.1 remote-as 2\n").Lines())
            .ShouldBe("router bgp 1\n  address-family ipv4\n    neighbor 10.0.0.1 activate\n  neighbor 10.0.0.1 remote-as 2");

    [Theory]
    [InlineData("cisco_ios", "enable secret 9 $9$abc\n", "enable secret hello\n")]
    [InlineData("cisco_ios", "username ops privilege 15 secret 9 $9$abc\n", "username ops privilege 15 secret 0 hello\n")]
    [InlineData("cisco_ios", "interface Vlan1\n description a\n", "interface Vlan1\n description a\n no shutdown\n")]
    [InlineData("cisco_ios", "banner login ^C\nhello\n^C\n", "banner login %\nhello\n%\n")]
    [InlineData("cisco_nxos", "banner motd #hello#\n", "banner motd @hello@\n")]
    [InlineData("arista_eos", "ip access-list A\n   10 permit ip any any\n", "ip access-list A\n   permit ip any any\n")]
    [InlineData("cisco_ios", "line vty 0 4\n login local\nline vty 5 15\n login local\n", "line vty 0 15\n login local\n")]
    public void Remediation_SameThingInOtherWords_IsNothing(string platform, string running, string intended)
    {
        Given.Remediation(platform, running, intended).ShouldBe("");
        Given.Rollback(platform, running, intended).ShouldBe("");
    }

    [Fact]
    public void Remediation_TerminalLinesDiffer_ChangesThoseAlone() =>
        Given.Remediation(
            "cisco_ios",
            "line vty 0 4\n login local\n transport input ssh\nline vty 5 15\n login local\n transport input telnet\n",
            "line vty 0 15\n login local\n transport input ssh\n")
            .ShouldBe("line vty 5 15\n  no transport input telnet\n  transport input ssh");

    [Fact]
    public void Remediation_EntryOfNumberedListGoes_NeverTakesTheListAway() =>
        Given.Remediation("cisco_ios", "access-list 10 permit 192.0.2.1\naccess-list 10 permit 192.0.2.2\n",
            "access-list 10 permit 192.0.2.1\n")
            .ShouldBe("ip access-list standard 10\n  no 20");

    [Fact]
    public void Remediation_NumberedListGoes_IsTakenAwayOnce() =>
        Given.Remediation("cisco_ios", "hostname a\naccess-list 10 permit 192.0.2.1\naccess-list 10 permit 192.0.2.2\n", "hostname a\n")
            .ShouldBe("no access-list 10");

    [Fact]
    public void Remediation_NoRoomBetweenNumbers_GivesTheListNewOnesFirst() =>
        Given.Remediation(
            "cisco_ios",
            "ip access-list extended A\n 10 permit tcp any any eq 22\n 11 deny ip any host 192.0.2.9\n 12 permit ip any any\n",
            "ip access-list extended A\n permit tcp any any eq 22\n permit tcp any host 192.0.2.9 eq 443\n deny ip any host 192.0.2.9\n "
                + "permit ip any any\n").ShouldBe("""
            ip access-list resequence A 50 50
            ip access-list extended A
              75 permit tcp any host 192.0.2.9 eq 443
            """.ReplaceLineEndings("\n"));

    [Fact]
    public void Remediation_EntryMovesWhereTwinsAreIgnored_IsRefusedWithTheWay() =>
        Should.Throw<ConfigException>(() => Given.Remediation(
            "cisco_ios",
            "ip access-list extended A\n 10 permit tcp any any\n 20 deny tcp any any eq 23\n 30 permit ip any any\n",
            "ip access-list extended A\n deny tcp any any eq 23\n permit tcp any any\n permit ip any any\n")).Message.ShouldContain(
                "second list");

    [Fact]
    public void Remediation_PoliciesOfFortiosInAnotherOrder_AreMoved() =>
        Given.Remediation(
            "fortios",
            "config firewall policy\n    edit 1\n        set action accept\n    next\n    edit 2\n        set action deny\n    next\nend\n",
            "config firewall policy\n    edit 2\n        set action deny\n    next\n    edit 1\n        set action accept\n    next\nend\n")
            .ShouldBe("config firewall policy\n  move 2 before 1");

    [Fact]
    public void Remediation_ListAndItsUserCome_ListComesFirst() =>
        Given.Remediation("cisco_ios", "hostname a\n",
            "hostname a\ninterface Vlan1\n ip access-group IN in\nip access-list extended IN\n permit tcp any any eq 22\n")
            .ShouldBe("ip access-list extended IN\n  10 permit tcp any any eq 22\ninterface Vlan1\n  ip access-group IN in");

    [Theory]
    [InlineData("hostname a\nip route 0.0.0.0 0.0.0.0 192.0.2.254\n", "hostname a\nip route 0.0.0.0 0.0.0.0 192.0.2.253\n",
        "default route")]
    [InlineData("interface Vlan1\n ip address 192.0.2.1 255.255.255.0\n ip access-group IN in\nip access-list extended IN\n 10 permit "
        + "ip any any\n", "interface Vlan1\n ip address 192.0.2.1 255.255.255.0\n ip access-group IN in\nip access-list extended IN\n "
        + "10 deny ip any any\n", "access list")]
    [InlineData("line vty 0 4\n access-class MGMT in\nip access-list standard MGMT\n 10 permit any\n",
        "line vty 0 4\n access-class MGMT in\nip access-list standard MGMT\n 10 deny any\n", "access list")]
    public void Touched_WhatTheSessionComesBy_IsFound(string running, string intended, string what)
    {
        var (from, to) = (Given.Config("cisco_ios", running), Given.Config("cisco_ios", intended));

        ManagementPath.Touched(ConfigEngine.Remediation(from, to), from, new ManagementSession(["192.0.2.1"], "ops"))
            .ShouldContain(f => f.Reason.Contains(what));
    }
}
