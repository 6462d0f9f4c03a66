namespace NetBatch.Remediation.Tests;

public sealed class LineageTextTests
{
    private const string Config =
        "router bgp 1\n neighbor 10.0.0.1 remote-as 2\n neighbor 10.0.0.2 remote-as 3\nrouter ospf 1\n router-id 10.0.0.1\nhostname a: b\n";

    [Theory]
    [InlineData("router", "router bgp 1|router ospf 1")]
    [InlineData("router bgp > neighbor", "neighbor 10.0.0.1 remote-as 2|neighbor 10.0.0.2 remote-as 3")]
    [InlineData("* > router-id", "router-id 10.0.0.1")]
    [InlineData("equals: router bgp 1 > endswith: 3", "neighbor 10.0.0.2 remote-as 3")]
    [InlineData("startswith: router > contains: 0.0.1", "neighbor 10.0.0.1 remote-as 2|router-id 10.0.0.1")]
    [InlineData(@"regex: ^router \w+ 1$ > regex:\.2 ", "neighbor 10.0.0.2 remote-as 3")]
    [InlineData("hostname a: b", "hostname a: b")]
    [InlineData("equals:", "")]
    public void Parse_Lineage_FindsItsLines(string lineage, string lines) =>
        string.Join('|', ConfigEngine.Search(Given.Config("generic", Config), LineageText.Parse(lineage)).Select(n => n.Text))
            .ShouldBe(lines);

    [Theory]
    [InlineData("")]
    [InlineData("a >  > b")]
    [InlineData("a > regex: (")]
    public void Parse_NoLineage_IsRefusedWithItsText(string lineage) =>
        Should.Throw<ConfigException>(() => LineageText.Parse(lineage)).Message.ShouldContain($"'{lineage}'");
}
