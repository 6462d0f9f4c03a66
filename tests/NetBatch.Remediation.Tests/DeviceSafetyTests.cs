namespace NetBatch.Remediation.Tests;

/// <summary>Where the reference's answer would harm a device: each deviation that docs/remediation.md lists.</summary>
public sealed class DeviceSafetyTests
{
    [Theory]
    [InlineData("cisco_ios", "banner motd ^C\nkeep out\n^C\n")]
    [InlineData("cisco_nxos", "banner motd #\nkeep out\n#\n")]
    [InlineData("cisco_iosxr", "banner motd ^C\nkeep out\n^C\n")]
    [InlineData("arista_eos", "banner motd\nkeep out\nEOF\n")]
    [InlineData("hp_procurve", "banner motd \"keep out\nplease\"\n")]
    public void Remediation_BannerRemoved_NegatesItsNameAlone(string platform, string banner) =>
        Given.Remediation(platform, "hostname a\n" + banner, "hostname a\n").ShouldBe("no banner motd");

    [Fact]
    public void Remediation_TacacsTimeoutChanged_NewValueComesLast() =>
        Given.Remediation("ios", "tacacs-server timeout 10\ntacacs-server host 10.0.0.1\n",
            "tacacs-server timeout 5\ntacacs-server host 10.0.0.2\n")
            .ShouldBe("tacacs-server host 10.0.0.2\nno tacacs-server timeout 10\nno tacacs-server host 10.0.0.1\ntacacs-server timeout 5");

    [Fact]
    public void Remediation_TacacsHostKeyChanged_HostIsSetAfterItWasTakenAway() =>
        Given.Remediation("hp_procurve", "tacacs-server host 10.0.0.1 key \"a\"\n", "tacacs-server host 10.0.0.1 key \"b\"\n")
            .ShouldBe("no tacacs-server host 10.0.0.1\ntacacs-server host 10.0.0.1 key \"b\"");

    [Theory]
    [InlineData("cisco_ios", "ip address 10.0.0.1 255.255.255.0", "ip address 10.0.1.1 255.255.255.0 secondary")]
    [InlineData("arista_eos", "ip address 10.0.0.1/24", "ip address 10.0.1.1/24 secondary")]
    [InlineData("cisco_nxos", "ip address 10.0.0.1/24", "ip address 10.0.1.1/24 secondary")]
    [InlineData("cisco_iosxr", "ipv4 address 10.0.0.1 255.255.255.0", "ipv4 address 10.0.1.1 255.255.255.0 secondary")]
    public void Remediation_SecondaryAddressRemoved_IsTakenAway(string platform, string primary, string secondary) =>
        Given.Remediation(platform, $"interface Vlan1\n {primary}\n {secondary}\n", $"interface Vlan1\n {primary}\n")
            .ShouldBe($"interface Vlan1\n  no {secondary}");

    [Theory]
    [InlineData("arista_eos", "snmp-server user a g v3\n", "snmp-server user b g v3\n", "no snmp-server user b g v3")]
    [InlineData("cisco_nxos", "line vty\n  access-class A in\n", "  access-class B out\n", "line vty\n  no access-class B out")]
    public void Remediation_OneOfSeveralRemoved_IsTakenAway(string platform, string stays, string goes, string expected) =>
        Given.Remediation(platform, stays + goes, stays).ShouldBe(expected);

    [Theory]
    [InlineData("cisco_nxos")]
    [InlineData("arista_eos")]
    public void Remediation_VlanListChanged_TouchesOnlyWhatDiffers(string platform)
    {
        Given.Remediation(platform, "vlan 1,10,20\nvlan 10\n  name a\n", "vlan 1,10,30\nvlan 10\n  name a\n")
            .ShouldBe("no vlan 20\nvlan 30");
        Given.Rollback(platform, "vlan 1,10,20\n", "vlan 1,10,30\n").ShouldBe("no vlan 30\nvlan 20");
    }

    [Fact]
    public void Remediation_VlanListAgainstSingleLines_HasNothingToDo() =>
        Given.Remediation("nxos", "vlan 1,10-12\n", "vlan 1\nvlan 10\nvlan 11\nvlan 12\n").ShouldBe("");

    [Fact]
    public void Remediation_FortiosEntryRemoved_DeletesIt() =>
        Given.Remediation(
            "fortios",
            "config firewall address\n    edit \"a\"\n        set comment \"x\"\n    next\n    edit \"b\"\n    next\nend\n",
            "config firewall address\n    edit \"b\"\n    next\nend\n",
            closers: true).ShouldBe("config firewall address\n  delete \"a\"\n  end");

    [Fact]
    public void Remediation_FortiosTableRemoved_DeletesWhatItHolds() =>
        Given.Remediation("fortios",
            "config firewall address\n    edit \"a\"\n    next\nend\nconfig system dns\n    set primary 9.9.9.9\nend\n", "")
            .ShouldBe("config firewall address\n  delete \"a\"\nconfig system dns\n  unset primary");

    [Fact]
    public void Remediation_FortiosNestedTable_HasItsOwnClosers() =>
        Given.Remediation(
            "fortios",
            "config router bgp\n    set as 1\nend\n",
            "config router bgp\n    set as 1\n    config neighbor\n        edit \"10.0.0.1\"\n            set remote-as 2\n        "
                + "next\n        edit \"10.0.0.2\"\n        next\n    end\nend\n",
            closers: true).ShouldBe("""
            config router bgp
              config neighbor
                edit "10.0.0.1"
                  set remote-as 2
                  next
                edit "10.0.0.2"
                  next
                end
              end
            """.ReplaceLineEndings("\n"));

    [Fact]
    public void Parse_IosIndentedByTwo_ClosersOfAddressFamiliesAreNoLines() =>
        Given.Remediation(
            "ios",
            "router bgp 1\n  address-family ipv4\n    neighbor 10.0.0.1 activate\n  exit-address-family\n  address-family vpnv4\n  "
                + "exit-address-family\n",
            "router bgp 1\n address-family ipv4\n  neighbor 10.0.0.1 activate\n exit-address-family\n address-family vpnv4\n "
                + "exit-address-family\n").ShouldBe("");

    [Fact]
    public void Parse_JunosWithAnyIndentationAndComments_KeepsEveryWordOfThePath() =>
        Given.Text(Given.Config("junos", """
            ## Last commit: today
            system {
              host-name r1; /* the name */
              root-authentication {
                encrypted-password "$6$x"; ## SECRET-DATA
              }
            }
            /* several
               lines */
            interfaces { ge-0/0/0 { unit 0 { family inet { address 10.0.0.1/24; } } } }
            """).Lines()).ShouldBe("""
            set system host-name r1
            set system root-authentication encrypted-password "$6$x"
            set interfaces ge-0/0/0 unit 0 family inet address 10.0.0.1/24
            """.ReplaceLineEndings("\n"));

    [Fact]
    public void Remediation_JunosInactiveStatement_IsSwitchedOffAndOnAgain()
    {
        const string Off = "protocols {\n    inactive: bgp {\n        group a;\n    }\n}\n";
        const string On = "protocols {\n    bgp {\n        group a;\n    }\n}\n";

        Given.Remediation("junos", On, Off).ShouldBe("deactivate protocols bgp");
        Given.Remediation("junos", Off, On).ShouldBe("activate protocols bgp");
    }

    [Fact]
    public void Remediation_XrAsPathSetChanged_IsRewrittenAndClosedOnce() =>
        Given.Remediation("xr", "as-path-set A\n  ios-regex '_1_'\nend-set\n", "as-path-set A\n  ios-regex '_2_'\nend-set\n", closers: true)
            .ShouldBe("as-path-set A\n  ios-regex '_2_'\nend-set");

    [Theory]
    [InlineData("prefix-set P\nend-set\n", "prefix-set P\n  10.0.0.0/8\nend-set\n", "prefix-set P\n  10.0.0.0/8")]
    [InlineData("template T\nend-template\n", "template T\n hostname x\nend-template\n", "no template T\ntemplate T\n  hostname x")]
    public void Remediation_EmptyRewrittenSection_IsFilled(string running, string intended, string expected) =>
        Given.Remediation("xr", running, intended).ShouldBe(expected);

    [Fact]
    public void Parse_XrComment_TakesNoLinesWithIt() =>
        Given.Text(Given.Config("xr", "interface Loopback0\n! a remark\n ipv4 address 10.0.0.1 255.255.255.255\n").Lines())
            .ShouldBe("interface Loopback0\n  ipv4 address 10.0.0.1 255.255.255.255");

    [Fact]
    public void Parse_XrHeaderWithIgnoredWord_KeepsItsSection() =>
        Given.Text(Given.Config("xr", "route-policy A\n  pass\nend-policy\npolicy-map highspeed\n class c\n  police rate 1\n").Lines())
            .ShouldBe("route-policy A\n  pass\npolicy-map highspeed\n  class c\n    police rate 1");

    [Fact]
    public void Remediation_ProcurvePortRemoved_NegatesWhatIsSetOnIt() =>
        Given.Remediation("procurve", "interface 5\n   name \"a\"\n   exit\nvlan 5\n   name \"V\"\n   untagged 5-6\n   exit\n",
            "vlan 5\n   name \"V\"\n   untagged 6\n   exit\n")
            .ShouldBe("interface 5\n  no name\n  no untagged vlan 5");

    [Theory]
    [InlineData("hp_comware5", "undo return")]
    [InlineData("huawei_vrp", "undo return")]
    public void Remediation_ReturnOnOneSide_IsNeverSent(string platform, string never)
    {
        Given.Remediation(platform, "#\nsysname a\n#\nreturn\n", "sysname a\n").ShouldNotContain(never);
        Given.Remediation(platform, "sysname a\n", "#\nsysname b\n#\nreturn\n").ShouldNotContain("return");
    }

    [Fact]
    public void Parse_NxosMarkInsideAWord_BelongsToTheLine() =>
        Given.Text(Given.Config("nxos", "username a password 5 x!y\nfeature ssh ! remark\n").Lines())
            .ShouldBe("username a password 5 x!y\nfeature ssh");

    [Fact]
    public void Remediation_CertificateChanged_IsRewrittenAsAWhole() =>
        Given.Remediation(
            "ios",
            "crypto pki certificate chain C\n certificate self-signed 01\n  30820330 30820218\n  AAAA\n  \tquit\n",
            "crypto pki certificate chain C\n certificate self-signed 01\n  30820330 30820218\n  BBBB\n  \tquit\n",
            closers: true).ShouldBe("""
            crypto pki certificate chain C
              no certificate self-signed 01
              certificate self-signed 01
                30820330 30820218
                BBBB
                  quit
              exit
            """.ReplaceLineEndings("\n"));
}
