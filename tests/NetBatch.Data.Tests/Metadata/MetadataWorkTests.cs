using NetBatch.Data.Metadata;
using NetBatch.Data.Providers;
using NetBatch.Data.Tests.Support;
using NetBatch.Testing;

namespace NetBatch.Data.Tests.Metadata;

[Collection(PostgresTests.Name)]
public sealed class MetadataWorkTests(PostgresServer server) : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly MetadataWork work = new(new ProviderCatalog());

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task RunAsync_Sqlite_TellsTablesKeysAndRelationships()
    {
        var shop = folder.Sqlite(
            "shop",
            "CREATE TABLE customer (customer_id INTEGER PRIMARY KEY, name VARCHAR(30) NOT NULL DEFAULT 'x', since DATE, UNIQUE (name))",
            "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customer, amount DECIMAL(8,2))",
            "CREATE TABLE note (id INTEGER, customer_id INTEGER, order_id INTEGER)",
            "CREATE VIEW v AS SELECT name FROM customer",
            "INSERT INTO customer (customer_id) VALUES (1)");
        var run = new FakeRun(shop, "{}", "metadata");

        await work.RunAsync(run, default);

        Rows(run, "tables").ShouldBe([",customer,table,3,1,[customer_id]", ",note,table,3,0,[]", ",orders,table,3,0,[id]",
            ",v,view,1,1,[]"]);
        Rows(run, "columns").ShouldContain(",customer,name,2,VARCHAR(30),Text,False,30,,,'x',False");
        Rows(run, "columns").ShouldContain(",orders,amount,3,DECIMAL(8,2),Number,True,,8,2,,False");
        Rows(run, "relationships")
            .ShouldBe([",note,[customer_id],customer,[customer_id],False", ",note,[order_id],orders,[id],False",
                ",orders,[customer_id],customer,[customer_id],True"]);
        Rows(run, "indexes").ShouldHaveSingleItem().ShouldEndWith(",[name],True");
        var facts = MetadataYaml.Read(run.Steps[^1].Text);
        facts.Table("customer")!.Column("name")!.ShouldBe(
            new ColumnFacts("name", ColumnFamily.Text, "VARCHAR(30)", false, 30, null, null, "'x'"));
        run.Documents.Keys.ShouldBe(["metadata"]);
        MetadataYaml.Write(facts).ShouldBe(run.Steps[^1].Text);
    }

    [PostgresFact]
    public async Task RunAsync_PostgreSql_TellsTheSameInItsOwnWords()
    {
        await using (var session = await new ProviderCatalog()
            .OpenAsync(server.Instance(), Secrets, DatabaseAccess.Change, TimeSpan.FromSeconds(10), default))
        {
            foreach (var sql in (string[])
            [
                "CREATE SCHEMA meta",
                "CREATE TABLE meta.customer (id bigint PRIMARY KEY, name varchar(30) NOT NULL, born date, at timestamptz, ok boolean, "
                    + "tags text[])",
                "CREATE TABLE meta.line (a int, b int, customer_id bigint REFERENCES meta.customer(id), amount numeric(8,2), PRIMARY "
                    + "KEY (b, a))",
                "CREATE INDEX line_amount ON meta.line (amount, a)",
            ])
            {
                await session.ExecuteAsync(sql, null, default);
            }
        }

        var run = new FakeRun(server.Instance(), """{"schemaName": "meta", "tables": ["*"]}""",
            "metadata") { Known = { ["pg"] = PostgresServer.Password } };
        await work.RunAsync(run, default);

        Rows(run, "tables").ShouldBe(["meta,customer,table,6,0,[id]", "meta,line,table,4,0,[b a]"]);
        Rows(run, "columns").Select(row => row.Split(',')[5])
            .ShouldBe(["Whole" + "Number", "Text", "Date", "Time", "Switch", "Other", "WholeNumber", "WholeNumber", "WholeNumber",
                "Number"]);
        Rows(run, "relationships").ShouldBe(["meta,line,[customer_id],customer,[id],True"]);
        Rows(run, "indexes").ShouldBe(["meta,line,line_amount,[amount a],False"]);
    }

    [Fact]
    public async Task RunAsync_NothingOfThatName_Fails() =>
        (await Should.ThrowAsync<NetBatchException>(() =>
            work.RunAsync(new FakeRun(folder.Sqlite("e", "CREATE TABLE t (a)"), """{"tables": ["x*"]}""", "metadata"), default)))
            .Message.ShouldContain("no table of that schema and name");

    [Fact]
    public void Read_BrokenSnapshot_TellsTheLine() =>
        Should.Throw<NetBatchException>(() => MetadataYaml.Read("instance: a\ntables:\n- nmae: t\n")).Message.ShouldContain("line 3");

    private static TestSecrets Secrets => new(("pg", new Secret(null, PostgresServer.Password)));

    private static IEnumerable<string> Rows(FakeRun run, string step) =>
        run.Steps.Single(one => one.Command == step).Rows.Select(
            row => string.Join(',', row.Select(value => value is IEnumerable<string> list ? $"[{string.Join(' ', list)}]" : $"{value}")));
}
