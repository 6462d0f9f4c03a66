using NetBatch.Data.Metadata;
using NetBatch.Data.Pipelines;

namespace NetBatch.Data.Tests.Pipelines;

public sealed class PipelineDraftTests
{
    [Fact]
    public void Write_TwoDatabases_IsAPipelineThatReads()
    {
        var source = Facts("old",
            Table(null, "orders", ["id", "Amount", "note"], ["id"]),
            Table(null, "log", ["at", "text"], []),
            Table(null, "tags", ["code", "text"], []) with { Indexes = [new IndexFacts("u", ["code"], Unique: true)] },
            Table(null, "gone", ["id"], ["id"]),
            Table(null, "list", ["id"], []) with { IsView = true });
        var target = Facts("new",
            Table("public", "orders", ["id", "amount", "note", "loaded_at"], ["id"]),
            Table("public", "log", ["at", "text"], []),
            Table("public", "tags", ["code", "text"], []));

        var text = PipelineDraft.Write(source, target);

        text.ShouldStartWith("# Only in the source: gone\n# Without a key, so that only their rows are counted: public.log\n");
        text.ShouldNotContain("list");
        var (pipeline, problems) = PipelineReader.Check(text, "draft.yaml", null);
        problems.ShouldBeEmpty(text);
        pipeline!.Name.ShouldBe("old to new");
        pipeline.Steps.Count.ShouldBe(1 + 4 + 3 + 4);
        var rows = pipeline.Steps.Single(step => step.Name == "public.orders: rows");
        $"{rows.With}".ShouldBe("""{"columns":["amount","note"],"table":"public.orders","sourceTable":"orders","key":["id"]}""");
        $"{pipeline.Steps.Single(step => step.Name == "public.tags: rows").With}".ShouldContain("\"key\":[\"code\"]");
    }

    [Fact]
    public void Write_NamesThatYamlReadsOtherwise_AreQuoted()
    {
        var facts = Facts("a", Table(null, "yes: no #1", ["null", "07"], ["null", "07"]));

        var (pipeline, problems) = PipelineReader.Check(PipelineDraft.Write(facts, facts), "draft.yaml", null);

        problems.ShouldBeEmpty();
        pipeline!.Steps[^1].With.GetProperty("table").GetString().ShouldBe("yes: no #1");
    }

    [Fact]
    public void Write_TablesWhoseNamesDifferInCase_IsAPipelineThatReads()
    {
        var facts = Facts("a", Table("public", "S", ["id"], ["id"]), Table("public", "s", ["id"], ["id"]));

        var (pipeline, problems) = PipelineReader.Check(PipelineDraft.Write(facts, facts), "draft.yaml", null);

        problems.ShouldBeEmpty();
        pipeline!.Steps.Where(step => step.Name.EndsWith("rows", StringComparison.Ordinal))
            .Select(step => step.With.GetProperty("table").GetString()).Distinct().ShouldBe(["public.S", "public.s"]);
    }

    private static DatabaseFacts Facts(string name, params TableFacts[] tables) => new(name, "sqlite", default, tables);

    private static TableFacts Table(string? schema, string name, string[] columns, string[] key) => new()
    {
        Schema = schema,
        Name = name,
        Columns = [.. columns.Select(column => new ColumnFacts(column, ColumnFamily.Text, Nullable: false))],
        PrimaryKey = key,
    };
}
