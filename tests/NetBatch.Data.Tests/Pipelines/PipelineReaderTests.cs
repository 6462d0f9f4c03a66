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
            () => $"{pipeline.Steps[0].With}".ShouldBe("""{"evidence":3,"table":"dim.customer","sourceTable":"cust","key":["id","at"],"columnMap":{"full_name":"name"},"where":"id \u003E 0"}"""),
            () => $"{pipeline.Steps[1].With}".ShouldContain("\"sourceTable\":\"other\""),
            () => pipeline.Steps[1].IsWarning.ShouldBeTrue(),
            () => pipeline.Steps[2].Validator.ShouldBe("custom.query"));
        $"{PipelineDefinition.FromJson(pipeline.ToJson()).ToJson()}".ShouldBe($"{pipeline.ToJson()}");
    }

    [Theory]
    [InlineData("steps:\n  - validator: quality.nuls\n", 2, 16, "no validator 'quality.nuls'")]
    [InlineData("steps:\n  - validator: quality.nulls\n    with: { tabel: x, columns: [a] }\n", 3, 13, "no parameter 'tabel'")]
    [InlineData("steps:\n  - validator: quality.nulls\n    with: { table: x }\n", 2, 5, "needs 'columns'")]
    [InlineData("steps:\n  - validator: quality.nulls\n    with: { table: x, columns: a, maxPercent: lots }\n", 3, 47, "'maxPercent' is 'lots', which is no number")]
    [InlineData("steps:\n  - validator: quality.nulls\n    with: { table: x, columns: a, maxPercent: 101 }\n", 3, 47, "it may be 0 to 100")]
    [InlineData("steps:\n  - sql: SELECT 1\n    wiht: {}\n", 3, 5, "no 'wiht'")]
    [InlineData("Steps: []\n", 1, 1, "no 'Steps'")]
    [InlineData("target: t\nsteps:\n  - { validator: quality.count, with: { table: x } }\n", 3, 39, "no source to count against")]
    [InlineData("steps:\n  - { validator: quality.count, mapping: m }\n", 2, 42, "no mapping 'm'")]
    [InlineData("steps:\n  - { validator: quality.regex, with: { table: x, column: y, pattern: '[' } }\n", 2, 39, "no regular expression")]
    [InlineData("steps:\n  - { sql: SELECT 1, validator: quality.count }\n", 2, 33, "a validator or a query, not both")]
    [InlineData("steps:\n  - script: Get-Date\n", 2, 13, "cannot be run yet")]
    [InlineData("steps:\n  - { sql: SELECT 1, severity: fatal }\n", 2, 32, "no severity 'fatal'")]
    [InlineData("steps:\n  - { name: a, sql: SELECT 1 }\n  - { name: A, sql: SELECT 2 }\n", 3, 5, "named 'A', too")]
    [InlineData("steps:\n  - { validator: schema.evolution, with: { snapshot: gone.yaml } }\n", 2, 54, "'gone.yaml' cannot be read")]
    [InlineData("steps: [\n", 2, 1, "broken")]
    [InlineData("", 1, 1, "no pipeline")]
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
        PipelineReader.Check(string.Concat(Enumerable.Repeat("[", 10_000)), "p.yaml", null).Problems.ShouldHaveSingleItem().Message.ShouldContain("nested");

    [Fact]
    public void Read_Snapshot_BecomesItsText()
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder.File("s.yaml"), "instance: x\ndialect: sqlite\ntables:\n- name: t\n  columns:\n  - name: a\n    family: Text\n");

        var pipeline = PipelineReader.Read("steps:\n  - { validator: schema.evolution, with: { snapshot: s.yaml } }\n", "p.yaml", folder.Root);

        pipeline.Steps[0].With.GetProperty("snapshot").GetString()!.ShouldStartWith("instance: x");
    }
}
