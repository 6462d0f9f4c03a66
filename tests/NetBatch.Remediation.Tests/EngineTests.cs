namespace NetBatch.Remediation.Tests;

public sealed class EngineTests
{
    private const string Running = "interface Vlan1\n description a\n mtu 1500\nip route a\nrouter ospf 1\n network b\n network c\n";
    private const string Intended = "interface Vlan1\n description b\n mtu 1500\n shutdown\nip route z\nip route y\n";

    [Fact]
    public void Remediation_EqualConfigs_IsEmpty()
    {
        ConfigEngine.Remediation(Given.Config("ios", Running), Given.Config("ios", Running)).IsEmpty.ShouldBeTrue();
        ConfigEngine.Summary(Given.Config("ios", Running), Given.Config("ios", Running)).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Remediation_DifferentPlatforms_IsRefused() =>
        Should.Throw<ConfigException>(() =>
            ConfigEngine.Remediation(Given.Config("ios", "a\n"), Given.Config("eos", "a\n"))).Message.ShouldContain("arista_eos");

    [Fact]
    public void Remediation_NewSection_SaysSoInItsNotes()
    {
        var delta = ConfigEngine.Remediation(Given.Config("ios", Running), Given.Config("ios", "router bgp 1\n neighbor a\n"));

        delta.Find("router bgp 1")!.Notes.ShouldBe(["new section"]);
        delta.Find("no router ospf 1")!.Notes.ShouldBe(["removes 3 lines"]);
    }

    [Fact]
    public void Summary_Pair_CountsLinesThatComeGoAndChange()
    {
        var summary = ConfigEngine.Summary(Given.Config("ios", Running), Given.Config("ios", Intended));

        summary.ShouldBe(new ChangeSummary(Additions: 3, Deletions: 4, Changes: 1, RunningLines: 7));
        summary.DeletePercent.ShouldBe(57.1, 0.1);
    }

    [Theory]
    [InlineData("ip prefix-list P seq 5 permit 10.0.0.0/8\nip prefix-list P seq 10 permit 192.0.2.0/24\n", "", 2)]
    [InlineData("ip prefix-list P seq 5 permit 10.0.0.0/8\nip prefix-list P seq 10 permit 192.0.2.0/24\n",
        "ip prefix-list P seq 7 permit 10.0.0.0/8\n", 1)]
    [InlineData("ip as-path access-list 1 deny _64500_\nip as-path access-list 1 permit .*\n", "ip as-path access-list 1 permit .*\n", 1)]
    public void Summary_ListsWithTheirNamesInEachLine_CountsEntriesThatGo(string running, string intended, int deletions) =>
        ConfigEngine.Summary(Given.Config("ios", running), Given.Config("ios", intended)).Deletions.ShouldBe(deletions);

    [Fact]
    public void UnifiedDiff_Pair_ShowsDifferencesUnderTheirSections() =>
        Given.Text(ConfigEngine.UnifiedDiff(Given.Config("ios", Running), Given.Config("ios", Intended))).ShouldBe("""
            interface Vlan1
              - description a
              + description b
              + shutdown
            - ip route a
            - router ospf 1
              - network b
              - network c
            + ip route z
            + ip route y
            """.ReplaceLineEndings("\n"));

    [Fact]
    public void Merge_Configs_HoldsEachLineOnce() =>
        Given.Text(ConfigEngine.Merge([Given.Config("ios", "a\ninterface x\n mtu 1\n"),
            Given.Config("ios", "interface x\n shutdown\nb\na\n")]).Lines())
            .ShouldBe("a\ninterface x\n  mtu 1\n  shutdown\nb");

    [Fact]
    public void Difference_Configs_PassesOverNegationsAndEntryNumbers() =>
        Given.Text(ConfigEngine.Difference(
            Given.Config("ios", "no ip a\nip access-list extended A\n 10 permit ip any any\n 20 deny ip any any\n"),
            Given.Config("ios", "ip access-list extended A\n 500 permit ip any any\n")).Lines())
            .ShouldBe("ip access-list extended A\n  20 deny ip any any");

    [Theory]
    [InlineData("equals", "ip route a")]
    [InlineData("startswith", "ip route a|interface Vlan1")]
    [InlineData("endswith", "ip route a|description a")]
    [InlineData("contains", "description a|mtu 1500")]
    [InlineData("regex", "interface Vlan1|ip route a")]
    public void Search_OneRule_FindsAtAnyDepth(string kind, string expected)
    {
        var rule = kind switch
        {
            "equals" => new LineRule(equal: ["ip route a"]),
            "startswith" => new LineRule(startsWith: ["ip ", "interface "]),
            "endswith" => new LineRule(endsWith: [" a"]),
            "contains" => new LineRule(contains: ["scrip", "150"]),
            _ => new LineRule(pattern: "^(ip|interface) "),
        };

        ConfigEngine.Search(Given.Config("ios", Running), rule).Select(n => n.Text).Order().ShouldBe(expected.Split('|').Order());
    }

    [Fact]
    public void Search_Lineage_FindsAtItsDepthOnly() =>
        ConfigEngine.Search(Given.Config("ios", Running), [new LineRule(startsWith: ["router"]), new LineRule(contains: ["b"])])
            .Single().Text.ShouldBe("network b");

    [Fact]
    public void Remediation_WideSection_IsNotQuadratic()
    {
        // Indexes, keys and copies are memory, and a thread's own memory is counted to the byte, whatever else the machine does.
        var (few, many) = (Wide(1_000), Wide(4_000));

        (many / (double)few).ShouldBeLessThan(6, "four times the lines; with an index for each line it would be sixteen");
        return;

        static long Wide(int lines)
        {
            ConfigTree Config(string value) => Given.Config("nxos", "router bgp 1\n"
                + string.Concat(Enumerable.Range(0, lines).Select(i => $" neighbor n{i} description {value}\n")));
            var (from, to) = (Config("old"), Config("new"));
            var before = GC.GetAllocatedBytesForCurrentThread();

            ConfigEngine.Remediation(from, to).Children.Single().Children.Count.ShouldBe(lines);

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void Merge_PoliciesThatDiffer_KeepsEachWhole()
    {
        const string First = "route-policy P\n  if a then\n    pass\n  endif\nend-policy\n";
        const string Second = "route-policy P\n  if b then\n    drop\n  endif\nend-policy\n";

        ConfigEngine.Merge([Given.Config("cisco_iosxr", First), Given.Config("cisco_iosxr", Second)]).Lines()
            .ShouldBe(["route-policy P", "  if a then", "    pass", "  endif", "  if b then", "    drop", "  endif"]);
        ConfigEngine.Merge([Given.Config("cisco_iosxr", First), Given.Config("cisco_iosxr", First)]).Lines().Count.ShouldBe(4);
    }
}
