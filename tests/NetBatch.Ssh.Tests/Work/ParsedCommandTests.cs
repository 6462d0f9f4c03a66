using System.Text;
using NetBatch.Ssh.Tests.Support;
using NetBatch.Ssh.Work;

namespace NetBatch.Ssh.Tests.Work;

/// <summary>The kind <c>command</c> with rows beside the outputs.</summary>
public sealed class ParsedCommandTests
{
    private static readonly RowSet Lines = new("lines", [new RowColumn("LINE")]);

    [Fact]
    public void RunAsync_Parse_KeepsRowsBesideTheOutput()
    {
        var bench = Of("""{"commands":["show version"],"parse":true}""", "a\r\nb\r\n");

        Run(bench, new LineParser());

        var step = bench.Run.Steps.ShouldHaveSingleItem();
        step.Text.ShouldBe("a\r\nb\r\n");
        step.Set.ShouldBe(Lines);
        step.Rows.Select(row => row[0]).ShouldBe(["a", "b"]);
        step.ParseError.ShouldBeNull();
        bench.Run.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void RunAsync_NoRows_IsAResultToo()
    {
        var bench = Of("""{"commands":["show version"],"parse":true}""", "");

        Run(bench, new LineParser());

        bench.Run.Steps.ShouldHaveSingleItem().Set.ShouldBe(Lines);
    }

    [Fact]
    public void RunAsync_WithoutParse_AsksNobody()
    {
        var bench = Of("""{"commands":["show version"]}""", "a\r\n");

        Run(bench, new LineParser { Refuses = "a" });

        bench.Run.Steps.ShouldHaveSingleItem().Set.ShouldBeNull();
        bench.Run.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void RunAsync_TemplateThatDoesNotFit_KeepsOutputAndSuccessAndTellsWhy()
    {
        var bench = Of("""{"commands":["show version"],"parse":true}""", "a\r\nb\r\n");

        Run(bench, new LineParser { Refuses = "b" });

        var step = bench.Run.Steps.ShouldHaveSingleItem();
        step.Text.ShouldBe("a\r\nb\r\n");
        step.Error.ShouldBeNull();
        step.Rows.ShouldBeEmpty();
        step.ParseError.ShouldBe("b is refused");
        bench.Run.Warnings.ShouldHaveSingleItem().ShouldBe("'show version' gives no rows, its output is kept. b is refused");
    }

    [Fact]
    public void RunAsync_RejectedCommand_HasNoRowsAndNoParseTrouble()
    {
        var bench = Of("""{"commands":["show nonsense"],"parse":true}""", "");

        Should.Throw<NetBatchException>(() => Run(bench, new LineParser { Late = true }));

        var step = bench.Run.Steps.ShouldHaveSingleItem();
        step.Error.ShouldNotBeNull().Code.ShouldBe(ErrorCode.CommandRejected);
        (step.Rows.Count, step.Set, step.ParseError).ShouldBe((0, null, null));
    }

    [Fact]
    public void RunAsync_RejectedAfterRowsWereKept_GivesThemUp()
    {
        var bench = Of("""{"commands":["show nonsense"],"parse":true}""", "");

        Should.Throw<NetBatchException>(() => Run(bench, new LineParser()));

        var step = bench.Run.Steps.ShouldHaveSingleItem();
        step.Rows.ShouldBeEmpty();
        step.ParseError.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("""{"commands":["show version"],"template":"nowhere"}""", "args.template")]
    [InlineData("""{"commands":["show version"],"templatePath":["/nowhere"]}""", "args.templatePath")]
    public void Validate_TemplateThatCannotBeUsed_IsRefused(string args, string path)
    {
        var bench = Of(args, "");

        var problem = new CommandWork(bench.Connector, new LineParser { Unusable = "It is not there." })
            .Validate(bench.Run.Args, [bench.Device]).ShouldHaveSingleItem();

        (problem.Path, problem.Message, problem.Code).ShouldBe((path, "It is not there.", ErrorCode.InvalidTemplate));
        new CommandWork(bench.Connector, new LineParser()).Validate(bench.Run.Args, [bench.Device]).ShouldBeEmpty();
        new CommandWork(bench.Connector).Validate(bench.Run.Args, [bench.Device]).ShouldHaveSingleItem().Path.ShouldBe("args.parse");
    }

    [Fact]
    public void RunAsync_Request_NamesPlatformCommandTemplateAndFolders()
    {
        var bench = Of("""{"commands":["show version"],"template":"mine","templatePath":["/a","/b"]}""", "x\r\n");
        var parser = new LineParser();

        Run(bench, parser);

        var asked = parser.Asked.ShouldHaveSingleItem();
        (asked.Platform, asked.Command, asked.Template).ShouldBe(("cisco_ios", "show version", "mine"));
        asked.TemplatePath.ShouldBe(["/a", "/b"]);
    }

    private static Bench Of(string args, string answer)
    {
        var ios = new FakeIos { Answers = { ["show version"] = answer } };
        return new Bench((channel, _) => ios.PlayAsync(channel), args: args);
    }

    private static void Run(Bench bench, IOutputParser parser) =>
        Sim.Run(bench.Clock, () => new CommandWork(bench.Connector, parser).RunAsync(bench.Run, default));

    /// <summary>Each line that says anything is a row.</summary>
    private sealed class LineParser : IOutputParser
    {
        /// <summary>The line that no template fits.</summary>
        public string? Refuses { get; init; }

        /// <summary>Rows come at the end only.</summary>
        public bool Late { get; init; }

        public string? Unusable { get; init; }

        public List<ParseRequest> Asked { get; } = [];

        public string? Problem(ParseRequest request) => Unusable;

        public IOutputParse Begin(ParseRequest request)
        {
            Asked.Add(request);
            return new Parse(this);
        }

        private sealed class Parse(LineParser parser) : IOutputParse
        {
            private readonly StringBuilder _text = new();
            private int _taken;
            private bool _complete;

            public RowSet? Set => Lines;

            public string? Problem { get; private set; }

            public void Feed(ReadOnlySpan<byte> output) => _text.Append(Encoding.UTF8.GetString(output));

            public void Complete()
            {
                _complete = true;
                Problem = parser.Refuses is { } line && _text.ToString().Contains(line, StringComparison.Ordinal) ? $"{line} is refused"
                    : null;
            }

            public void Take(ICollection<object?[]> rows)
            {
                string[] lines = parser.Late && !_complete ? []
                    : [.. _text.ToString().Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0)];
                foreach (var line in lines.Skip(_taken))
                {
                    rows.Add([line]);
                    _taken++;
                }
            }
        }
    }
}
