using System.Text.Json;
using NetBatch.Data.Pipelines;
using NetBatch.Data.Providers;
using NetBatch.Data.Tests.Support;
using NetBatch.Data.Validating;

namespace NetBatch.Data.Tests.Validating;

/// <summary>Ordinary data of which a check must not say Pass, and right data of which it must.</summary>
public sealed class NeverPassWronglyTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("b BLOB", "x'00ff01'", "x'00aa02'", "Fail")]
    [InlineData("b TEXT", "CAST(x'ff61' AS TEXT)", "CAST(x'fe61' AS TEXT)", "Fail")]
    [InlineData("b TEXT", "'a' || char(0) || 'b'", "'a' || char(0) || 'c'", "Fail")]
    [InlineData("b DATETIME", "1700000000", "1500000000", "Fail")]
    [InlineData("b DATETIME", "1700000000", "'2023-11-14 22:13:20'", "Error")]
    [InlineData("b NUMERIC(16)", "4111000000000001", "4999000000000009", "Fail")]
    [InlineData("b DOUBLE", "0.00001", "0.00004", "Fail")]
    [InlineData("b TEXT", "''", "NULL", "Fail")]
    [InlineData("b TIMESTAMP", "'2024-01-01 10:00:00.000001'", "'2024-01-01 10:00:00'", "Fail")]
    [InlineData("b TIMESTAMP", "'2024-01-01T10:00:00Z'", "'2024-01-01 10:00:00'", "Pass")]
    [InlineData("b BOOLEAN", "'true'", "1", "Pass")]
    [InlineData("b UUID", "'123E4567-E89B-12D3-A456-426614174000'", "'123e4567-e89b-12d3-a456-426614174000'", "Pass")]
    [InlineData("b JSON", "'{\"a\": 1, \"b\": 2}'", "'{\"b\":2,\"a\":1}'", "Pass")]
    [InlineData("b DECIMAL(10,2)", "10", "10.00", "Pass")]
    public async Task Checksum_OneValue_IsWhatItIs(string column, string there, string here, string outcome)
    {
        var source = folder.Sqlite("source", $"CREATE TABLE t (id INTEGER PRIMARY KEY, {column})", $"INSERT INTO t VALUES (1, {there})");
        var target = folder.Sqlite("target", $"CREATE TABLE t (id INTEGER PRIMARY KEY, {column})", $"INSERT INTO t VALUES (1, {here})");

        $"{(await CheckAsync("quality.checksum", """{"table":"t"}""", target, source)).Outcome}".ShouldBe(outcome);
    }

    [Fact]
    public async Task Checksum_KeysThatTheDatabaseOrdersOtherwise_AreMatchedAllTheSame()
    {
        // Numbers in one database and texts in the other: 10 comes before 9 there.
        var rows = string.Join(',', Enumerable.Range(1, 120_000).Select(number => $"('{number}','v{number}')"));
        var source = folder.Sqlite("source", "CREATE TABLE t (k TEXT PRIMARY KEY, v TEXT)", $"INSERT INTO t VALUES {rows}");
        var target = folder.Sqlite("target", "CREATE TABLE t (k INTEGER PRIMARY KEY, v TEXT)", $"INSERT INTO t VALUES {rows}",
            "UPDATE t SET v = 'x' WHERE k = 77123", "DELETE FROM t WHERE k = 9");

        var verdict = await CheckAsync("quality.checksum", """{"table":"t"}""", target, source);

        verdict.Findings.ShouldBe(2, verdict.Summary);
        verdict.Evidence!.Select(row => row[0]).ShouldBe(["9", "77123"]);
        verdict.Look.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("quality.nulls", """{"table":"t","columns":["amount"],"where":"id > 99"}""")]
    [InlineData("quality.checksum", """{"table":"t","where":"id > 99","sourceWhere":"id > 99"}""")]
    [InlineData("metric.aggregate", """{"table":"t","column":"amount","where":"id > 99","sourceWhere":"id > 99"}""")]
    [InlineData("quality.count", """{"table":"t","where":"id > 99","sourceWhere":"id > 99"}""")]
    [InlineData("quality.distribution", """{"table":"t","column":"amount","where":"id > 99","sourceWhere":"id > 99"}""")]
    [InlineData("quality.statistics", """{"table":"t","column":"amount","where":"id > 99","sourceWhere":"id > 99"}""")]
    [InlineData("time.duplicates", """{"table":"t","column":"at","where":"id > 99"}""")]
    public async Task Check_NothingToLookAt_IsNoPassUnlessItIsAllowed(string validator, string args)
    {
        var (target, source) = Both();

        (await CheckAsync(validator, args, target, source)).Outcome.ShouldBe(CheckOutcome.Fail);
        (await CheckAsync(validator, args[..^1] + ",\"allowEmpty\":true}", target, source)).Outcome.ShouldBe(CheckOutcome.Pass);
    }

    [Theory]
    [InlineData("quality.range", """{"table":"t","column":"at","to":"2024-03-12T10:00:00"}""", "Fail")]
    [InlineData("quality.range", """{"table":"t","column":"at","to":"2024-03-12"}""", "Pass")]
    [InlineData("quality.range", """{"table":"t","column":"id","greatest":1}""", "Fail")]
    [InlineData("quality.range", """{"table":"odd","column":"at","from":"1900-01-01"}""", "Fail")]
    [InlineData("fact.late-arriving", """{"table":"odd","eventTime":"at","loadedTime":"at","maxDays":1}""", "Fail")]
    [InlineData("time.continuity", """{"table":"odd","column":"at"}""", "Error")]
    [InlineData("quality.domain", """{"table":"t","column":"amount","values":["10","5"]}""", "Pass")]
    [InlineData("quality.domain", """{"table":"t","column":"amount","values":["ten"]}""", "Error")]
    [InlineData("quality.regex", """{"table":"odd","column":"line","pattern":"^a$"}""", "Fail")]
    [InlineData("quality.outliers", """{"table":"ids","column":"x"}""", "Pass")]
    [InlineData("metric.aggregate", """{"table":"t","column":"total"}""", "Fail")]
    [InlineData("metric.aggregate", """{"table":"t","column":"id","function":"max"}""", "Pass")]
    [InlineData("custom.query", """{"sql":"SELECT 4000000001","sourceSql":"SELECT 4000000002"}""", "Fail")]
    [InlineData("custom.query", """{"sql":"SELECT 2 AS i UNION SELECT 1","sourceSql":"SELECT 1 AS i UNION SELECT 2","key":["i"]}""",
        "Pass")]
    public async Task Check_OrdinaryData_IsJudgedRightly(string validator, string args, string outcome)
    {
        var (target, source) = Both();

        $"{await OutcomeAsync(validator, args, target, source)}".ShouldBe(outcome);
    }

    [Fact]
    public async Task Query_OneRowMissing_IsOneFinding()
    {
        var (target, source) = Both();

        var verdict = await CheckAsync("custom.query",
            """{"sql":"SELECT 2 AS i UNION ALL SELECT 3 UNION ALL SELECT 4","sourceSql":"SELECT 1 AS i UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4"}""", target, source);

        verdict.Findings.ShouldBe(1, verdict.Summary);
        verdict.Evidence![0].ShouldBe([1L, "missing in the target", null, "1", null]);
    }

    [Fact]
    public void Read_LimitThatIsNoDay_IsRefusedWithItsLine()
    {
        var (pipeline, problems) =
            PipelineReader.Check("name: q\nsteps:\n- {validator: quality.range, with: {table: e, column: at, from: banana}}\n", "q.yaml",
                null);

        pipeline.ShouldBeNull();
        problems.ShouldHaveSingleItem().Line.ShouldBe(3);
    }

    private (DatabaseInstance Target, DatabaseInstance Source) Both()
    {
        string[] made =
        [
            "CREATE TABLE t (id INTEGER PRIMARY KEY, amount DECIMAL(10,2), at TIMESTAMP, total DECIMAL(14,2))",
            "CREATE TABLE odd (at TIMESTAMP, line TEXT)", "INSERT INTO odd VALUES ('yesterday', 'a' || char(10))",
            "CREATE TABLE ids (x BIGINT)",
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) INSERT INTO ids SELECT 1700000000 + i % 3 "
                + "FROM n",
        ];
        return (
            folder.Sqlite("target",
                [.. made, "INSERT INTO t VALUES (1, 10.00, '2024-03-10 23:30:00', 1000000000.00), (2, 5, '2024-03-12 12:00:00', 0)"]),
            folder.Sqlite("source",
                [.. made, "INSERT INTO t VALUES (1, 10.00, '2024-03-10 23:30:00', 1000000000.99), (2, 5, '2024-03-12 12:00:00', 0)"]));
    }

    private static async Task<CheckOutcome> OutcomeAsync(string validator, string args, DatabaseInstance target, DatabaseInstance source)
    {
        try
        {
            return (await CheckAsync(validator, args, target, source)).Outcome;
        }
        catch (NetBatchException)
        {
            return CheckOutcome.Error;
        }
    }

    private static async Task<Verdict> CheckAsync(string validator, string args, DatabaseInstance target, DatabaseInstance source)
    {
        await using var here = await OpenAsync(target);
        await using var there = await OpenAsync(source);
        return await Validators.Find(validator)!.CheckAsync(
            new CheckRun(new CheckSide(here, TimeProvider.System), new CheckSide(there, TimeProvider.System),
                JsonDocument.Parse(args).RootElement), default);
    }

    private static Task<DatabaseSession> OpenAsync(DatabaseInstance instance) =>
        new ProviderCatalog().OpenAsync(instance, new TestSecrets(), DatabaseAccess.Read, TimeSpan.FromSeconds(5), default);
}
