using System.Text.Json;

namespace NetBatch.TextFsm.Tests;

/// <summary>
/// The expected rows and refusals in Vectors/ were made by the reference implementation: language.jsonl from cases
/// written by hand from the language's description, made.jsonl from random small templates.
/// </summary>
public sealed class VectorTests
{
    [Theory]
    [InlineData("language.jsonl", 80)]
    [InlineData("made.jsonl", 200)]
    public void Run_VectorsOfTheReference_AllPass(string file, int atLeast)
    {
        var report = VectorCheck.Run(Support.PathOf("Vectors", file));

        report.Failures.ShouldBeEmpty();
        report.Passed.ShouldBeGreaterThanOrEqualTo(atLeast);
        report.Succeeded.ShouldBeTrue();
    }

    [Theory]
    [InlineData("language.jsonl")]
    [InlineData("made.jsonl")]
    public void Parse_FromReaderInSmallPieces_GivesTheSameRows(string file)
    {
        foreach (var line in File.ReadLines(Support.PathOf("Vectors", file)))
        {
            using var vector = JsonDocument.Parse(line);
            if (!vector.RootElement.TryGetProperty("rows", out _))
            {
                continue;
            }

            var template = Template.Compile(vector.RootElement.GetProperty("template").GetString()!);
            var text = vector.RootElement.GetProperty("input").GetString()!;

            var streamed = template.Parse(new DrippingReader(text)).ToList();

            Support.Json(streamed).ShouldBe(Support.Json(template.Parse(text)), line);
        }
    }

    [Theory]
    [InlineData("""{"id":"x","template":"Value A (a)\n\nStart\n  ^${A} -> Record\n","input":"a\n","rows":[["b"]]}""",
        "row 1: expected ['b'], got ['a']")]
    [InlineData("""{"id":"x","template":"Value A (a)\n\nStart\n  ^${A} -> Record\n","input":"a\n","rows":[]}""", "expected 0 rows, got 1")]
    [InlineData("""{"id":"x","template":"Value A (a)\n\nStart\n  ^${A} -> Record\n","input":"a\n","header":["B"],"rows":[["a"]]}""",
        "expected the header ['B'], got ['A']")]
    [InlineData("""{"id":"x","template":"Value A (a)\n\nStart\n  ^${A}\n","input":"a\n","error":"parse"}""",
        "expected the error 'parse', got no error")]
    [InlineData("""{"id":"x","template":"Value A (a)\n\nStart\n  ^a -> Error\n","input":"a\n","error":"parse","message":"else"}""",
        "expected the message 'else', got 'State Error raised. Rule Line: 4. Input Line: a'")]
    public void Run_VectorThatFails_TellsTheFirstDifference(string vector, string difference)
    {
        var report = VectorCheck.Run(new StringReader(vector), "test");

        report.Succeeded.ShouldBeFalse();
        report.Failures.ShouldHaveSingleItem().ShouldBe(new CheckFailure("x", difference));
    }

    [Fact]
    public void Run_RefusalOfAnotherLine_Fails()
    {
        const string vector = """{"id":"x","template":"Value A (a)\n\nStart\n  ^(a\n","error":"template","message":"... Line: 3."}""";

        VectorCheck.Run(new StringReader(vector), "test").Failures.ShouldHaveSingleItem().Difference.ShouldStartWith(
            "expected a refusal of line 3");
    }

    [Fact]
    public void Run_LineThatIsNoVector_IsRefusedWithItsNumber()
    {
        var error = Should.Throw<TemplateException>(() => VectorCheck.Run(new StringReader("\n{\"id\":1}"), "vectors.jsonl"));

        error.Kind.ShouldBe(TemplateErrorKind.Fixture);
        error.Line.ShouldBe(2);
    }

    /// <summary>Hands out one to three characters at a time, so that every cut falls somewhere.</summary>
    private sealed class DrippingReader(string text) : TextReader
    {
        private int _position;

        public override int Read(char[] buffer, int index, int count)
        {
            var take = Math.Min(Math.Min(count, 1 + (_position % 3)), text.Length - _position);
            text.CopyTo(_position, buffer, index, take);
            _position += take;
            return take;
        }
    }
}
