namespace NetBatch.Remediation.Tests;

public sealed class ComplianceTests
{
    private const string Running =
        "ntp server 10.0.0.1\nntp server 10.0.0.2\nno ip http server\nrouter bgp 65000\n neighbor 10.1.1.1 remote-as 65001\n"
        + " neighbor 10.1.1.2 remote-as 65001\nlogging host 10.0.0.5\n";

    [Theory]
    [InlineData(Running, true, "", "")]
    [InlineData("ntp server 10.0.0.1\nrouter bgp 65000\n neighbor 10.1.1.1 remote-as 65001\n", false, "", "ntp server 10.0.0.2")]
    [InlineData("ntp server 10.0.0.1\nntp server 10.0.0.2\nntp server 10.0.0.3\n", false, "ntp server 10.0.0.3", "")]
    [InlineData("ntp server 10.0.0.2\nntp server 10.0.0.1\n", true, "", "")]
    public void Of_Feature_NamesWhatIsMissingAndWhatIsExtra(string intended, bool compliant, string missing, string extra)
    {
        var check = Check("- {name: NTP, section: ['ntp ']}", Running, intended);

        check.IsCompliant.ShouldBe(compliant);
        string.Join('|', check.Missing).ShouldBe(missing);
        string.Join('|', check.Extra).ShouldBe(extra);
    }

    [Theory]
    [InlineData("true", false)]
    [InlineData("false", true)]
    public void Of_OtherOrder_CountsWhereTheFeatureSaysSo(string ordered, bool compliant)
    {
        var check = Check(
            $"- {{name: NTP, ordered: {ordered}, section: ['ntp ']}}", Running, "ntp server 10.0.0.2\nntp server 10.0.0.1\n");

        check.InOrder.ShouldBeFalse();
        check.IsCompliant.ShouldBe(compliant);
    }

    [Fact]
    public void Of_LineBelowASection_IsNamedWithItsLineage() => Check(
        """[{"name": "BGP", "ordered": false, "section": ["router bgp "]}]""", Running,
        "router bgp 65000\n neighbor 10.1.1.1 remote-as 65001\n neighbor 10.1.1.9 remote-as 65009\n").Missing
        .ShouldBe(["router bgp 65000 > neighbor 10.1.1.9 remote-as 65009"]);

    [Fact]
    public void Of_LineageInASection_LeavesTheRestOut()
    {
        var check = Check("- {name: peers, section: [[router bgp, neighbor]]}", "router bgp 1\n bgp router-id 1.1.1.1\n", "router bgp 1\n");

        check.IsCompliant.ShouldBeTrue();
    }

    [Fact]
    public void Of_SameInOtherWords_IsCompliant() =>
        Check("- {name: ports, section: ['interface ']}", "interface GigabitEthernet0/1\n description a\n",
            "interface Gi0/1\n description a\n no shutdown\n").IsCompliant.ShouldBeTrue();

    [Theory]
    [InlineData("name: NTP", "a list of features")]
    [InlineData("- {section: [ntp]}", "'name' is missing")]
    [InlineData("- {name: NTP}", "'section' is missing")]
    [InlineData("- {name: NTP, section: []}", "is empty")]
    [InlineData("- {name: NTP, section: [ntp], order: true}", "'order' is no member")]
    [InlineData("- {name: NTP, section: [ntp]}\n- {name: NTP, section: [sntp]}", "is there twice")]
    [InlineData("- {name: NTP, section: [ntp", "not YAML")]
    public void Read_WrongFile_IsRefusedByItsName(string yaml, string told)
    {
        var refused = Should.Throw<NetBatchException>(() => ComplianceFeature.Read("features.yaml", yaml));

        refused.Code.ShouldBe(ErrorCode.InvalidConfig);
        refused.Message.ShouldContain("features.yaml");
        refused.Message.ShouldContain(told);
    }

    [Theory]
    [InlineData("cisco_ios", "ip access-list extended A\n permit ip any any\nip access-list extended B\n permit ip any any\n"
        + "interface Vlan1\n ip access-group A in\n", "B")]
    [InlineData("cisco_ios", "route-map R permit 10\n match ip address prefix-list P\nip prefix-list P seq 5 permit 10.0.0.0/8\n", "R")]
    [InlineData("cisco_ios", "vlan 10\n name a\nvlan 20\n name b\ninterface Vlan10\n shutdown\n", "20")]
    [InlineData("cisco_ios", "class-map match-any C\n match dscp ef\npolicy-map P\n class C\n  priority\ninterface Gi0/1\n"
        + " service-policy output P\n", "")]
    [InlineData("cisco_nxos", "ip access-list A\n  10 permit ip any any\nip access-list B\n  10 permit ip any any\nline vty\n"
        + "  access-class A in\n", "B")]
    public void In_Config_FindsWhatNothingNames(string platform, string config, string names) =>
        string.Join(' ', UnusedObjects.In(Given.Config(platform, config)).Select(one => one.Name)).ShouldBe(names);

    [Fact]
    public void Unused_PlatformOfWhichNoObjectIsKnown_SaysSo() =>
        Should.Throw<ConfigException>(() => UnusedObjects.In(Given.Config("juniper_junos", "set system host-name a\n")))
            .Message.ShouldContain("juniper_junos");

    [Fact]
    public void Unused_AsaObjectWithItsTranslation_IsInForce() =>
        UnusedObjects.In(Given.Config("cisco_asa",
            "object network INSIDE\n subnet 10.0.0.0 255.0.0.0\n nat (inside,outside) dynamic interface\n")).ShouldBeEmpty();

    private static FeatureCheck Check(string features, string running, string intended) => FeatureCheck.Of(
        ComplianceFeature.Read("features.yaml", features)[0], Given.Config("cisco_ios", running), Given.Config("cisco_ios", intended));
}
