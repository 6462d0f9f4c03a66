using NetBatch.Data.Tests.Support;
using NetBatch.Data.Validating;

namespace NetBatch.Data.Tests.Validating;

/// <summary>
/// What people report of other tools that compare tables (datacompy #35, #276, #562; data-diff #379, #883, #888; pgloader #684, #1098;
/// ora2pg #197, #1790; great_expectations #12179; oracle2postgres #18), and what migrations from one database to another do with values.
/// </summary>
[Collection(DatabaseTests.Name)]
public sealed class FieldReportTests(PostgresServer postgres, MariaDbServer maria) : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [DatabasesFact]
    public async Task Checks_OfReportedSituations_AreRight()
    {
        var wide = string.Join(", ", Enumerable.Range(1, 400).Select(number => $"c{number} varchar(10)"));
        var filled = string.Join(", ", Enumerable.Range(1, 400).Select(number => $"'v {number}'"));
        await Judging.FillAsync(maria.Instance(), "SET sql_mode = ''", "CREATE DATABASE IF NOT EXISTS field", "USE field");
        var legacy = maria.Instance("legacy") with
        {
            Connection = maria.Connection.Replace("Database=test", "Database=field", StringComparison.Ordinal),
        };
        await Judging.FillAsync(legacy, "SET sql_mode = ''",
            "CREATE TABLE pairs (f1 int, f2 varchar(5))", "INSERT INTO pairs VALUES (1, 'A'), (2, NULL), (2, NULL), (3, NULL)",
            "CREATE TABLE empty_column (id int PRIMARY KEY, note text)", "INSERT INTO empty_column VALUES (1, NULL), (2, NULL)",
            "CREATE TABLE other_keys (id int, label varchar(9))", "INSERT INTO other_keys VALUES (1, 'foo'), (2, 'bar')",
            "CREATE TABLE amounts (id int PRIMARY KEY, a decimal(20,2), b decimal(65,30), r double, u int unsigned)",
            "INSERT INTO amounts VALUES (1, -0.19, 0.000000000000000000000000000001, 0.36640625, 4294967295), (2, 0.00, -0.5, 1e-7, 0)",
            "CREATE TABLE words (id int PRIMARY KEY, t varchar(40), c char(4), s set('a','b'), e enum('x','y'), l varchar(20) CHARACTER SET "
                + "latin1, z varchar(9))",
            "INSERT INTO words VALUES (1, 'plain', 'ab', 'a,b', 'x', 'é', '0'), (2, 'Straße 😀', '', '', 'y', 'ÿ', '12')",
            "CREATE TABLE spoilt (id int PRIMARY KEY, t varchar(40))",
            "INSERT INTO spoilt VALUES (1, CONCAT('a', CHAR(0), 'b')), (2, 'two\r\nlines'), (3, 'no break'), (4, 'né'), (5, '😀')",
            "CREATE TABLE days (id int PRIMARY KEY, d date, e enum('x'), b bit(1))",
            "INSERT INTO days VALUES (1, '0009-12-04', 'x', b'0'), (2, '0000-00-00', '', NULL), (3, '2024-02-29', 'x', b'1')",
            "CREATE TABLE docs (id int PRIMARY KEY, j json)",
            """INSERT INTO docs VALUES (1, '{"b": 1e2, "a": "\\u00e4", "n": 12345678901234567890}'), (2, '[1.0, null, true, ""]')""",
            "CREATE TABLE clocks (id int PRIMARY KEY, t time(3), v binary(4))", "INSERT INTO clocks VALUES (1, '08:59:59.000', x'01')",
            $"CREATE TABLE wide (id int PRIMARY KEY, {wide}) CHARACTER SET latin1", $"INSERT INTO wide VALUES (1, {filled})",
            "CREATE TABLE cards (name varchar(20)) COLLATE utf8mb4_unicode_ci", "INSERT INTO cards VALUES ('MasterCard'), ('mastercard')");
        await Judging.FillAsync(postgres.Instance(), "DROP SCHEMA IF EXISTS field CASCADE", "CREATE SCHEMA field",
            "CREATE TABLE field.pairs (f2 text, f1 int)", "INSERT INTO field.pairs VALUES ('A', 1), (NULL, 2), (NULL, 3)",
            "CREATE TABLE field.empty_column (note text, id int PRIMARY KEY)", "INSERT INTO field.empty_column VALUES (NULL, 2), (NULL, 1)",
            "CREATE TABLE field.other_keys (id int, label text)", "INSERT INTO field.other_keys VALUES (3, 'foo'), (4, 'bar')",
            "CREATE TABLE field.amounts (id numeric PRIMARY KEY, a numeric, b numeric, r double precision, u bigint)",
            "INSERT INTO field.amounts VALUES (1, -0.190, 1e-30, 0.36640625, 4294967295), (2, 0, -0.5, 0.0000001, 0)",
            "CREATE TABLE field.words (id int PRIMARY KEY, t text, c text, s text, e text, l text, z int) PARTITION BY RANGE (id)",
            "CREATE TABLE field.words_1 PARTITION OF field.words FOR VALUES FROM (0) TO (2)",
            "CREATE TABLE field.words_2 PARTITION OF field.words DEFAULT",
            "INSERT INTO field.words VALUES (1, 'plain', 'ab  ', 'a,b', 'x', 'é', 0), (2, 'Straße 😀', '', '', 'y', 'ÿ', 12)",
            "CREATE MATERIALIZED VIEW field.words_kept AS SELECT * FROM field.words",
            "CREATE TABLE field.spoilt (id int PRIMARY KEY, t text)",
            "INSERT INTO field.spoilt VALUES (1, 'ab'), (2, E'two\\nlines'), (3, E'no\\u00a0break'), (4, 'nÃ©'), (5, '?')",
            "CREATE TABLE field.days (id int PRIMARY KEY, d date, e text, b boolean)",
            "INSERT INTO field.days VALUES (1, NULL, 'x', false), (2, NULL, NULL, false), (3, '2024-02-29', 'x', true)",
            "CREATE TABLE field.docs (id int PRIMARY KEY, j jsonb)",
            """INSERT INTO field.docs VALUES (1, '{"a": "ä", "b": 100, "n": 12345678901234567890}'), (2, '[1, null, true, ""]')""",
            "CREATE TABLE field.clocks (id int PRIMARY KEY, t time(3), v bytea)",
            "INSERT INTO field.clocks VALUES (1, '08:59:59', '\\x01000000')",
            $"CREATE TABLE field.wide (id int PRIMARY KEY, {wide})", $"INSERT INTO field.wide VALUES (1, {filled})",
            "CREATE TABLE field.wide_copy AS SELECT * FROM field.wide", "CREATE TABLE field.\"Users\" (\"UserId\" int, \"Mail\" text)",
            "INSERT INTO field.\"Users\" VALUES (1, 'a'), (2, 'A')");
        var target = postgres.Instance("warehouse");

        (await new Judging(target, legacy).WrongAsync(
            """Fail quality.checksum {"table":"field.pairs","sourceTable":"pairs","key":["f1","f2"]}""",
            """Pass quality.checksum {"table":"field.empty_column","sourceTable":"empty_column"}""",
            """Fail quality.checksum {"table":"field.other_keys","sourceTable":"other_keys","key":["id","label"]}""",
            """Pass quality.checksum {"table":"field.amounts","sourceTable":"amounts"}""",
            """Pass quality.statistics {"table":"field.amounts","sourceTable":"amounts","column":"a"}""",
            """Pass metric.aggregate {"table":"field.amounts","sourceTable":"amounts","column":"b"}""",
            """Pass quality.checksum {"table":"field.words","sourceTable":"words"}""",
            """Pass quality.checksum {"table":"field.words_kept","sourceTable":"words","key":["id"]}""",
            """Pass quality.count {"table":"field.words","sourceTable":"words"}""",
            """Pass reference.across {"table":"field.words","column":"t","toTable":"words"}""",
            """Fail quality.checksum {"table":"field.spoilt","sourceTable":"spoilt"}""",
            """Fail quality.checksum {"table":"field.days","sourceTable":"days"}""",
            """Pass quality.checksum {"table":"field.docs","sourceTable":"docs"}""",
            """Pass quality.checksum {"table":"field.clocks","sourceTable":"clocks"}""",
            """Pass quality.checksum {"table":"field.wide","sourceTable":"wide"}""",
            """Pass custom.query {"sql":"SELECT count(*), sum(a) FROM field.amounts","sourceSql":"SELECT count(*), sum(a) FROM amounts"}"""))
            .ShouldBeEmpty();
        (await new Judging(target, target).WrongAsync(
            """Pass quality.checksum {"table":"field.wide_copy","sourceTable":"field.wide","key":["id"]}""",
            """Pass quality.unique {"table":"field.Users","columns":["UserId"]}""",
            """Pass quality.unique {"table":"field.users","columns":["mail"]}""",
            """Pass quality.nulls {"table":"field.users","columns":["userid","Mail"]}""")).ShouldBeEmpty();
        (await new Judging(legacy, legacy).WrongAsync(
            """Pass quality.checksum {"table":"wide","sourceTable":"wide"}""",
            // As a unique index of that column would have it.
            """Fail quality.unique {"table":"cards","columns":["name"]}""")).ShouldBeEmpty();

        var days = await new Judging(target, legacy).CheckAsync("quality.checksum", """{"table":"field.days","sourceTable":"days"}""");
        days.Findings.ShouldBe(2);
        days.Evidence!.Select(row => string.Join(' ', row.Skip(2))).ShouldBe(["d 0009-12-04 NULL", "d 0000-00-00 NULL", "e  NULL",
            "b NULL false"]);
        var spoilt = await new Judging(target, legacy).CheckAsync("quality.checksum", """{"table":"field.spoilt","sourceTable":"spoilt"}""");
        spoilt.Evidence!.Count.ShouldBe(5);
        // Each shows what cannot be seen.
        spoilt.Evidence!.ShouldAllBe(row => !Equals(row[3], row[4]));
        var pairs = await new Judging(target, legacy)
            .CheckAsync("quality.checksum", """{"table":"field.pairs","sourceTable":"pairs","key":["f1","f2"]}""");
        pairs.Evidence!.ShouldHaveSingleItem()[1].ShouldBe("2 rows in the source, 1 in the target");
    }
}
