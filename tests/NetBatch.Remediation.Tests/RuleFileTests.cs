namespace NetBatch.Remediation.Tests;

public sealed class RuleFileTests
{
    [Fact]
    public void ConfigNames_BuiltIn_AreThoseThatDocsName() =>
        RandomConfigs.Platforms.ShouldBe(
        [
            "arista_eos", "aruba_aoscx", "cisco_ios", "cisco_iosxr", "cisco_nxos", "fortinet_fortios", "frr", "generic", "hp_comware",
            "hp_procurve", "huawei_vrp", "juniper_junos", "mikrotik_routeros", "nokia_srl", "nokia_sros", "nokia_sros_classic", "vyos",
        ]);

    [Fact]
    public void Config_PlatformThatExtends_KeepsTheRules() =>
        PlatformCatalog.BuiltIn.Config("cisco_iosxe").EndMarkers.ShouldBe(PlatformCatalog.BuiltIn.Config("cisco_ios").EndMarkers);

    [Fact]
    public void Config_UnknownPlatform_ListsThoseThereAre() =>
        Should.Throw<NetBatchException>(() => PlatformCatalog.BuiltIn.Config("beos")).Remedy!.ShouldContain("cisco_ios");

    [Theory]
    [InlineData("platform: x\nidempotnt:\n  - [a]\n", 2, "idempotnt")]
    [InlineData("platform: x\norder:\n  - {lineage: [a]}\n", 3, "weight")]
    [InlineData("platform: x\norder:\n  - {lineage: [a], weight: ten}\n", 3, "whole number")]
    [InlineData("platform: x\nidempotent:\n  - [a, {regex: '('}]\n", 3, "regular expression")]
    [InlineData("platform: x\nidempotent:\n  - []\n", 3, "lineage")]
    [InlineData("platform: x\nignore:\n  - {beginswith: a}\n", 3, "beginswith")]
    [InlineData("platform: x\nnormalise: [magic]\n", 2, "split_vlans")]
    [InlineData("platform: x\nsyntax: xml\n", 2, "xml")]
    [InlineData("platform: x\nidempotent:\n  - ['**', a, b]\n", 3, "exactly one")]
    [InlineData("platform: x\nnegate_with:\n  - {lineage: [a]}\n", 3, "use")]
    [InlineData("platform: x\n bad: [\n", 2, "YAML")]
    [InlineData("aliases: [y]\n", 1, "platform")]
    [InlineData("platform: x\nextends: nothing\n", 2, "nothing")]
    public void Load_BadFile_IsRefusedWithNameAndLine(string yaml, int line, string reason)
    {
        var error = Should.Throw<NetBatchException>(() => Load(("bad.yaml", yaml)));

        error.Code.ShouldBe(ErrorCode.InvalidPlatform);
        error.Message.ShouldContain($"bad.yaml, line {line}:");
        (error.Message + error.Remedy).ShouldContain(reason);
    }

    // The entries get other numbers for the comparison; what says nothing there is no difference in what runs, either.
    [Fact]
    public void Compute_ListWithAnotherStep_ShowsNoLineThatSaysNothing()
    {
        var rules = Load(("own.yml", "platform: own_vrp\nextends: huawei_vrp\nunprinted:\n"
            + "  - [{regex: '^acl '}, {startswith: 'mark '}]\n")).Config("own_vrp");

        var diff = new ChangeComputation([], [], [], []).Compute(
            ConfigTree.Parse("acl number 3000\n mark a\n rule 5 permit ip\n", rules),
            ConfigTree.Parse("acl number 3000\n step 2\n rule 2 permit ip\n", rules)).Diff;

        diff.ShouldContain(line => line.Contains("step 2"));
        diff.ShouldNotContain(line => line.Contains("mark a"));
    }

    [Fact]
    public void Load_FileThatExtends_AddsItsRulesBeforeTheOthers()
    {
        var own = Load(("ios.yml", """
            platform: cisco_ios
            extends: cisco_ios
            aliases: [shop_ios]
            idempotent:
              - ["interface ", "mtu "]
            negate_with:
              - {lineage: ["logging console "], use: no logging console}
            order:
              - {lineage: [interface, "switchport mode "], weight: 5}
            ignore:
              - {startswith: "licence "}
            """));
        var rules = own.Config("shop_ios");

        string Change(string a, string b) =>
            Given.Text(ConfigEngine.Remediation(ConfigTree.Parse(a, rules), ConfigTree.Parse(b, rules)).Lines());
        Change("licence x\nlogging console errors\ninterface a\n mtu 1\n", "interface a\n mtu 2\n switchport mode trunk\n zone x\n")
            .ShouldBe("no logging console\ninterface a\n  mtu 2\n  zone x\n  switchport mode trunk");
        own.Config("cisco-ios").ShouldBe(rules);
        PlatformCatalog.BuiltIn.Config("cisco_ios").ShouldNotBe(rules);
    }

    [Fact]
    public void Load_TwoFilesForOnePlatform_IsRefused() =>
        Should.Throw<NetBatchException>(() => Load(("a.yaml", "platform: x\n"), ("b.yaml", "platform: x\n"))).Message.ShouldContain(
            "a.yaml");

    [Fact]
    public void Load_FilesThatExtendEachOther_IsRefused() =>
        Should.Throw<NetBatchException>(() =>
            Load(("a.yaml", "platform: x\nextends: y\n"), ("b.yaml", "platform: y\nextends: x\n"))).Message.ShouldContain(
                "extend each other");

    [Theory]
    [InlineData("^client (\\S+) server-key", "client 10.0.0.1 server-key a", "client 10.0.0.1 server-key b", true)]
    [InlineData("^client (\\S+) server-key", "client 10.0.0.1 server-key a", "client 10.0.0.2 server-key b", false)]
    [InlineData("^timer .*", "timer 5", "timer 6", true)]
    [InlineData("^timer \\d+", "timer 5", "timer 6", false)]
    public void Remediation_KeyOfARule_TellsWhichLinesAreOneSetting(string regex, string before, string after, bool same)
    {
        var rules = Load(("k.yaml", $"platform: k\nidempotent:\n  - [{{regex: '{regex}'}}]\n")).Config("k");

        ConfigEngine.Remediation(ConfigTree.Parse(before, rules), ConfigTree.Parse(after, rules)).Lines()
            .ShouldBe(same ? [after] : ["no " + before, after]);
    }

    private static PlatformCatalog Load(params (string Name, string Text)[] files)
    {
        var folder = Directory.CreateTempSubdirectory("rules");
        foreach (var (name, text) in files)
        {
            File.WriteAllText(Path.Combine(folder.FullName, name), text);
        }

        return PlatformCatalog.Load(folder.FullName);
    }
}
