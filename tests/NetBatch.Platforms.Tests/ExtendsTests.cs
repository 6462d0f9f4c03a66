namespace NetBatch.Platforms.Tests;

public sealed class ExtendsTests : PlatformFolder
{
    private const string Head = "platform: mine\nextends: cisco_ios\ntitle: Mine\n";

    /// <summary>Expressions of a user's file stand with those that it inherits, whatever ours are made of.</summary>
    [Theory]
    [InlineData("session:\n  config:\n    lineErrors: ['Beware']\n")]
    [InlineData("session:\n  modes:\n    user: {prompt: '{host}>'}\n    enable: {prompt: '{host}#', privileged: true}\n")]
    [InlineData("session:\n  errors: ['Beware']\n  marks: ['Beware']\n  notices: ['Beware']\n  questions: ['Sure']\n  logLines: [LOG]\n")]
    public void Extends_WithExpressionsOfItsOwn_CanBeUsed(string text)
    {
        Write("platforms/mine.yaml", Head + text);

        Load().Session("mine").Modes.ShouldNotBeEmpty();
    }

    [Fact]
    public void Extends_AnotherPlatform_KeepsTemplatesRulesAndWaysBack()
    {
        Write("platforms/mine.yaml", Head);

        var catalog = Load();

        catalog.TemplateNames("mine").ShouldBe(["mine", "cisco_ios"]);
        catalog.Config("mine").EndMarkers.ShouldBe(["end"]);
        catalog.Config("mine").Name.ShouldBe("mine");
        catalog.Session("mine").Safety.Checkpoint.ShouldNotBeNull();
        catalog.Find("mine").Names.Netmiko.ShouldBeEmpty("names of another platform are not inherited");
    }

    [Theory]
    [InlineData("safety:\n  timedRevert: {}\n", false, true)]
    [InlineData("safety:\n  timedRevert: ~\n", false, true)]
    [InlineData("safety:\n  checkpoint:\n", true, false)]
    [InlineData("safety: ~\n", false, false)]
    [InlineData("without: [safety]\n", false, false)]
    [InlineData("without: [safety.checkpoint]\n", true, false)]
    public void Extends_MemberTakenAway_IsGone(string text, bool timer, bool checkpoint)
    {
        Write("platforms/mine.yaml", Head + text);

        var safety = Load().Session("mine").Safety;

        (safety.TimedRevert is not null).ShouldBe(timer);
        (safety.Checkpoint is not null).ShouldBe(checkpoint);
    }

    [Fact]
    public void Extends_RulesTakenAway_AreReplacedAndNotJoined()
    {
        Write(
            "platforms/mine.yaml",
            Head + "without: [config.management]\nconfig:\n  management:\n    - {what: vty, lineage: [console]}\n");

        Load().Config("mine").Management.ShouldHaveSingleItem().What.ShouldBe("vty");
    }

    [Fact]
    public void Extends_ItsOwnName_ChangesTheOneThatComesWithNetBatch()
    {
        Write(
            "platforms/vrp.yaml",
            "platform: huawei_vrp\nextends: huawei_vrp\ntitle: VRP with any names\nsession:\n  hostname: '[^<>\\[\\]]+'\n");

        var session = Load().Session("huawei_vrp");

        session.Title.ShouldBe("VRP with any names");
        session.Modes[1].Prompt.Match("<Core Switch 1>").Groups["host"].Value.ShouldBe("Core Switch 1");
        session.Prepare.Select(step => step.Send).ShouldBe(["screen-length 0 temporary"]);
    }

    [Fact]
    public void Extends_PlatformWithALookAround_IsReadAsThere()
    {
        Write("platforms/mine.yaml", "platform: mine\nextends: frr\ntitle: Mine\n");

        Load().Session("mine").Config!.LineErrors!.ToString()
            .ShouldBe(PlatformCatalog.BuiltIn.Session("frr").Config!.LineErrors!.ToString());
    }

    [Fact]
    public void Extends_OneAnother_IsRefused()
    {
        Write("platforms/a.yaml", "platform: a\nextends: b\ntitle: A\n");
        Write("platforms/b.yaml", "platform: b\nextends: a\ntitle: B\n");

        Should.Throw<NetBatchException>(Load).Message.ShouldContain("extend each other");
    }

    [Fact]
    public void Load_MemberOfASectionAtTheTop_IsToldWhereItBelongs()
    {
        Write("platforms/mine.yaml", Head + "session:\n  prepare: []\ncheckpoint: {restore: [a]}\n");

        var error = Should.Throw<NetBatchException>(Load);

        error.Message.ShouldContain("line 6: 'checkpoint'");
        error.Remedy.ShouldBe("It belongs below 'safety:'.");
    }
}
