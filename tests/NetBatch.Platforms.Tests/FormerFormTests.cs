namespace NetBatch.Platforms.Tests;

public sealed class FormerFormTests : PlatformFolder
{
    private const string Session = """
        # My switch.
        platform: mine
        title: Mine
        modes:
          exec: {prompt: '{host}#'}   # one level
        # Paging.
        prepare: [term len 0]
        read: [term len]
        config:
          enter: conf t
        checkpoint:
          restore: ['restore {name}']

        """;

    private const string SessionOfToday = """
        # My switch.
        platform: mine
        title: Mine
        session:
          modes:
            exec: {prompt: '{host}#'}   # one level
          # Paging.
          prepare: [term len 0]
          read: [term len]
          config:
            enter: conf t
        safety:
          checkpoint:
            restore: ['restore {name}']

        """;

    [Fact]
    public void Load_SessionAtTheTop_IsReadWithAWarningThatShowsTheFormOfToday()
    {
        var path = Write("platforms/mine.yaml", Session);

        var catalog = Load();

        catalog.Session("mine").Config!.Enter.ShouldBe("conf t");
        catalog.Session("mine").Safety.Checkpoint!.Restore.ShouldBe(["restore {name}"]);
        catalog.Warnings.ShouldHaveSingleItem()
            .ShouldBe($"{path} has a former form, which is still read. The same in the form of today:\n{SessionOfToday}");
    }

    [Fact]
    public void Load_TheFormThatTheWarningShows_IsTheSameAndWarnsNoMore()
    {
        Write("platforms/mine.yaml", SessionOfToday);

        var catalog = Load();

        catalog.Session("mine").Safety.Checkpoint!.Restore.ShouldBe(["restore {name}"]);
        catalog.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Load_RulesInAFolderOfTheirOwn_JoinThePlatformOfTheirName()
    {
        Write("configs/ios.yaml", "platform: cisco_ios\nextends: cisco_ios\naliases: [shop_ios]\nsilent:\n  - [licence]\n");

        var catalog = Load();

        catalog.Session("shop_ios").Prepare.ShouldBe(PlatformCatalog.BuiltIn.Session("cisco_ios").Prepare);
        catalog.Config("shop_ios").EndMarkers.ShouldBe(["end"]);
        catalog.Warnings.ShouldHaveSingleItem().ShouldContain("config:\n  silent:\n    - [licence]\n");
    }

    [Fact]
    public void Load_RulesAndSessionOfOneName_AreOnePlatform()
    {
        Write("platforms/mine.yaml", Session);
        Write("configs/mine.yaml", "platform: mine\nnegation: 'undo '\n");

        var catalog = Load();

        catalog.Session("mine").Prepare.Select(step => step.Send).ShouldBe(["term len 0"]);
        catalog.Config("mine").Negation.ShouldBe("undo ");
    }

    [Fact]
    public void Load_SessionThatReplacesOneOfNetBatch_KeepsItsRules()
    {
        Write("platforms/ios.yaml", "platform: cisco_ios\ntitle: Mine\nmodes:\n  exec: {prompt: '{host}#'}\n");

        var catalog = Load();

        catalog.Config("cisco_ios").EndMarkers.ShouldBe(["end"]);
        catalog.Session("cisco_ios").Modes.ShouldHaveSingleItem();
        catalog.Session("cisco_ios").Safety.Checkpoint.ShouldBeNull();
    }
}
