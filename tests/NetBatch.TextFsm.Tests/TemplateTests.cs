using Microsoft.Extensions.Time.Testing;

namespace NetBatch.TextFsm.Tests;

public sealed class TemplateTests
{
    [Theory]
    [InlineData("Value A (a)\n\nStart\n  ^${B}\n", 4, "no value is named 'B'")]
    [InlineData("Value A (a)\n\nStart\n  ^a$\n", 4, "write $$ for the end of the line")]
    [InlineData("Value A (a)\n\nStart\n  ^a -> Nowhere\n", 4, "no state 'Nowhere'")]
    [InlineData("Value Foo A (a)\n\nStart\n  ^a\n", 1, "'Foo' is no option")]
    [InlineData("Value A (a)\nValue A (b)\n\nStart\n  ^a\n", 2, "declared twice")]
    [InlineData("Value A (a)\n\nStart\n   ^a\n", 4, "one or two blanks or a tab")]
    [InlineData("Value A (a)\n\nStart\n  ^(a\n", 4, "a parenthesis is not closed (at position 1) in '^(a'")]
    [InlineData("Value A (a)\n\nBegin\n  ^a\n", null, "'Start' is missing")]
    public void Compile_RefusedTemplate_NamesLineAndReason(string text, int? line, string reason)
    {
        var error = Support.Refused(text);

        error.Kind.ShouldBe(TemplateErrorKind.Template);
        error.Line.ShouldBe(line);
        error.Reason.ShouldContain(reason);
        error.Message.ShouldContain(error.Reason);
    }

    [Fact]
    public void Load_FileWithWindowsLineEnds_Compiles()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        File.WriteAllText(path, "Value A (a)\r\n\r\nStart\r\n  ^${A} -> Record\r\n");
        try
        {
            Support.Json(Template.Load(path).Parse("a\r\n")).ShouldBe("""[["a"]]""");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Parse_Reader_GivesRowsBeforeTheTextEnds()
    {
        var template = Template.Compile("Value A (\\d+)\n\nStart\n  ^${A} -> Record\n");

        template.Parse(new EndlessReader()).Take(3).Count().ShouldBe(3);
    }

    [Fact]
    public void Drain_FillupRows_WaitUntilNothingCanChangeThem()
    {
        var template = Template.Compile(
            "Value Fillup A (\\d+)\nValue Required B (\\w+)\n\nStart\n  ^a ${A} b ${B} -> Record\n  ^b ${B} -> Record\n");
        var run = new TemplateRun(template);
        var rows = new List<TemplateRecord>();

        run.Feed("b x");
        run.Feed("b y");
        run.Drain(rows);
        rows.ShouldBeEmpty();
        run.Feed("a 1 b z");
        run.Drain(rows);

        Support.Json(rows).ShouldBe("""[["1","x"],["1","y"],["1","z"]]""");
    }

    [Fact]
    public void Parse_RuleTooSlow_NamesRuleAndLine()
    {
        var template = Template.Compile("Value A (.)\n\nStart\n  ^fine\n  ^(x*)(x*)(x*)(x*)(x*)(x*)\\1\\2\\3\\4\\5\\6${A}$$\n");
        var options = new TemplateOptions
        {
            Time = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromSeconds(1) },
            MatchTimeout = TimeSpan.FromSeconds(5),
        };

        var error = Should.Throw<TemplateException>(() => template.Parse("fine\n" + new string('x', 200) + "yy", options));

        error.Kind.ShouldBe(TemplateErrorKind.MatchLimit);
        error.Line.ShouldBe(5);
        error.Reason.ShouldContain("line 2 of the text took longer than 5 seconds");
    }

    [Fact]
    public async Task Parse_OneTemplateOnManyThreads_GivesTheSameRows()
    {
        var template = Template.Compile("Value Filldown A (\\w)\nValue List B (\\d+)\n\nStart\n  ^${A}$$\n  ^${B}\n  ^- -> Record\n");
        var text = string.Concat(Enumerable.Range(0, 300).Select(i => $"{(char)('a' + (i % 26))}\n{i}\n{i + 1}\n-\n"));
        var expected = Support.Json(template.Parse(text));

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Support.Json(template.Parse(text)))));

        results.ShouldAllBe(r => r == expected);
    }

    [Fact]
    public void Parse_CancelledWhileStreaming_Stops()
    {
        var template = Template.Compile("Value A (\\d+)\n\nStart\n  ^${A} -> Record\n");
        using var source = new CancellationTokenSource();

        Should.Throw<OperationCanceledException>(() =>
        {
            foreach (var _ in template.Parse(new EndlessReader(), null, source.Token))
            {
                source.Cancel();
            }
        });
    }

    [Fact]
    public void Indexer_UnknownColumn_IsNull()
    {
        var row = Template.Compile("Value A (\\d+)\n\nStart\n  ^${A}\n").Parse("1").ShouldHaveSingleItem();

        row["A"].ShouldBe("1");
        row["B"].ShouldBeNull();
    }

    private sealed class EndlessReader : TextReader
    {
        public override int Read(char[] buffer, int index, int count)
        {
            buffer[index] = '7';
            buffer[index + 1] = '\n';
            return 2;
        }
    }
}
