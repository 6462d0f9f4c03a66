namespace NetBatch.Remediation.Tests;

public sealed class GuardTests
{
    [Theory]
    [InlineData(10, 1, true)]
    [InlineData(10, 2, false)]
    [InlineData(0, 0, true)]
    public void Deletions_Percent_IsFoundAboveTheLimit(int running, int deleted, bool fine) =>
        (ConfigGuard.Deletions(new ChangeSummary(5, deleted, 0, running)) is null).ShouldBe(fine);

    [Theory]
    [InlineData("ios", "hostname a\n!\nend\n\n", true)]
    [InlineData("ios", "hostname a\ninterface Vlan1\n ip addr", false)]
    [InlineData("huawei", "#\nsysname a\n#\nreturn\n", true)]
    [InlineData("huawei", "#\nsysname a\n", false)]
    [InlineData("fortios", "config system dns\n    set primary 9.9.9.9\n", false)]
    [InlineData("nxos", "hostname a\n", true)]
    [InlineData("nxos", " \n", false)]
    public void CutOff_Running_MustEndAsItsPlatformEnds(string platform, string text, bool whole) =>
        (ConfigGuard.CutOff(text, PlatformCatalog.BuiltIn.Config(platform)) is null).ShouldBe(whole);

    [Theory]
    [InlineData("snmp-server community <removed> RO", true)]
    [InlineData("password [REDACTED]", true)]
    [InlineData("encrypted-password \"********\";", true)]
    [InlineData(" key *****", true)]
    [InlineData("enable secret 5 $1$abcd$efgh", false)]
    [InlineData("**********************", false)]
    [InlineData("*** authorised users only ***", false)]
    [InlineData("set system root-authentication encrypted-password \"$6$x\"; ## SECRET-DATA", false)]
    [InlineData("description hidden node", false)]
    public void Redacted_Text_IsFoundByItsMarks(string line, bool found)
    {
        var finding = ConfigGuard.Redacted("hostname a\n" + line + "\n");

        (finding is not null).ShouldBe(found);
        (finding?.Line ?? 2).ShouldBe(2);
    }

    [Theory]
    [InlineData("interface Vlan99\n shutdown\n", "interface")]
    [InlineData("no interface Vlan99\n", "interface")]
    [InlineData("interface Vlan99\n no ip address 10.9.9.1 255.255.255.0\n", "address")]
    [InlineData("no vrf definition MGMT\n", "VRF")]
    [InlineData("line vty 0 4\n transport input telnet\n", "vty")]
    [InlineData("no aaa new-model\n", "aaa")]
    [InlineData("no username bob\n", "user")]
    [InlineData("no username alice\n", null)]
    [InlineData("interface Vlan9\n shutdown\n", null)]
    [InlineData("no vrf definition CUST\n", null)]
    [InlineData("ntp server 10.9.9.10\n", null)]
    public void Touched_Ios_FindsWhatTheSessionUses(string change, string? what)
    {
        var running = Given.Config("ios",
            "vrf definition MGMT\nvrf definition CUST\ninterface Vlan99\n vrf forwarding MGMT\n ip address 10.9.9.1 "
                + "255.255.255.0\ninterface Vlan9\n ip address 10.9.9.11 255.255.255.0\n");

        var found = ManagementPath.Touched(Given.Config("ios", change), running, new ManagementSession(["10.9.9.1"], "bob"));

        if (what is null)
        {
            found.ShouldBeEmpty();
        }
        else
        {
            found.ShouldHaveSingleItem().Reason.ShouldContain($"touches the {what} ");
        }
    }

    [Theory]
    [InlineData("junos", "set interfaces fxp0 unit 0 family inet address 10.9.9.1/24\n",
        "delete interfaces fxp0 unit 0 family inet address 10.9.9.1/24\n")]
    [InlineData("junos", "set interfaces fxp0 unit 0 family inet address 10.9.9.1/24\n", "set interfaces fxp0 disable\n")]
    [InlineData("vyos", "set interfaces ethernet eth0 address '10.9.9.1/24'\n", "delete interfaces ethernet eth0\n")]
    [InlineData("vyos", "set interfaces ethernet eth0 address '10.9.9.1/24'\n", "delete service ssh\n")]
    [InlineData("fortios", "config system interface\n    edit \"mgmt\"\n        set ip 10.9.9.1 255.255.255.0\n    next\nend\n",
        "config system interface\n    edit \"mgmt\"\n        set status down\n    next\nend\n")]
    [InlineData("huawei", "interface Vlanif9\n ip address 10.9.9.1 24\n", "interface Vlanif9\n shutdown\n")]
    [InlineData("xr", "interface MgmtEth0/RSP0/CPU0/0\n ipv4 address 10.9.9.1 255.255.255.0\n", "no interface MgmtEth0/RSP0/CPU0/0\n")]
    public void Touched_OtherPlatforms_FindTheSessionsInterface(string platform, string running, string change) =>
        ManagementPath.Touched(Given.Config(platform, change), Given.Config(platform, running), new ManagementSession(["10.9.9.1"], null))
            .ShouldNotBeEmpty();

    [Fact]
    public void Apply_Scope_LeavesEverythingElseAsItRuns()
    {
        var scope = new Scope([[new LineRule(startsWith: ["router bgp"]), new LineRule(startsWith: ["neighbor"])],
            [new LineRule(startsWith: ["ntp "])]]);
        var running = Given.Config("ios", "hostname a\nntp server x\nrouter bgp 1\n bgp router-id 1\n neighbor a\n neighbor b\n");

        static string Lines(ConfigTree running, (ConfigTree, ConfigTree) scoped) =>
            Given.Text(ConfigEngine.Remediation(scoped.Item1, scoped.Item2).Lines());
        Lines(running, scope.Apply(running, Given.Config("ios", "router bgp 1\n neighbor b\n neighbor c\n")))
            .ShouldBe("no ntp server x\nrouter bgp 1\n  no neighbor a\n  neighbor c");
        Lines(running, scope.Apply(running, Given.Config("ios", "ntp server x\n")))
            .ShouldBe("router bgp 1\n  no neighbor a\n  no neighbor b");
    }

    [Theory]
    [InlineData("ntp server x\nhostname b\n", 2)]
    [InlineData("router bgp 1\n bgp router-id 2\n", 2)]
    public void Apply_IntendedOutsideTheScope_IsRefusedWithItsLine(string intended, int line)
    {
        var scope = new Scope([[new LineRule(startsWith: ["router bgp"]), new LineRule(startsWith: ["neighbor"])],
            [new LineRule(startsWith: ["ntp "])]]);

        Should.Throw<ConfigException>(() => scope.Apply(Given.Config("ios", ""), Given.Config("ios", intended))).Line.ShouldBe(line);
    }

    [Fact]
    public void Scope_WithoutLineage_IsRefused() => Should.Throw<ConfigException>(() => new Scope([]));
}
