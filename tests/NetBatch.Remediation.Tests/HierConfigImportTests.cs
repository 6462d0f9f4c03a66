namespace NetBatch.Remediation.Tests;

/// <summary>Options and tags of hier_config, in the forms of its documentation (docs/utilities.md, docs/tags.md) and of its
/// models.</summary>
public sealed class HierConfigImportTests
{
    private const string VersionTwo = """
        style: ios
        negation: "no"
        ordering:
        - lineage: [{startswith: ntp}]
          order: 700
        - lineage: [{startswith: neutral}]
          order: 500
        per_line_sub:
        - {search: '^!.*Generated.*$', replace: ''}
        sectional_exiting:
        - lineage: [{startswith: router bgp}, {startswith: neighbor-set}]
          exit_text: exit-set
        idempotent_commands:
        - lineage: [{startswith: interface}, {re_search: '^load-interval (?P<x>\d+)?'}]
        - lineage: [{startswith: [clock timezone, clock summer-time]}]
        negation_negate_with:
        - lineage: [{startswith: interface Ethernet}, {startswith: spanning-tree port type}]
          use: no spanning-tree port type
        """;

    private const string VersionThree = """
        {"idempotent_commands": [{"match_rules": [{"equals": null, "startswith": "clock timezone", "endswith": null}]}],
         "ordering": [{"match_rules": [{"startswith": "ntp"}], "weight": 200}],
         "negate_with": [{"match_rules": [{"startswith": "it's"}], "use": "no it's"}],
         "negation_sub": [{"match_rules": [{"startswith": "snmp-server user "}],
           "search": "^(no snmp-server user \\S+).*", "replace": "\\1"}],
         "idempotent_commands_avoid": [{"match_rules": [{"contains": "secondary"}]}],
         "sectional_overwrite": [{"match_rules": [{"startswith": "template"}]}],
         "unused_objects": [{"match_rules": [{"startswith": "as-path-set "}], "name_re": "^(as-path-set) (?P<name>\\S+)",
           "reference_locations": [{"match_rules": [{"startswith": "router bgp"}], "reference_re": "{name}"}]}],
         "post_load_callbacks": [], "indentation": 2}
        """;

    [Theory]
    [InlineData(VersionTwo, "clock timezone CET 1\n", "clock timezone EET 2\n", "clock timezone EET 2")]
    [InlineData(VersionTwo, "ntp server a\nzebra 1\n", "ntp server b\nzebra 2\n", "no ntp server a|no zebra 1|zebra 2|ntp server b")]
    [InlineData(VersionTwo, "interface Ethernet1\n spanning-tree port type edge\n a\n", "interface Ethernet1\n a\n",
        "interface Ethernet1|  no spanning-tree port type")]
    [InlineData(VersionThree, "clock timezone CET 1\n", "clock timezone EET 2\n", "clock timezone EET 2")]
    [InlineData(VersionThree, "snmp-server user bob group v3\n", "", "no snmp-server user bob")]
    [InlineData(VersionThree, "it's a\n", "", "no it's")]
    [InlineData(VersionThree, "template A\n x\n", "template A\n y\n", "no template A|template A|  y")]
    public void ToPlatformFile_OptionsAsADriversRules_ActAsThere(string options, string running, string intended, string lines)
    {
        var folder = Directory.CreateTempSubdirectory("netbatch");
        File.WriteAllText(Path.Combine(folder.FullName, "own.yaml"),
            HierConfigOptions.ToPlatformFile("options.yml", options, "own", "generic"));
        var rules = PlatformCatalog.Load(folder.FullName).Config("own");
        folder.Delete(recursive: true);

        string.Join('|', ConfigEngine.Remediation(ConfigTree.Parse(running, rules), ConfigTree.Parse(intended, rules)).Lines())
            .ShouldBe(lines);
    }

    [Theory]
    [InlineData("- a", "no mapping")]
    [InlineData("idempotent_command: []", "'idempotent_command' is no member")]
    [InlineData("ordering: [{lineage: [{startswith: a}], order: soon}]", "'order' is 'soon'")]
    [InlineData("idempotent_commands: [{lineage: [{beginswith: a}]}]", "'beginswith' is no member")]
    public void ToPlatformFile_WrongOptions_AreRefusedByNameAndLine(string options, string told)
    {
        var refused = Should.Throw<NetBatchException>(() => HierConfigOptions.ToPlatformFile("options.yml", options, "own", "generic"));

        refused.Message.ShouldStartWith("options.yml, line 1");
        refused.Message.ShouldContain(told);
    }

    [Theory]
    [InlineData("- match_rules: [{startswith: [ip name-server, ntp, no ntp]}]\n  apply_tags: [ntp]")]
    [InlineData("- lineage: [{startswith: [ip name-server, ntp, no ntp]}]\n  add_tags: ntp")]
    [InlineData("- lineage: [{re_search: '^(no )?ntp'}]\n  add_tags: ntp")]
    [InlineData("- lineage: [{regex: '^(no )?ntp'}]\n  tags: [ntp]")]
    public void Read_TagsOfEitherVersion_MarkTheSameLines(string yaml)
    {
        var rules = TagRule.Read("tags.yml", yaml);
        var change = new ChangeComputation([], rules, ["ntp"], []).Compute(
            Given.Config("cisco_ios", "ntp server 10.0.0.1\nhostname a\n"), Given.Config("cisco_ios", "ntp server 10.0.0.2\nhostname b\n"));

        Given.Text(change.Change.Lines()).ShouldBe("no ntp server 10.0.0.1\nntp server 10.0.0.2");
    }
}
