namespace NetBatch.Remediation.Tests;

/// <summary>What differs and has no line to send is told, and never passes for done.</summary>
public sealed class HandWorkTests
{
    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Vectors", "Pairs"), "*.jsonl").Select(f => Path.GetFileName(f)!)];

    // IOS Security Command Reference, "username": lines of one name add up, and "no username" takes all of them.
    [Theory]
    [InlineData("cisco_ios", "username bob privilege 15\nusername bob secret 9 $9$abc\n", "username bob privilege 15\n", "username bob")]
    [InlineData("cisco_ios", "hostname r1\nusername bob privilege 15\nusername bob autocommand exit\n",
        "hostname r2\nusername bob autocommand exit\n", "username bob privilege 15")]
    public void Compute_OneOfTwoLinesThatGoByOneNegation_IsToldAndNotDone(string platform, string running, string intended, string named)
    {
        var computed = Compute(platform, running, intended);

        computed.InSync.ShouldBeFalse();
        var work = computed.ByHand.ShouldHaveSingleItem();
        work.Code.ShouldBe("ByHand");
        work.Reason.ShouldContain(named);
        work.Reason.ShouldContain("by hand");
        work.Reason.ShouldNotContain("$9$abc");
    }

    [Theory]
    [InlineData("cisco_ios", "interface Gi0/1\n no shutdown\n", "interface Gi0/1\n description a\n no shutdown\n")]
    [InlineData("cisco_ios", "username bob secret 9 $9$abc\n", "username bob secret clear\n")]
    [InlineData("cisco_ios", "no ip http server\nline aux 0\n", "line con 0\n")]
    [InlineData("cisco_ios", "interface Gi0/1\n switchport trunk allowed vlan 1-3\n",
        "interface GigabitEthernet0/1\n switchport trunk allowed vlan 1,2\n switchport trunk allowed vlan add 3\n")]
    [InlineData("cisco_ios", "ip access-list extended A\n 5 permit ip any any\n 15 deny ip any any\n",
        "ip access-list extended A\n permit ip any any\n deny ip any any\n")]
    [InlineData("cisco_ios", "ip prefix-list P seq 5 permit 10.0.0.0/8\n", "ip prefix-list P seq 10 permit 10.0.0.0/8\n")]
    [InlineData("cisco_ios", "banner motd ^Chello^C\n", "banner motd #hello#\n")]
    [InlineData("cisco_ios", "line vty 0 15\n exec-timeout 5 0\n", "line vty 0 4\n exec-timeout 5 0\nline vty 5 15\n exec-timeout 5 0\n")]
    [InlineData("huawei_vrp", "sysname r1\nreturn\n", "sysname r1\n")]
    public void Compute_SameInOtherWords_IsInSyncWithNothingInTheDifference(string platform, string running, string intended)
    {
        var computed = Compute(platform, running, intended);
        if (computed.Change.IsEmpty)
        {
            computed.Diff.ShouldBeEmpty();
            computed.InSync.ShouldBeTrue();
        }
        else
        {
            computed.ByHand.ShouldBeEmpty();
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Compute_EveryPair_ADifferenceWithoutLinesIsNeverInSync(string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Vectors", "Pairs", name);
        foreach (var vector in File.ReadLines(path).Select(RemediationVector.Parse))
        {
            var computed = Compute(vector.Platform, vector.Running, vector.Intended);
            var isQuiet = computed.Change.IsEmpty && computed.ByHand.Count == 0;
            computed.InSync.ShouldBe(isQuiet, vector.Id);
            (isQuiet && computed.Diff.Count > 0).ShouldBeFalse(vector.Id);
            // The pairs say what is sent: nothing of them is left to hands, but for platforms that are only compared.
            (computed.ByHand.Count > 0 && !computed.From.Platform.ComparesOnly).ShouldBeFalse(vector.Id);
        }
    }

    /// <summary>A trunk whose ports all go for a moment is gone from its VLANs; a port more is no matter of hands.</summary>
    [Theory]
    [InlineData("trunk 1-3 trk1 trunk\n", "trunk 1-2 trk1 trunk\n", "ports 3 ")]
    [InlineData("trunk 1-2 trk1 trunk\n", "trunk 3-4 trk1 trunk\n", "ports 1,2 ")]
    public void Compute_PortThatLeavesATrunk_IsTold(string running, string intended, string named)
    {
        var computed = Compute("hp_procurve", running, intended);

        computed.ByHand.ShouldHaveSingleItem().Reason.ShouldContain(named);
        computed.Change.Lines().ShouldNotContain(line => line.StartsWith("no "));
    }

    [Fact]
    public void Compute_PlatformThatIsOnlyCompared_IsLeftToHands() =>
        Compute("mikrotik_routeros", "/system identity\nset name=a\n", "/system identity\nset name=b\n")
            .ByHand.ShouldHaveSingleItem().Reason.ShouldContain("mikrotik_routeros");

    /// <summary>PPP clients are off at first (RouterOS documentation, "PPPoE", disabled: default yes): the word says something there.</summary>
    [Fact]
    public void Compute_WordThatSaysTheOppositeOfTheDefault_IsADifference() =>
        Compute("mikrotik_routeros", "/interface pppoe-client\nadd interface=ether1 name=wan\n",
            "/interface pppoe-client\nadd disabled=no interface=ether1 name=wan\n").InSync.ShouldBeFalse();

    /// <summary>A chain may hold a rule twice, and each passes or counts packets by itself (RouterOS documentation, "Filter").</summary>
    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    public void Compute_SameLineMoreOften_IsADifference(int before, int after)
    {
        const string Rule = "add action=passthrough chain=input\n";
        string Chain(int times) => "/ip firewall filter\n" + string.Concat(Enumerable.Repeat(Rule, times));

        var computed = Compute("mikrotik_routeros", Chain(before), Chain(after));

        computed.InSync.ShouldBeFalse();
        computed.Diff.ShouldBe(["/ip firewall filter", (before > after ? "  - " : "  + ") + Rule.TrimEnd()]);
        computed.ByHand.ShouldNotBeEmpty();
    }

    /// <summary>A banner in a frame, with an empty line, as an ASA prints it.</summary>
    [Fact]
    public void Compute_BannerWithTheSameLineTwice_IsReadAndTheSameIsTheSame()
    {
        const string Framed = "hostname fw1\nbanner motd *****\nbanner motd keep out\nbanner motd\nbanner motd *****\n";
        Compute("cisco_asa", Framed, Framed).InSync.ShouldBeTrue();
        Compute("cisco_asa", "hostname fw1\n", Framed).InSync.ShouldBeFalse();
    }

    private static ComputedChange Compute(string platform, string running, string intended) =>
        new ChangeComputation([], [], [], []).Compute(Given.Config(platform, running), Given.Config(platform, intended));
}
