namespace NetBatch.Hosting.Tests.Configs;

public sealed class ConfigDeskTests : IDisposable
{
    private const string Running =
        "hostname a\ninterface Vlan5\n description x\n ip address 10.0.0.1 255.255.255.0\nntp server 10.0.0.9\nntp server 10.0.0.8\nend\n";
    private const string Intended =
        "hostname a\ninterface Vlan5\n description y\n ip address 10.0.0.1 255.255.255.0\nntp server 10.0.0.9\nend\n";

    private readonly ConfigTools desk = new();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("netbatch-configs");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Read_BytesThatAreNoUtf8_StayCharactersOfTheirOwn()
    {
        var file = Path.Combine(folder.FullName, "r1.cfg");
        File.WriteAllBytes(file, [.. "interface Vlan5\n description B"u8, 0xFC, .. "ro\n"u8]);

        desk.Tree(null, "ios", ConfigText.Read(file))[0].Children[0].Text.ShouldBe("description B\u00FCro");
    }

    [Fact]
    public void Predict_SectionEnteredTwice_IsReadInItsOrder() => desk.Predict(null, "ios", new ConfigText(Running),
        new ConfigText("interface Vlan5\n description y\nno ntp server 10.0.0.8\ninterface Vlan5\n description z\n")).Config
        .ShouldContain("  description z");

    [Fact]
    public void Compare_TwoConfigs_GivesBothWaysAndTheSummary()
    {
        var found = Comparer(new ConfigCompareOptions { MaxDeletePercent = 50 })
            .Compare("r1", "ios", new ConfigText(Running), new ConfigText(Intended));

        (found.Device, found.Platform, found.InSync).ShouldBe(("r1", "cisco_ios", false));
        found.Remediation.ShouldBe(["no ntp server 10.0.0.8", "interface Vlan5", "  description y"]);
        found.Rollback.ShouldBe(["interface Vlan5", "  description x", "ntp server 10.0.0.8"]);
        (found.Additions, found.Deletions, found.Changes, found.DeletePercent).ShouldBe((0, 1, 1, 16.7));
        found.Warnings().ShouldBeEmpty();
    }

    [Fact]
    public void Compare_TagsLeaveOutWhatDiffers_IsStillNotInSync()
    {
        var rules = Path.Combine(folder.FullName, "tags.yaml");
        File.WriteAllText(rules, "- lineage: [{equals: none}]\n  tags: [none]\n");

        var found = Comparer(new ConfigCompareOptions { TagRules = [rules], IncludeTags = ["none"] })
            .Compare(null, "ios", new ConfigText(Running), new ConfigText(Intended));

        found.Remediation.ShouldBeEmpty();
        found.Rollback.ShouldBeEmpty();
        found.InSync.ShouldBeFalse();
    }

    [Fact]
    public void Compare_ScopeIsSmall_CountsDeletionsAgainstTheWholeConfig()
    {
        var found = Comparer(new ConfigCompareOptions { Scope = ["ntp "], MaxDeletePercent = 20 })
            .Compare(null, "ios", new ConfigText(Running), new ConfigText("ntp server 10.0.0.9\n"));

        found.Remediation.ShouldBe(["no ntp server 10.0.0.8"]);
        found.Findings.ShouldBeEmpty("one of six lines goes, not one of two");
    }

    [Fact]
    public void Warnings_SeveralOfOneKind_AreOneSentence()
    {
        var found = Comparer(new ConfigCompareOptions { MaxDeletePercent = 100 })
            .Compare("r1", "ios", new ConfigText("line vty 0 4\n a\n b\nend\n"), new ConfigText("line vty 0 4\n c\nend\n"));

        found.Findings.Count.ShouldBe(3);
        found.Warnings().ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(one => one.ShouldStartWith("r1: "), one => one.ShouldContain("and 2 more"));
    }

    [Theory]
    [InlineData("MaxDeletePercent", "101")]
    [InlineData("IncludeTag", "nobody")]
    [InlineData("Scope", "a >  > b")]
    [InlineData("TagRules", "/no/such/file.yaml")]
    public void Comparer_WrongOption_IsRefusedBeforeAnyConfig(string option, string value)
    {
        var options = option switch
        {
            "MaxDeletePercent" => new ConfigCompareOptions { MaxDeletePercent = 101 },
            "IncludeTag" => new ConfigCompareOptions { IncludeTags = [value] },
            "Scope" => new ConfigCompareOptions { Scope = [value] },
            _ => new ConfigCompareOptions { TagRules = [value] },
        };

        Should.Throw<NetBatchException>(() => Comparer(options)).Message.ShouldContain(value);
    }

    [Fact]
    public void Tree_MalformedText_NamesSourceAndLine() =>
        Should.Throw<NetBatchException>(() => desk.Tree(null, "ios", new ConfigText("a\na\n", "r1.cfg"))).Message.ShouldStartWith(
            "r1.cfg, line 2: ");

    [Fact]
    public void Search_LineageAndText_GivesLinesInOrderWithTheirPath()
    {
        var found = desk.Search("r1", "ios", new ConfigText(Running), new ConfigSearch(lineage: ["ntp", "interface > description"]));

        found.Select(line => line.Line).ShouldBe([3, 5, 6]);
        found[0].Path.ShouldBe(["interface Vlan5", "description x"]);
        Should.Throw<NetBatchException>(() => new ConfigSearch()).Code.ShouldBe(ErrorCode.InvalidArgument);
    }

    [Fact]
    public void Predict_Remediation_LeadsToTheIntendedConfig()
    {
        var remediation = Comparer(new ConfigCompareOptions())
            .Compare(null, "ios", new ConfigText(Running), new ConfigText(Intended)).Remediation;

        var after = desk.Predict(null, "ios", new ConfigText(Running), new ConfigText(string.Join('\n', remediation)));

        Comparer(new ConfigCompareOptions())
            .Compare(null, "ios", new ConfigText(string.Join('\n', after.Config)), new ConfigText(Intended)).InSync.ShouldBeTrue();
    }

    [Fact]
    public void Desk_FolderOfRules_AddsPlatforms()
    {
        File.WriteAllText(Path.Combine(folder.FullName, "mine.yaml"), "platform: mine\nnegation: 'off '\n");

        new ConfigTools(folder.FullName).Platforms.ShouldContain("mine");
        Should.Throw<NetBatchException>(() => new ConfigTools(Path.Combine(folder.FullName, "none"))).Code.ShouldBe(
            ErrorCode.InvalidArgument);
    }

    private ConfigComparer Comparer(ConfigCompareOptions options) => new(desk, options);
}
