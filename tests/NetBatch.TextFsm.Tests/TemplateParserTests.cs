using System.Text;

namespace NetBatch.TextFsm.Tests;

/// <summary>Outputs to rows, piece by piece, and what is told where there are none.</summary>
public sealed class TemplateParserTests : IDisposable
{
    private const string Ports =
        "Value Required,Key PORT (\\w+)\nValue List TAG (\\w+)\n\nStart\n  ^port ${PORT} -> Continue\n  ^\\S+ \\w+ ${TAG} -> Record\n  "
            + "^none\n";

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Begin_BuiltIn_GivesTypedColumnsKeysAndView()
    {
        var set = new TemplateParser([]).Begin(new ParseRequest { Platform = "cisco_ios", Command = "sh ip os ne" }).Set.ShouldNotBeNull();

        set.View.ShouldBe("cisco_ios_show_ip_ospf_neighbor");
        set.Columns.Select(column => column.Name).ShouldBe(["NEIGHBOR_ID", "PRIORITY", "STATE", "DEAD_TIME", "ADDRESS", "INTERFACE"]);
        set.Keys.ShouldBe(["NEIGHBOR_ID", "INTERFACE"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Feed_PiecesOfAnySize_GiveTheRowsOfTheWhole(int size)
    {
        const string Text = "port gi1 a\r\nport gü2 b\nx\rport gi3 c";
        var parser = new TemplateParser([]);
        var request = new ParseRequest { Template = Write("ports.textfsm", Ports) };
        var parse = parser.Begin(request);
        List<object?[]> rows = [];
        foreach (var piece in Encoding.UTF8.GetBytes(Text).Chunk(size))
        {
            parse.Feed(piece);
            parse.Take(rows);
        }

        parse.Complete();
        parse.Take(rows);

        parse.Problem.ShouldBeNull();
        parse.Set!.Columns.ShouldBe([new RowColumn("PORT"), new RowColumn("TAG", RowType.TextList)]);
        rows.Select(row => row[0]).ShouldBe(["gi1", "gü2", "gi3"]);
        rows.Select(row => ((string[])row[1]!).ShouldHaveSingleItem()).ShouldBe(["a", "b", "c"]);
        ParsedOutput.Of(parser, request, Text).Rows.Count.ShouldBe(3);
    }

    [Fact]
    public void Feed_LongOutput_HoldsNothingBack()
    {
        var parse = new TemplateParser([]).Begin(new ParseRequest { Template = Write("ports.textfsm", Ports) });
        var line = Encoding.UTF8.GetBytes("port gi1 a\n");
        List<object?[]> rows = [];
        for (var number = 1; number <= 1000; number++)
        {
            parse.Feed(line);
            parse.Take(rows);
            rows.Count.ShouldBe(number);
        }
    }

    [Fact]
    public void Begin_SeveralTemplates_AreMergedAtTheEnd()
    {
        Write("index", "Template, Hostname, Platform, Command\na.textfsm:b.textfsm, .*, box, sh[[ow]] ports\n");
        Write("a.textfsm", "Value Key PORT (\\w+)\n\nStart\n  ^a ${PORT} -> Record\n");
        Write("b.textfsm", "Value Key PORT (\\w+)\nValue List SPEED (\\d+)\n\nStart\n  ^b ${PORT} ${SPEED} -> Record\n");

        var parsed = ParsedOutput.Of(new TemplateParser([_folder]), new ParseRequest { Platform = "box", Command = "show ports" },
            "a x\na y\nb y 10\n");

        parsed.Set!.Columns.ShouldBe([new RowColumn("PORT"), new RowColumn("SPEED", RowType.TextList)]);
        parsed.Rows.Select(row => (row[0], string.Join(' ', (string[])row[1]!))).ShouldBe([("x", ""), ("y", "10")]);
    }

    [Theory]
    [InlineData("show nothing", null, "No template is known for 'show nothing' on the platform 'cisco_ios'")]
    [InlineData("show ip ospf neighbor", "garbage\n", "refuses the output: State Error raised. Rule Line: ")]
    public void Parse_NothingFits_TellsWhyAndGivesNoRow(string command, string? text, string reason)
    {
        var parsed = ParsedOutput.Of(new TemplateParser([]), new ParseRequest { Platform = "cisco_ios", Command = command }, text ?? "x\n");

        parsed.Problem.ShouldNotBeNull().ShouldContain(reason);
        parsed.Rows.ShouldBeEmpty();
        parsed.Set.ShouldBeNull();
    }

    [Theory]
    [InlineData("something\nelse\n", true)]
    [InlineData("none\n", false)]
    [InlineData("\n \n", false)]
    [InlineData("", false)]
    public void Parse_NoRecord_IsAProblemOnlyWhereNoLineMatched(string text, bool problem)
    {
        var parsed = ParsedOutput.Of(new TemplateParser([]), new ParseRequest { Template = Write("ports.textfsm", Ports) }, text);

        (parsed.Problem is not null).ShouldBe(problem, parsed.Problem);
        if (problem)
        {
            parsed.Problem.ShouldNotBeNull().ShouldContain("ports.textfsm matches no line");
        }
    }

    [Fact]
    public void Parse_RowsBeforeAnErrorRule_AreTakenBack()
    {
        var parse = new TemplateParser([])
            .Begin(new ParseRequest { Template = Write("ports.textfsm", Ports + "  ^stop -> Error \"no ports\"\n") });
        List<object?[]> rows = [];
        parse.Feed("port gi1 a\nport gi2 b\nstop\n"u8);
        parse.Complete();
        parse.Take(rows);

        parse.Problem.ShouldNotBeNull().ShouldContain("no ports");
        rows.ShouldBeEmpty();
    }

    [Fact]
    public void Problem_UnusableTemplateOrFolder_IsTold()
    {
        var parser = new TemplateParser([]);

        parser.Problem(new ParseRequest { Template = "nowhere" }).ShouldNotBeNull().ShouldContain("'nowhere'");
        parser.Problem(new ParseRequest { Template = Write("bad.textfsm", "Value X (\\d+\n\nStart\n") }).ShouldNotBeNull()
            .ShouldContain("bad.textfsm: line 1");
        parser.Problem(new ParseRequest { TemplatePath = [_folder] }).ShouldNotBeNull().ShouldContain("no file named index");
        parser.Problem(new ParseRequest { Template = "frr_show_version" }).ShouldBeNull();
        parser.Problem(new ParseRequest()).ShouldBeNull();
        parser.Problem(new ParseRequest { Platform = "cisco_ios", Command = "show nothing" }).ShouldBeNull("that is told by the parse");
    }

    [Fact]
    public void Begin_FolderThatChanges_IsReadAgain()
    {
        Write("index", "Template, Platform, Command\none.textfsm, cisco_ios, show version\n");
        Write("one.textfsm", "Value A (\\w+)\n\nStart\n  ^${A} -> Record\n");
        var parser = new TemplateParser([_folder]);
        var request = new ParseRequest { Platform = "cisco_ios", Command = "show version" };
        parser.Begin(request).Set!.View.ShouldBe("one");

        Write("index", "Template, Platform, Command\ntwo_.textfsm, cisco_ios, show version\n");
        Write("two_.textfsm", "Value B (\\w+)\n\nStart\n  ^${B} -> Record\n");

        parser.Begin(request).Set!.View.ShouldBe("two_");
        parser.Begin(request with { Command = "show ip route" }).Set!.View.ShouldBe("cisco_ios_show_ip_route",
            "the built-in ones are asked after the folder");
    }

    [Fact]
    public void List_PlatformAndCommand_GivesTheOneThatIsUsed()
    {
        var library = new TemplateParser([]).Library([]);

        library.List(["cisco_iosxr"], "sh ver").ShouldHaveSingleItem().Entry.Templates.ShouldBe(["cisco_xr_show_version.textfsm"]);
        library.List(["frr"], null).Select(one => one.Entry.FullCommand).ShouldContain("show ip ospf neighbor");
        library.List([], "show version").Count().ShouldBeGreaterThan(4);
        library.List(["nowhere"], "show version").ShouldBeEmpty();
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
