namespace NetBatch.TextFsm.Tests;

public sealed class TemplateSetTests : IDisposable
{
    private const string Ports = "Value Key PORT (\\S+)\nValue STATE (\\w+)\n\nStart\n  ^port ${PORT} ${STATE} -> Record\n";
    private const string Speeds = "Value Key PORT (\\S+)\nValue SPEED (\\d+)\n\nStart\n  ^speed ${PORT} ${SPEED} -> Record\n";
    private const string Text = "port a up\nport b down\nport c up\nspeed c 10\nspeed a 100\nspeed a 1000\n";
    private readonly string _directory = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Parse_SeveralTemplates_JoinsOnTheKeysOfTheFirst()
    {
        Write("index", "Template, Platform, Command\nports.textfsm:speeds.textfsm, x, show ports\n");
        Write("ports.textfsm", Ports);
        Write("speeds.textfsm", Speeds);
        var set = TemplateSet.Open(_directory);

        var table = set.Parse(set.Index.Find("x", "show ports")!, Text);

        table.Header.ShouldBe(["PORT", "STATE", "SPEED"]);
        table.Keys.ShouldBe(["PORT"]);
        Support.Json(table.Rows).ShouldBe("""[["a","up","100"],["b","down",""],["c","up","10"]]""");
    }

    [Fact]
    public void Parse_TemplatesWithoutKeys_JoinsByRowNumber()
    {
        var table = TemplateSet.Parse(
            [Template.Compile(Ports.Replace("Key ", "", StringComparison.Ordinal)),
                Template.Compile(Speeds.Replace("Key ", "", StringComparison.Ordinal))], Text);

        Support.Json(table.Rows).ShouldBe("""[["a","up","10"],["b","down","100"],["c","up","1000"]]""");
    }

    [Fact]
    public void Parse_SecondTemplateLacksTheKey_IsRefused()
    {
        var other = Template.Compile("Value SPEED (\\d+)\n\nStart\n  ^speed \\S+ ${SPEED} -> Record\n", "speeds");

        Should.Throw<TemplateException>(() => TemplateSet.Parse([Template.Compile(Ports), other], Text))
            .Message.ShouldBe("speeds: cannot be merged: it lacks the key column 'PORT' of the templates before it");
    }

    [Fact]
    public void Get_Twice_CompilesOnceUntilTheFileChanges()
    {
        Write("index", "Template, Platform, Command\n");
        Write("ports.textfsm", Ports);
        var set = TemplateSet.Open(_directory);

        var first = set.Get("ports.textfsm");
        set.Get("ports.textfsm").ShouldBeSameAs(first);
        Write("ports.textfsm", Ports + "\n# changed\n");
        set.Get("ports.textfsm").ShouldNotBeSameAs(first);
    }

    [Fact]
    public void Get_TemplateThatIsNotThere_SaysSo()
    {
        Write("index", "Template, Platform, Command\n");

        Should.Throw<TemplateException>(() => TemplateSet.Open(_directory).Get("gone.textfsm")).Kind.ShouldBe(TemplateErrorKind.Index);
    }

    [Fact]
    public void Open_DirectoryWithoutIndex_SaysSo()
    {
        Should.Throw<TemplateException>(() => TemplateSet.Open(_directory)).Reason.ShouldContain("no file named index");
    }

    [Fact]
    public void Library_OwnDirectoryFirst_WinsOverBuiltIn()
    {
        Write("index", "Template, Platform, Command\nports.textfsm, frr, show version\n");
        Write("ports.textfsm", Ports);
        var library = TemplateLibrary.Open(_directory);

        library.Parse("frr", "show version", Text).Templates.ShouldBe(["ports.textfsm"]);
        library.Find("frr", "show ip route")!.Value.Collection.Name.ShouldBe("built-in templates");
    }

    [Theory]
    [InlineData("cisco_iosxr", "cisco_xr_show_version.textfsm")]
    [InlineData("cisco_iosxe", "cisco_ios_show_version.textfsm")]
    public void Library_NamesOfOurInventory_FindTheCollectionsNames(string platform, string template)
    {
        TemplateLibrary.Open().Find(platform, "show version")!.Value.Entry.Templates.ShouldBe([template]);
    }

    [Fact]
    public void Library_UnknownCommand_SaysWhatWasAsked()
    {
        var error = Should.Throw<TemplateException>(() => TemplateLibrary.Open().Parse("frr", "show nothing", ""));

        error.Kind.ShouldBe(TemplateErrorKind.NotFound);
        error.Message.ShouldContain("'show nothing' on frr");
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_directory, name), text);
}
