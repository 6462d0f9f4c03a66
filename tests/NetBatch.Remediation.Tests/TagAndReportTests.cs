namespace NetBatch.Remediation.Tests;

public sealed class TagAndReportTests
{
    private static ConfigTree Change => Given.Config("ios", "ntp server a\ninterface x\n shutdown\n mtu 1\nsnmp-server b\n");

    private static IReadOnlyList<TagRule> Rules => TagRule.Read("tags.yaml", """
        - lineage: ["ntp "]
          tags: [safe, ntp]
        - lineage: [interface, {equals: shutdown}]
          tags: [outage]
        """);

    [Theory]
    [InlineData("safe", "", "ntp server a")]
    [InlineData("outage", "", "interface x\n  shutdown")]
    [InlineData("", "outage", "ntp server a\ninterface x\n  mtu 1\nsnmp-server b")]
    [InlineData("safe outage", "ntp", "interface x\n  shutdown")]
    [InlineData("", "", "ntp server a\ninterface x\n  shutdown\n  mtu 1\nsnmp-server b")]
    public void Filter_Tags_KeepsLinesWithTheirSections(string include, string exclude, string expected)
    {
        static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        Given.Text(Tagger.Filter(Tagger.Apply(Change, Rules), Words(include), Words(exclude)).Lines()).ShouldBe(expected);
    }

    [Fact]
    public void Apply_SectionMatched_TagsAllItsLeaves()
    {
        var rule = new TagRule([new LineRule(startsWith: ["interface"])], ["port"]);
        var tagged = Tagger.Apply(Change, [rule]);

        tagged.Find("interface x")!.Children.ShouldAllBe(c => c.Tags.Contains("port"));
        tagged.Find("interface x")!.Tags.ShouldBe(["port"]);
    }

    [Fact]
    public void Read_RuleWithoutTags_IsRefusedWithItsLine() =>
        Should.Throw<NetBatchException>(() => TagRule.Read("t.yaml", "- lineage: [a]\n  tags: [x]\n- lineage: [b]\n")).Message.ShouldBe(
            "t.yaml, line 3: 'tags' is missing.");

    [Fact]
    public void Changes_Fleet_CountsDevicesForEachLineUnderItsPath()
    {
        var report = new FleetReport();
        report.Add("r2", Tagger.Apply(Change, Rules));
        report.Add("r1", Given.Config("ios", "ntp server a\nmtu 1\n"));
        report.Add("r1", Given.Config("ios", "ntp server a\n"));
        report.Add("r3", Given.Config("ios", ""));

        report.DeviceCount.ShouldBe(3);
        var changes = report.Changes();
        changes.Select(c => $"{string.Join("/", c.Path)}:{c.Line}:{c.DeviceCount}")
            .ShouldBe([":ntp server a:2", "interface x:mtu 1:1", "interface x:shutdown:1", ":mtu 1:1", ":snmp-server b:1"]);
        changes[0].Devices.ShouldBe(["r1", "r2"]);
        report.Changes(minDevices: 2).Count.ShouldBe(1);
        report.Changes(includeTags: ["outage"]).Single().Line.ShouldBe("shutdown");
        report.Changes(excludeTags: ["safe"]).Count.ShouldBe(4);
    }
}
