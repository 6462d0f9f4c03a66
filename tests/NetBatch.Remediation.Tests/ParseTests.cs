namespace NetBatch.Remediation.Tests;

public sealed class ParseTests
{
    [Theory]
    [InlineData("ios", "hostname a\n!\nhostname a\n", 3, "hostname a")]
    [InlineData("ios", "interface Vlan1\n shutdown\n shutdown\n", 3, "interface Vlan1")]
    [InlineData("ios", "hostname a\nbanner motd ^C\ntext\n", 2, "never closed")]
    [InlineData("ios", "hostname a\nvlan 3-1-2\n", 2, "range")]
    [InlineData("ios", "vlan 10\nvlan 10,20\n", 2, "vlan 10")]
    [InlineData("ios", "ip access-list extended A\n permit ip any any\n 10 permit ip any any\n", 3, "number the entries")]
    [InlineData("junos", "system {\n    host-name a;\n", 1, "braces")]
    [InlineData("junos", "system {\n}\n}\n", 3, "closing brace")]
    [InlineData("junos", "a b;\nsystem {\n    x [ a b;\n}\n", 3, "list")]
    [InlineData("junos", "a \"b;\n", 1, "quotes")]
    [InlineData("fortios", "config system dns\nend\nend\n", 3, "'end'")]
    [InlineData("fortios", "config system dns\nnext\n", 2, "'next'")]
    [InlineData("fortios", "config system dns\n    set x \"a\nend\n", 2, "quotes")]
    [InlineData("procurve", "vlan 5\n   untagged 1-x\n", 2, "1-x")]
    [InlineData("procurve", "vlan 5\n   untagged 1,1\n", 2, "twice")]
    public void Parse_MalformedText_IsRefusedWithItsLine(string platform, string text, int line, string reason)
    {
        var error = Should.Throw<ConfigException>(() => Given.Config(platform, text));

        error.Line.ShouldBe(line);
        error.Message.ShouldStartWith($"line {line}: ");
        error.Reason.ShouldContain(reason);
    }

    [Theory]
    [InlineData("interface Vlan1\n    ip redirects\n    service-policy x\n  mtu 1\n")]
    [InlineData("interface Vlan1\n ip redirects\n service-policy x\n mtu 1\n")]
    [InlineData("interface Vlan1\r\n\tip   redirects  \r\n\tservice-policy x\r\n\r\n\tmtu 1")]
    public void Parse_AnyIndentation_OnlyMoreOrLessCounts(string text) =>
        Given.Text(Given.Config("generic", text).Lines()).ShouldBe("interface Vlan1\n  ip redirects\n  service-policy x\n  mtu 1");

    [Theory]
    [InlineData("banner motd ^Chello^C", "banner motd ^Chello^C")]
    [InlineData("banner motd ^C\n a  b\n\n!\n^C", "banner motd ^C\n a  b\n\n!\n^C")]
    [InlineData("banner login\nhello\nEOF", "banner login\nhello\nEOF")]
    [InlineData("banner motd #hello\nbye#", "banner motd #hello\nbye#")]
    [InlineData("banner motd ##", "banner motd ##")]
    [InlineData("banner motd Q\nhello\n!", "banner motd Q\nhello")]
    public void Parse_Banner_IsOneLineAndEndsWithItsDelimiter(string text, string banner)
    {
        var tree = Given.Config("ios", $"hostname a\n{text}\nip http server\n");

        tree.Children.Select(c => c.Text).ShouldBe(["hostname a", banner, "ip http server"]);
        tree.Find(banner)!.LineNumber.ShouldBe(2);
    }

    [Fact]
    public void Parse_ManyBannersWithoutEnd_TakesNoQuadraticTime()
    {
        const int Banners = 20_000;
        var text = string.Concat(Enumerable.Range(0, Banners).Select(i => $"banner x{i} ^{(char)(0x4e00 + i)}\na\n!\n"));
        var clock = System.Diagnostics.Stopwatch.StartNew();

        Given.Config("ios", text).Children.Count.ShouldBe(Banners);
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20), "each banner searched to the end would take minutes");
    }

    [Fact]
    public void Parse_Node_KnowsItsLineageAndLine()
    {
        var node = ConfigEngine.Search(Given.Config("ios", "router bgp 1\n address-family ipv4\n  neighbor a activate\n"),
            new LineRule(endsWith: ["activate"])).Single();

        node.Path.ShouldBe(["router bgp 1", "address-family ipv4", "neighbor a activate"]);
        (node.Depth, node.LineNumber, node.Parent!.Text).ShouldBe((3, 3, "address-family ipv4"));
    }

    [Fact]
    public void Parse_XrComment_IsANoteOfTheNextLine() =>
        Given.Config("xr", "router bgp 1\n ! why it is so\n bgp router-id 10.0.0.1\n")
            .Find("router bgp 1")!.Children.Single().Notes.ShouldBe(["why it is so"]);

    [Fact]
    public void Parse_XrTemplate_HoldsWhatStandsAtItsLevel() =>
        Given.Config("xr", "template T\nhostname x\nend-template\nhostname y\n").Children.Select(c => c.Text)
            .ShouldBe(["template T", "hostname y"]);

    // What a range means that ends at another kind or slot is not told.
    [Theory]
    [InlineData("nxos", "interface Ethernet1/1-2/4")]
    [InlineData("ios", "interface range GigabitEthernet1/0/1 - GigabitEthernet2/0/4")]
    [InlineData("ios", "interface range Gi1/0/1 - Te1/0/4")]
    [InlineData("ios", "interface range Gi1/0/4 - 1")]
    public void Parse_RangeThatEndsElsewhere_IsRefusedWithItsLine(string platform, string header) =>
        Should.Throw<ConfigException>(() => Given.Config(platform, $"hostname a\n{header}\n shutdown\n")).Line.ShouldBe(2);

    [Theory]
    [InlineData("interface range Gi1/0/1 - 2 , gi1/0/4")]
    [InlineData("interface range Gi1/0/1 - Gi1/0/2,Gi1/0/4")]
    [InlineData("interface range Gi1/0/1 - gi 1/0/2 , Gi1/0/4 - 4")]
    public void Parse_RangeAndAMemberInOtherSpelling_IsOneSection(string header) =>
        Given.Text(Given.Config("ios", $"interface GigabitEthernet1/0/2\n description a\n no shutdown\n{header}\n no description\n")
            .Children.Select(c => c.Text + ": " + string.Join(", ", c.Children)))
            .ShouldBe("interface GigabitEthernet1/0/2: no shutdown, no description\ninterface Gi1/0/1: no description\n"
                + $"interface {(header.Contains("gi1/0/4") ? "gi" : "Gi")}1/0/4: no description");
}
