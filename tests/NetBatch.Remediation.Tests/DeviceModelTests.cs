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

    // The device shows "no ip http server" where it is off: a way back to a config without it leads to one where it is on.
    [Fact]
    public void Rollback_WhatTheDeviceAlwaysShows_IsOnWhereItShowsNothing()
    {
        const string Off = "hostname a\nno ip http server\n";
        Given.Rollback("cisco_ios", "hostname a\n", Off).ShouldBe("ip http server");
        Given.Remediation("cisco_ios", Off, "hostname a\n").ShouldBe("");
    }

    // "ip route" in the mode of a VRF is a route of that VRF (Nexus 9000 Unicast Routing Configuration Guide, "Configuring Static
    // Routing in a VRF").
    [Theory]
    [InlineData("cisco_nxos", "vrf context V", "ip route 10.0.0.0/8 192.0.2.1", "exit")]
    [InlineData("arista_eos", "router bgp 65001", "ip route 10.0.0.0/8 192.0.2.1", "exit")]
    [InlineData("huawei_vrp", "vlan 20", "dns server 192.0.2.1", "quit")]
    [InlineData("hp_comware", "acl basic 2000", "info-center loghost 192.0.2.1", "quit")]
    public void Commands_SectionWithNothingInIt_IsLeft(string platform, string section, string line, string exit) =>
        ConfigEngine.Remediation(Given.Config(platform, "sysname a\n"), Given.Config(platform, $"sysname a\n{section}\n{line}\n"))
            .Commands().ShouldBe([section, "  " + exit, line]);

    [Theory]
    [InlineData("huawei_vrp", "acl number 2000")]
    [InlineData("hp_comware", "acl basic 2000")]
    public void Remediation_StepOfAListGoesWithARule_BothAreSaid(string platform, string list) =>
        Given.Remediation(
            platform,
            $"{list}\n step 10\n rule 5 permit source 192.0.2.1 0\n",
            $"{list}\n rule 5 deny source 192.0.2.1 0\n").ShouldBe($"{list}\n  undo step\n  rule 5 deny source 192.0.2.1 0");

    // "The content of a modified or created rule must not be identical with the content of any existing rule" (Quidway S3900 Command
    // Manual, ACL, "rule"), and each packet is decided as before or as intended at every moment.
    [Theory]
    [InlineData("huawei_vrp", "acl number 2000")]
    [InlineData("hp_comware", "acl basic 2000")]
    public void Remediation_RulesChangeTheirNumbers_NewOnesComeBesideTheOldOnes(string platform, string list) =>
        Given.Remediation(
            platform,
            $"{list}\n rule 5 permit source 192.0.2.0 0.0.0.255\n rule 10 deny source 192.0.2.1 0\n",
            $"{list}\n rule 5 deny source 192.0.2.1 0\n rule 10 permit source 192.0.2.0 0.0.0.255\n").ShouldBe($"""
            {list}
              rule 6 deny source 192.0.2.1 0 logging
              rule 11 permit source 192.0.2.0 0.0.0.255 logging
              undo rule 10
              undo rule 5
              rule 5 deny source 192.0.2.1 0
              undo rule 6
              rule 10 permit source 192.0.2.0 0.0.0.255
              undo rule 11
            """.ReplaceLineEndings("\n"));

    [Theory]
    [InlineData("huawei_vrp", "acl number 2000")]
    [InlineData("hp_comware", "acl basic 2000")]
    public void Remediation_RulesChangeTheirNumbersAndNoneIsFree_IsRefusedWithTheWay(string platform, string list) =>
        Should.Throw<ConfigException>(() => Given.Remediation(
            platform,
            $"{list}\n rule 0 permit source 192.0.2.0 0.0.0.255\n rule 1 deny source 192.0.2.1 0\n rule 2 deny\n",
            $"{list}\n rule 0 deny source 192.0.2.1 0\n rule 1 permit source 192.0.2.0 0.0.0.255\n rule 2 deny\n"))
            .Message.ShouldContain("second list");

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
