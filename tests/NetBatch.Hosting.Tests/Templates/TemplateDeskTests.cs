namespace NetBatch.Hosting.Tests.Templates;

public sealed class TemplateDeskTests : IDisposable
{
    private const string Output = "Router up\nRouter down\n";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("netbatch-desk-");
    private readonly TextFsmTemplates desk;

    public TemplateDeskTests()
    {
        var beside = Directory.CreateDirectory(Path.Combine(folder.FullName, "templates")).FullName;
        File.WriteAllText(Path.Combine(beside, "index"),
            "Template, Hostname, Platform, Command\nmine.textfsm, .*, ios, sh[[ow]] frob\nbroken.textfsm, .*, ios, sh[[ow]] broken\n");
        File.WriteAllText(Path.Combine(beside, "mine.textfsm"), "Value Required,Key STATE (\\w+)\n\nStart\n  ^Router ${STATE} -> Record\n");
        File.WriteAllText(Path.Combine(beside, "broken.textfsm"), "Value STATE (\n\nStart\n");
        desk = new TextFsmTemplates(Path.Combine(folder.FullName, "netbatch.db"));
    }

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void List_BesideTheStore_TellsColumnsAndWhatIsBroken()
    {
        var mine = desk.List([], ["ios"], "sh frob").ShouldHaveSingleItem();
        (mine.Name, mine.Command, mine.FullCommand, mine.Problem).ShouldBe(("mine", "sh[[ow]] frob", "show frob", null));
        mine.Columns.ShouldBe(["STATE"]);
        mine.Keys.ShouldBe(["STATE"]);

        var broken = desk.List([], ["ios"], "show broken").ShouldHaveSingleItem();
        broken.Problem.ShouldNotBeNull().ShouldContain("broken.textfsm");
        broken.Columns.ShouldBeEmpty();
    }

    [Fact]
    public void Parse_KnownCommand_GivesRows() =>
        desk.Parse(new ParseRequest { Platform = "ios", Command = "sh frob" }, Output).Rows.Select(row => row[0]).ShouldBe(["up", "down"]);

    [Theory]
    [InlineData(null, "show frob", ErrorCode.InvalidArgument, "Which template parses this is not known.")]
    [InlineData("ios", "", ErrorCode.InvalidArgument, "Which template parses this is not known.")]
    [InlineData("ios", "show none", ErrorCode.InvalidTemplate, "r1: No template is known for 'show none' on the platform 'ios'.")]
    public void Parse_NoTemplate_SaysWhatToGive(string? platform, string command, ErrorCode code, string message)
    {
        var refused = Should.Throw<NetBatchException>(() =>
            desk.Parse(new ParseRequest { Platform = platform, Command = command }, Output, "r1"));

        refused.Code.ShouldBe(code);
        refused.Message.ShouldStartWith(message);
        refused.Remedy.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void Explain_Template_TellsTheRuleOfEachLine() =>
        desk.Explain(new ParseRequest { Template = "mine" }, Output).Lines.Select(line => line.Rules[0].Assigned[0].Value)
            .ShouldBe(["up", "down"]);

    [Fact]
    public void Named_PathOrFile_IsAFullPathAndAnythingElseAName()
    {
        string Full(string path) => Path.Combine(folder.FullName, path);

        TextFsmTemplates.Named("templates/mine.textfsm", Full).ShouldBe(Full("templates/mine.textfsm"));
        TextFsmTemplates.Named("cisco_ios_show_version", Full).ShouldBe("cisco_ios_show_version");
        TextFsmTemplates.Named("templates", Full).ShouldBe("templates", "a folder is no template");
        TextFsmTemplates.Named(" ", Full).ShouldBeNull();
    }
}
