namespace NetBatch.Remediation.Tests;

public sealed class VectorCheckTests
{
    [Theory]
    [InlineData("public.jsonl")]
    [InlineData("own.jsonl")]
    [InlineData("rules.jsonl")]
    [InlineData("frr.jsonl")]
    [InlineData("device.jsonl")]
    public void Run_VectorFile_EveryAnswerIsAsRecorded(string name)
    {
        var report = VectorCheck.Run(Path.Combine(AppContext.BaseDirectory, "Vectors", name));

        report.Failures.ShouldBeEmpty();
        report.Passed.ShouldBeGreaterThan(10);
    }

    [Theory]
    [InlineData("own.jsonl")]
    [InlineData("rules.jsonl")]
    [InlineData("frr.jsonl")]
    [InlineData("device.jsonl")]
    public void Run_OwnVectors_NeedNoDeviationToPass(string name) =>
        VectorCheck.Run(Path.Combine(AppContext.BaseDirectory, "Vectors", name)).Remarks.ShouldBeEmpty();

    [Fact]
    public void OwnVectors_EveryPlatform_HasFifteenThatSayWhatTheyShow()
    {
        var vectors = new[] { "own.jsonl", "rules.jsonl", "frr.jsonl" }
            .SelectMany(name => File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Vectors", name)))
            .Select(RemediationVector.Parse)
            .ToList();

        vectors.Select(v => v.Id).Distinct().Count().ShouldBe(vectors.Count);
        vectors.ShouldAllBe(v => v.Other!["note"].GetString()!.Length > 0 && v.Other["source"].GetString()!.Length > 0);
        // What the reference does not know has its pairs in Vectors/Pairs alone.
        foreach (var platform in RandomConfigs.Platforms
            .Where(name => name != "aruba_aoscx" && !PlatformCatalog.BuiltIn.Config(name).ComparesOnly))
        {
            vectors.Count(v => PlatformCatalog.BuiltIn.Config(v.Platform).Name == platform).ShouldBeGreaterThanOrEqualTo(15, platform);
        }
    }

    [Fact]
    public void Run_WrongAnswer_NamesVectorAndFirstDifference()
    {
        var vector = new RemediationVector
        {
            Id = "wrong", Platform = "GENERIC", Running = "a\nb\n", Intended = "a\n", Remediation = ["no c"],
        };
        using var output = new StringWriter();

        VectorCheck.Run([vector]).WriteTo(output);

        output.ToString().ReplaceLineEndings("\n").ShouldBe("wrong: remediation line 1: expected 'no c', got 'no b'\n0 passed, 1 failed\n");
    }

    [Fact]
    public void Run_RefusalRecorded_PassesWhenRefused()
    {
        var vector = new RemediationVector { Id = "twice", Platform = "GENERIC", Running = "a\na\n", Intended = "a\n",
            Error = "duplicate" };

        VectorCheck.Run([vector]).Passed.ShouldBe(1);
        VectorCheck.Run([vector with { Running = "a\n" }]).Failed.ShouldBe(1);
        VectorCheck.Run([RemediationVector.Parse(
            "{\"id\":\"t\",\"platform\":\"GENERIC\",\"running\":\"a\\na\\n\",\"parse_error\":\"duplicate\"}")]).Passed.ShouldBe(1);
    }

    [Fact]
    public void Run_HarmfulAnswerRecorded_IsNoFailureAndIsShown()
    {
        var vector = new RemediationVector
        {
            Id = "vlans", Platform = "CISCO_NXOS", Running = "vlan 1,10,20\n", Intended = "vlan 1,10\n",
            Remediation = ["no vlan 1,10,20", "vlan 1,10"], Quirk = "takes VLANs away",
        };

        var report = VectorCheck.Run([vector]);

        (report.Passed, report.Failed, report.Quirks).ShouldBe((0, 0, 1));
        report.Remarks.ShouldHaveSingleItem().ShouldContain("takes VLANs away");
    }

    [Fact]
    public void Run_BannerNegatedByItsText_PassesByTheDocumentedDeviationOnly()
    {
        var vector = new RemediationVector
        {
            Id = "banner", Platform = "CISCO_IOS", Running = "banner motd #\nhello\n#\nend\n", Intended = "",
            Remediation = ["no banner motd #", "hello", "#"],
        };

        VectorCheck.Run([vector]).Remarks.ShouldHaveSingleItem().ShouldContain("as documented");
        VectorCheck.Run([vector with { Remediation = ["no banner login #", "hello", "#"] }]).Failed.ShouldBe(1);
    }

    [Fact]
    public void Run_LineIsNoJson_NamesTheLine()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("vectors").FullName, "bad.jsonl");
        File.WriteAllText(path, "\n{\"id\": \n");

        Should.Throw<ConfigException>(() => VectorCheck.Run(path)).Line.ShouldBe(2);
    }
}
