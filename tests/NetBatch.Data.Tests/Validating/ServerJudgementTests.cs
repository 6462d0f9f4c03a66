using System.Text.Json;
using NetBatch.Data.Providers;
using NetBatch.Data.Tests.Support;
using NetBatch.Data.Validating;

namespace NetBatch.Data.Tests.Validating;

/// <summary>What PostgreSQL and MariaDB keep and other databases have no word for, and right migrations from one to the other.</summary>
[Collection(DatabaseTests.Name)]
public sealed class ServerJudgementTests(PostgresServer postgres, MariaDbServer maria) : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [DatabasesFact]
    public async Task PostgreSql_ItsOwnValues_AreJudgedRightly()
    {
        await Judging.FillAsync(postgres.Instance(),
            "CREATE SCHEMA judged", "CREATE SCHEMA judged2", "CREATE TABLE judged2.orders (id int)",
            "CREATE DOMAIN judged.d1 AS int", "CREATE DOMAIN judged.d2 AS judged.d1",
            "CREATE TABLE judged.a (k char(5) PRIMARY KEY, f4 float4, m money, q judged.d2)",
            "INSERT INTO judged.a VALUES ('ab', 'NaN', 1000.5, 5), ('cd', 1.5, -3, 6)",
            "CREATE TABLE judged.b (k varchar(5) PRIMARY KEY, f4 float8, m numeric, q int)",
            "INSERT INTO judged.b VALUES ('ab', 'NaN', 1000.50, 5), ('cd', 1.5, -3, 6)",
            "CREATE TABLE judged.sums (id int, f float4, s float4)",
            "INSERT INTO judged.sums VALUES (1, 16777216, 1), (2, 1, 16777216), (3, 1, 0)",
            "CREATE TABLE judged.dim (id int, valid_from date, valid_to date)",
            "INSERT INTO judged.dim VALUES (1, '2024-01-01', '2024-02-01'), (1, '2024-02-01', 'infinity')",
            "CREATE TABLE judged.odd (id int PRIMARY KEY, v float8, at timestamp, f4 float4, tz timestamptz, u uuid)",
            "INSERT INTO judged.odd SELECT g, g, '2024-01-01', 0.1, '2024-03-31 01:30+00', '550e8400-e29b-41d4-a716-446655440000' "
                + "FROM generate_series(1, 50) g",
            "INSERT INTO judged.odd VALUES (98, 1, '20240-01-01'), (99, 'Infinity', '0044-03-15 BC')",
            "CREATE TABLE judged.days (k int, valid_from int, valid_to int, day int)",
            "INSERT INTO judged.days VALUES (1, 20240101, 20250101, 20240501), (1, 20250101, NULL, 20250501)",
            "CREATE TABLE judged.kept (id int)", "INSERT INTO judged.kept VALUES (1)",
            "CREATE TABLE judged.u1 (e text, d date)", "CREATE UNIQUE INDEX ON judged.u1 (e)",
            "CREATE TABLE judged.u2 (e text, d date)", "CREATE UNIQUE INDEX ON judged.u2 (e) WHERE d IS NULL");

        (await new Judging(postgres.Instance("target"), postgres.Instance("source")).WrongAsync(
            """Pass quality.checksum {"table":"judged.b","sourceTable":"judged.a"}""",
            """Pass custom.query {"sql":"SELECT k, q FROM judged.b","sourceSql":"SELECT k, q FROM judged.a","key":["k"]}""",
            """Pass custom.query {"sql":"SELECT k, q FROM judged.b ORDER BY 2","sourceSql":"SELECT k, q FROM judged.a ORDER BY 2"}""",
            """Pass metric.aggregate {"table":"judged.b","sourceTable":"judged.a","column":"q","groupBy":"k"}""",
            """Pass reference.across {"table":"judged.b","column":"k","toTable":"judged.a"}""",
            """Pass metric.aggregate {"table":"judged.sums","column":"f","expected":16777218}""",
            """Fail metric.aggregate {"table":"judged.sums","column":"s","expected":16777216}""",
            """Pass dimension.scd2 {"table":"judged.dim","key":["id"]}""",
            """Pass fact.conformance {"table":"judged.days","column":"k","dimension":"judged.days","eventTime":"day"}""",
            """Pass quality.range {"table":"judged.a","column":"m","least":-3,"greatest":1000.5}""",
            """Fail quality.range {"table":"judged.a","column":"m","least":-2}""",
            """Pass quality.outliers {"table":"judged.a","column":"m"}""",
            """Pass metric.aggregate {"table":"judged.a","column":"m","expected":997.5}""",
            """Pass metric.aggregate {"table":"judged.a","column":"m","function":"avg","expected":498.75}""",
            """Pass metric.aggregate {"table":"judged.a","column":"m","function":"min","expected":-3}""",
            """Pass metric.aggregate {"table":"judged.b","sourceTable":"judged.a","column":"m","function":"max"}""",
            """Pass quality.statistics {"table":"judged.b","sourceTable":"judged.a","column":"m"}""",
            """Pass quality.domain {"table":"judged.a","column":"m","values":["-3","1000.50"]}""",
            """Pass quality.domain {"table":"judged.a","column":"k","values":["ab","cd "]}""",
            """Pass quality.distribution {"table":"judged.b","sourceTable":"judged.a","column":"m"}""",
            """Pass reference.across {"table":"judged.b","column":"m","toTable":"judged.a"}""",
            """Fail quality.outliers {"table":"judged.odd","column":"v"}""",
            """Fail quality.range {"table":"judged.odd","column":"at","to":"2024-12-31","where":"id = 98"}""",
            """Fail quality.range {"table":"judged.odd","column":"at","from":"0001-01-01","where":"id = 99"}""",
            """Pass quality.range {"table":"judged.odd","column":"f4","greatest":0.1}""",
            """Pass quality.domain {"table":"judged.odd","column":"f4","values":["0.1"]}""",
            """Pass quality.domain {"table":"judged.odd","column":"tz","values":["2024-03-31T03:30:00+02:00"]}""",
            """Pass quality.domain {"table":"judged.odd","column":"u","values":["550E8400-E29B-41D4-A716-446655440000"]}""",
            """Fail schema.constraints {"table":"judged.u2","sourceTable":"judged.u1"}""",
            """Pass schema.tables {"tables":["judged2.orders","judged.a"]}""",
            """Fail schema.tables {"tables":["judged2.a"]}""")).ShouldBeEmpty();
    }

    [DatabasesFact]
    public async Task Checksum_DatabasesOfTwoEncodings_GoesByCharactersAndNotByBytes()
    {
        await Judging.FillAsync(postgres.Instance(), "CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0 LOCALE 'C'",
            "CREATE TABLE encoded (id int PRIMARY KEY, v text)", "INSERT INTO encoded VALUES (1, 'é'), (2, 'ä')");
        var latin = postgres.Instance("latin") with { Connection = postgres.Connection.Replace("Database=postgres", "Database=latin",
            StringComparison.Ordinal) };
        // The bytes of é in UTF-8 are two characters in LATIN1.
        await Judging.FillAsync(latin, "CREATE TABLE encoded (id int PRIMARY KEY, v text)", "INSERT INTO encoded VALUES (1, 'Ã©'), (2, 'ä')");

        var verdict = await new Judging(postgres.Instance(), latin).CheckAsync("quality.checksum", """{"table":"encoded"}""");

        verdict.Evidence!.ShouldHaveSingleItem().ShouldBe(["1", "differs", "v", "Ã©", "é"]);
    }

    [DatabasesFact]
    public async Task Evolution_OfSeveralSchemas_TellsSizesAndKeys()
    {
        await Judging.FillAsync(postgres.Instance(), "CREATE SCHEMA evolved", "CREATE SCHEMA evolved2",
            "CREATE TABLE evolved.t (id int PRIMARY KEY, v varchar(10), n numeric(10,2))", "CREATE UNIQUE INDEX ON evolved.t (v)",
            "CREATE TABLE evolved2.t (id int PRIMARY KEY, w text)", "CREATE TABLE evolved2.\"a b\" (id int)");
        var snapshot = await Judging.SnapshotAsync(postgres.Instance(), "evolved", "evolved2");
        var args = JsonSerializer.Serialize(new { snapshot });
        var judging = new Judging(postgres.Instance());

        (await judging.CheckAsync("schema.evolution", args)).Outcome.ShouldBe(CheckOutcome.Pass);

        await Judging.FillAsync(postgres.Instance(), "ALTER TABLE evolved.t ALTER v TYPE varchar(5)",
            "ALTER TABLE evolved.t ALTER n TYPE numeric(8,2)", "DROP INDEX evolved.t_v_idx",
            "ALTER TABLE evolved2.\"a b\" ADD COLUMN c int NOT NULL", "CREATE TABLE evolved2.new (id int NOT NULL)");
        (await judging.CheckAsync("schema.evolution", args)).Evidence!.Select(row => $"{row[0]} {row[3]}").Order(StringComparer.Ordinal)
            .ShouldBe(["evolved.t unique (v) was removed", "evolved.t.n was changed", "evolved.t.v was changed", "evolved2.a b.c was added"]);
    }

    [DatabasesFact]
    public async Task Findings_NumbersThatNoDecimalHolds_AreShownToTheLastDigit()
    {
        const string Long = "1234567890123456789012345678.0123456789";
        string[] filled = ["CREATE TABLE many_digits (id int PRIMARY KEY, v numeric(38,10))", $"INSERT INTO many_digits VALUES (1, {Long}), (2, 5)"];
        foreach (var instance in (DatabaseInstance[])[postgres.Instance(), maria.Instance()])
        {
            await Judging.FillAsync(instance, filled);
            foreach (var (validator, args) in (Dictionary<string, string>)new()
            {
                ["quality.range"] = """{"table":"many_digits","column":"v","greatest":1}""",
                ["custom.query"] = """{"sql":"SELECT id, v FROM many_digits ORDER BY id"}""",
            })
            {
                var verdict = await new Judging(instance).CheckAsync(validator, args);

                verdict.Outcome.ShouldBe(CheckOutcome.Fail, verdict.Summary);
                verdict.Evidence!.Select(row => row[1]).ShouldBe([Long, "5.0000000000"]);
            }
        }
    }

    [DatabasesFact]
    public async Task MariaDb_StatementThatNeedsTheOneBefore_IsRead()
    {
        await using var session = await new ProviderCatalog().OpenAsync(maria.Instance(), new TestSecrets(), DatabaseAccess.Change,
            TimeSpan.FromSeconds(10), default);

        var (_, rows) = await session.RowsAsync("CREATE TEMPORARY TABLE made AS SELECT 7 AS x; SELECT x FROM made", null, default);

        Convert.ToInt32(rows.ShouldHaveSingleItem()[0], System.Globalization.CultureInfo.InvariantCulture).ShouldBe(7);
    }

    [DatabasesFact]
    public async Task MariaDb_ItsOwnValues_AreJudgedRightly()
    {
        await Judging.FillAsync(maria.Instance(), "SET sql_mode = ''",
            "CREATE TABLE judged (id int PRIMARY KEY, f bit(1), fl float, s varchar(20), at datetime, num varchar(9), bl varchar(5), "
                + "e enum('a','b'), bits bit(8) DEFAULT 7) COLLATE utf8mb4_general_ci",
            "INSERT INTO judged (id, f, fl, s, at, num, bl, e) VALUES (1, b'1', 1.234567, 'active', '2024-01-01', '5', '  ', 'a'), "
                + "(2, b'0', 16777217, 'Active', '0000-00-00', 'abc', 'x', 'b'), (3, b'1', 3, 'active ', '2024-02-00', '7', 'x', 'b')",
            "CREATE TABLE refs (id int PRIMARY KEY, k varchar(9)) COLLATE utf8mb4_general_ci",
            "INSERT INTO refs VALUES (1, 'a'), (2, 'A')", "CREATE TABLE begun (v varchar(20) NOT NULL, UNIQUE (v(3)))",
            "CREATE TABLE large (bytes longblob, words longtext)");
        await Judging.FillAsync(postgres.Instance(), "CREATE SCHEMA judged_maria", "CREATE TABLE judged_maria.refs (k text)",
            "INSERT INTO judged_maria.refs VALUES ('a')", "CREATE TYPE judged_maria.few AS ENUM ('a')",
            "CREATE TABLE judged_maria.judged (id int PRIMARY KEY, f boolean, fl real, s text, e judged_maria.few)",
            "INSERT INTO judged_maria.judged VALUES (1, true, 1.234567, 'active', 'a'), (2, false, 16777216, 'Active', 'a'), "
                + "(3, true, 3, 'active ', 'a')", "CREATE TABLE judged_maria.large (bytes bytea, words text)",
            "CREATE TABLE judged_maria.begun (v text NOT NULL UNIQUE)",
            "CREATE VIEW judged_maria.simple AS SELECT id, fl, f FROM judged_maria.judged");

        (await new Judging(maria.Instance("target"), postgres.Instance("source")).WrongAsync(
            """Pass quality.checksum {"table":"judged","sourceTable":"judged_maria.judged","columns":["f","fl","s"]}""",
            """Pass custom.query {"sql":"SELECT id,fl,f FROM judged","sourceSql":"SELECT * FROM judged_maria.simple","key":["id"]}""",
            """Fail custom.query {"sql":"SELECT 1 AS i, at FROM judged WHERE id = 2","sourceSql":"SELECT 1, NULL::date"}""",
            """Pass metric.aggregate {"table":"judged","sourceTable":"judged_maria.judged","column":"fl","function":"min"}""",
            """Pass quality.distribution {"table":"judged","sourceTable":"judged_maria.judged","column":"f"}""",
            """Pass metric.aggregate {"table":"judged","sourceTable":"judged_maria.judged","column":"id","groupBy":"f"}""",
            """Pass reference.across {"table":"judged","column":"f","toTable":"judged_maria.judged"}""",
            """Pass quality.range {"table":"judged","column":"bits","least":7,"greatest":7}""",
            """Fail quality.range {"table":"judged","column":"bits","greatest":6}""",
            """Pass quality.outliers {"table":"judged","column":"bits"}""",
            """Pass schema.types {"table":"large","sourceTable":"judged_maria.large"}""",
            """Fail schema.constraints {"table":"begun","sourceTable":"judged_maria.begun"}""",
            """Error quality.checksum {"table":"begun","sourceTable":"judged_maria.begun"}""",
            """Fail reference.across {"table":"refs","column":"k","toTable":"judged_maria.refs"}""",
            """Fail quality.domain {"table":"judged","column":"s","values":["active"],"where":"id < 3"}""",
            """Fail quality.domain {"table":"judged","column":"s","values":["active"],"where":"id <> 2"}""",
            """Fail quality.range {"table":"judged","column":"num","least":0,"greatest":10}""",
            """Fail quality.range {"table":"judged","column":"at","to":"2024-12-31","where":"id = 2"}""",
            """Fail quality.range {"table":"judged","column":"at","to":"2024-12-31","where":"id = 3"}""",
            """Pass quality.range {"table":"judged","column":"fl","least":1.234567,"greatest":1.234567,"where":"id = 1"}""",
            """Pass quality.range {"table":"judged","column":"at","to":"9999-12-31","where":"id = 1"}""",
            """Pass quality.range {"table":"judged","column":"at","from":"2023-12-31","to":"2024-01-01","where":"id = 1"}""",
            """Fail quality.range {"table":"judged","column":"at","to":"2023-12-31","where":"id = 1"}""",
            """Pass quality.nulls {"table":"judged","columns":["bl"],"emptyToo":true}""",
            """Pass quality.domain {"table":"judged","column":"f","values":["true","false"]}""",
            """Fail quality.domain {"table":"judged","column":"f","values":["true"]}""",
            """Error metric.aggregate {"table":"judged","column":"num","expected":12}""",
            """Error custom.query {"sql":"SELECT 1 FROM DUAL WHERE 1 = 0; SELECT 2"}""")).ShouldBeEmpty();
        (await new Judging(postgres.Instance("target"), maria.Instance("source")).WrongAsync(
            """Fail schema.types {"table":"judged_maria.judged","sourceTable":"judged"}""",
            """Fail quality.checksum {"table":"judged_maria.judged","sourceTable":"judged"}""")).ShouldBeEmpty();
    }
}
