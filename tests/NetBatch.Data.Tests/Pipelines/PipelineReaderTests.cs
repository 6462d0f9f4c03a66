using NetBatch.Data.Pipelines;
using NetBatch.Data.Tests.Support;

namespace NetBatch.Data.Tests.Pipelines;

public sealed class PipelineReaderTests
{
    [Fact]
    public void Read_Mapping_GivesTheStepWhatItDoesNotSayItself()
    {
        var pipeline = PipelineReader.Read(
            """
            name: move
            source: old
            target: new
            metadata: { owner: me }
            mappings:
              c: { source: cust, target: dim.customer, key: [id, at], columns: { full_name: name }, where: id > 0 }
            steps:
              - { validator: quality.checksum, mapping: c, with: { evidence: 3 } }
              - { name: own, validator: quality.count, mapping: c, severity: warning, with: { sourceTable: other } }
              - { name: q, sql: SELECT 1 WHERE 1 = 0 }
            """,
            "move.yaml",
            null);

        pipeline.ShouldSatisfyAllConditions(
            () => pipeline.Name.ShouldBe("move"),
            () => pipeline.Metadata["owner"].ShouldBe("me"),
            () => pipeline.Steps.Select(step => step.Name).ShouldBe(["quality.checksum dim.customer", "own", "q"]),
            () => $"{pipeline.Steps[0].With}".ShouldBe(
                """{"evidence":3,"table":"dim.customer","sourceTable":"cust","key":["id","at"],"columnMap":{"full_name":"name"},"where":"id \u003E 0"}"""),
            () => $"{pipeline.Steps[1].With}".ShouldContain("\"sourceTable\":\"other\""),
            () => pipeline.Steps[1].IsWarning.ShouldBeTrue(),
            () => pipeline.Steps[2].Validator.ShouldBe("custom.query"));
        $"{PipelineDefinition.FromJson(pipeline.ToJson()).ToJson()}".ShouldBe($"{pipeline.ToJson()}");
    }

    [Theory]
    [InlineData("12345678901234567890123456789012345677", "12345678901234567890123456789012345677")]
    [InlineData("0.000000000000000000000000000001", "0.000000000000000000000000000001")]
    [InlineData("-4000000001.25", "-4000000001.25")]
    [InlineData("010", "10")]
    public void Check_NumberOfManyDigits_StaysAsItIsWritten(string written, string expected)
    {
        var (pipeline, problems) = PipelineReader.Check(
            $"steps:\n  - validator: quality.range\n    with: {{ table: x, column: a, greatest: {written} }}\n", "p.yaml", null);

        problems.ShouldBeEmpty();
        pipeline!.Steps[0].With.GetProperty("greatest").GetRawText().ShouldBe(expected);
    }

    [Theory]
    [InlineData("steps:\n  - validator: quality.nuls\n", 2, 16, "no validator 'quality.nuls'")]
    [InlineData("steps:\n  - validator: quality.nulls\n    with: { tabel: x, columns: [a] }\n", 3, 13, "no parameter 'tabel'")]
    [InlineData("steps:\n  - validator: quality.nulls\n    with: { table: x }\n", 2, 5, "needs 'columns'")]
    [InlineData("steps:\n  - validator: quality.nulls\n    with: { table: x, columns: a, maxPercent: lots }\n", 3, 47,
        "'maxPercent' is 'lots', which is no number")]
    [InlineData("steps:\n  - validator: quality.nulls\n    with: { table: x, columns: a, maxPercent: 101 }\n", 3, 47, "it may be 0 to 100")]
    [InlineData("steps:\n  - validator: time.drift\n    with: { table: x, column: a, value: COUNT(*), maxDrift: -1 }\n", 3, 61, "it may be 0 or more")]
    [InlineData("steps:\n  - sql: SELECT 1\n    wiht: {}\n", 3, 5, "'wiht' is no member known here")]
    [InlineData("Steps: []\n", 1, 1, "'Steps' is no member known here")]
    [InlineData("target: t\nsteps:\n  - { validator: quality.count, with: { table: x } }\n", 3, 39, "no source to count against")]
    [InlineData("steps:\n  - { validator: quality.count, mapping: m }\n", 2, 42, "no mapping 'm'")]
    [InlineData("steps:\n  - { validator: quality.regex, with: { table: x, column: y, pattern: '[' } }\n", 2, 39, "no regular expression")]
    [InlineData("steps:\n  - { sql: SELECT 1, validator: quality.count }\n", 2, 33, "here are 'validator' and 'sql'")]
    [InlineData("steps:\n  - { script: a, command: b }\n", 2, 15, "here are 'script' and 'command'")]
    [InlineData("steps:\n  - script: [a]\n", 2, 13, "'script' is a list.")]
    [InlineData("steps:\n  - { command: gone.ps1 }\n", 2, 16, "'gone.ps1' cannot be read")]
    [InlineData("steps:\n  - { command: 'a | b' }\n", 2, 5, "is no name of a command")]
    [InlineData("steps:\n  - { script: a, parameters: 5 }\n", 2, 30, "'parameters' is '5', which is no mapping")]
    [InlineData("steps:\n  - { sql: SELECT 1, parameters: {} }\n", 2, 34, "those of a script or a command")]
    [InlineData("steps:\n  - { script: a, with: { script: b } }\n", 2, 15, "beside 'with' and in it")]
    [InlineData("steps:\n  - { name: x }\n", 2, 5, "needs 'validator', 'sql', 'script' or 'command'")]
    [InlineData("steps:\n  - { sql: SELECT 1, severity: fatal }\n", 2, 32, "no severity 'fatal'")]
    [InlineData("steps:\n  - { name: a, sql: SELECT 1 }\n  - { name: A, sql: SELECT 2 }\n", 3, 5, "named 'A', too")]
    [InlineData("steps:\n  - { validator: schema.evolution, with: { snapshot: gone.yaml } }\n", 2, 54, "'gone.yaml' cannot be read")]
    [InlineData("steps: [\n", 2, 1, "broken")]
    [InlineData("", 1, 1, "The file is empty.")]
    [InlineData("name: x\n", 1, 1, "needs 'steps'")]
    public void Check_Mistake_IsToldWithItsPlace(string text, int line, int column, string message)
    {
        var problem = PipelineReader.Check(text, "p.yaml", null).Problems[0];

        problem.Message.ShouldContain(message);
        (problem.Line, problem.Column).ShouldBe((line, column), $"{problem}");
    }

    [Fact]
    public void Check_ManyMistakes_AreAllToldInOrder()
    {
        var (pipeline, problems) = PipelineReader.Check("steps:\n  - validator: a\n  - validator: b\n  - 7\n", "p.yaml", null);

        pipeline.ShouldBeNull();
        problems.Select(problem => problem.Line).ShouldBe([2, 3, 4]);
    }

    [Fact]
    public void Check_TooDeep_EndsNoProcess() =>
        PipelineReader.Check(string.Concat(Enumerable.Repeat("[", 10_000)), "p.yaml",
            null).Problems.ShouldHaveSingleItem().Message.ShouldContain("nested");

    [Fact]
    public void Read_Snapshot_BecomesItsText()
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder.File("s.yaml"),
            "instance: x\ndialect: sqlite\ntables:\n- name: t\n  columns:\n  - name: a\n    family: Text\n");

        var pipeline = PipelineReader.Read("steps:\n  - { validator: schema.evolution, with: { snapshot: s.yaml } }\n", "p.yaml",
            folder.Root);

        pipeline.Steps[0].With.GetProperty("snapshot").GetString()!.ShouldStartWith("instance: x");
    }

    [Fact]
    public void Read_Script_KeepsItsPlaceAndTheTypesOfItsParameters()
    {
        var pipeline = PipelineReader.Read(
            "steps:\n  - { name: s, script: a, parameters: { most: 5, share: 0.5, on: true, code: 007, text: '5', none: , list: [1, b], "
                + "map: { x: 1 } } }\n  - command: Get-Thing\n  - sql: SELECT 1\n",
            "p.yaml",
            null);

        $"{pipeline.Steps[0].With}".ShouldBe(
            """{"script":"a","parameters":{"most":5,"share":0.5,"on":true,"code":"007","text":"5","none":null,"list":[1,"b"],"map":{"x":1}}}""");
        pipeline.Steps.Select(step => step.At).ShouldBe(["p.yaml:2:24", "p.yaml:3:14", null]);
        pipeline.Steps.Select(step => step.Validator).ShouldBe(["custom.script", "custom.command", "custom.query"]);
        pipeline.Steps[1].Name.ShouldBe("custom.command Get-Thing");
        $"{PipelineDefinition.FromJson(pipeline.ToJson()).ToJson()}".ShouldBe($"{pipeline.ToJson()}");
    }

    [Fact]
    public void Read_ScriptFile_BecomesItsText()
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder.File("c.ps1"), "Get-Date");

        var step = PipelineReader.Read("steps:\n  - { name: c, command: c.ps1 }\n", "p.yaml", folder.Root).Steps[0];

        step.Validator.ShouldBe("custom.script");
        $"{step.With}".ShouldBe("""{"script":"Get-Date"}""");
    }

    [Fact]
    public void Check_ScriptOfWrongGrammar_IsToldWithItsPlace()
    {
        var problem = PipelineReader.Check("steps:\n  - script: wrong\n", "p.yaml", null,
            new FakeScripts()).Problems.ShouldHaveSingleItem();

        $"{problem}".ShouldBe("p.yaml:2:13: Line 3, column 7 of the script: No grammar.");
    }

    [Theory]
    [InlineData("quality.domain", "column: v, values: [a, null]", "'values' has no value here.")]
    [InlineData("quality.domain", "column: v, values: [a, ~]", "'values' has no value here.")]
    [InlineData("quality.domain", "column: v, values: []", "'values' is empty.")]
    [InlineData("quality.count", "least: 5, where: ", "'where' has no value here.")]
    [InlineData("quality.count", "least: 5, where: ''", "'where' is empty.")]
    [InlineData("quality.count", "least: 12:30", "'least' is '12:30', which is no whole number.")]
    [InlineData("quality.count", "least: 10, most: 5", "'least' is 10 and 'most' is 5: nothing lies between.")]
    [InlineData("quality.range", "column: v, least: 10, greatest: 5", "'least' is 10 and 'greatest' is 5: nothing lies between.")]
    [InlineData("quality.range", "column: v, from: 2024-02-02, to: 2024-02-01", "'from' is 2024-02-02 and 'to' is 2024-02-01: nothing")]
    [InlineData("quality.checksum", "columnMap: { a: null }", "'columnMap' has no value here.")]
    public void Check_ValuesThatAreNone_AreRefusedAtReading(string validator, string with, string message) =>
        $"{PipelineReader.Check($"steps:\n  - {{ validator: {validator}, with: {{ table: t, {with} }} }}\n", "p.yaml", null)
            .Problems.ShouldHaveSingleItem()}".ShouldContain($": {message}");

    [Theory]
    [InlineData("source: ~", "p.yaml:1:9: 'source' has no value here.")]
    [InlineData("mappings: { m: { source: null, target: t } }", "p.yaml:1:26: 'mappings' has no value here.")]
    [InlineData("mappings: { m: { target: t, columns: { a: ~ } } }", "p.yaml:1:43: 'mappings' has no value here.")]
    public void Check_NamesThatAreNone_AreRefusedAtReading(string line, string message) =>
        $"{PipelineReader.Check($"{line}\nsteps:\n  - {{ validator: quality.count, with: {{ table: t, least: 1 }} }}\n", "p.yaml", null)
            .Problems.ShouldHaveSingleItem()}".ShouldStartWith(message);

    [Fact]
    public void Read_WordsInQuotes_AreTexts() =>
        $"{PipelineReader.Read(
            "steps:\n  - { validator: quality.domain, with: { table: t, column: v, values: ['null', '', no, 010, 12:30] } }\n",
            "p.yaml", null).Steps[0].With.GetProperty("values")}".ShouldBe("""["null","","no","010","12:30"]""");

    [Fact]
    public void Check_ParametersThatHoldThemselves_EndNoProcess() =>
        PipelineReader.Check("steps:\n  - { name: s, script: a, parameters: &p { x: *p } }\n", "p.yaml", null).Problems.ShouldNotBeEmpty();
}
