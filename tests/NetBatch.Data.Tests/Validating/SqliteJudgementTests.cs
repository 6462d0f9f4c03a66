using NetBatch.Data.Comparing;
using NetBatch.Data.Tests.Support;
using NetBatch.Data.Validating;

namespace NetBatch.Data.Tests.Validating;

/// <summary>What SQLite keeps although its columns' types do not say so, and names and texts that mislead.</summary>
public sealed class SqliteJudgementTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Checks_OfValuesThatTheirColumnsDoNotPromise_AreJudgedRightly()
    {
        var target = folder.Sqlite("odd",
            "CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER, s TEXT COLLATE NOCASE, d TEXT, num TEXT, r REAL, f BOOLEAN)",
            "INSERT INTO t VALUES (1, 5, 'active', '2024-01-01', '12', 1, 'true'), (2, 'junk', 'ACTIVE', '20240-01-01', 'abc', 2, 0), "
                + "(3, 7, 'active ', '0044-03-15 BC', '7', 9e999, 1)",
            "CREATE TABLE texts (id INTEGER PRIMARY KEY, s TEXT)",
            "INSERT INTO texts VALUES (1, 'abc' || char(0) || '123'), (2, '٣٣٣'), (3, ' ')",
            "CREATE TABLE keys (sk INTEGER)", "INSERT INTO keys VALUES (1), (2.5)",
            "CREATE TABLE named (id INTEGER PRIMARY KEY, rows TEXT)", "INSERT INTO named VALUES (1, '5'), (2, '6'), (3, '6')",
            "CREATE TABLE series (at TEXT, v INT)", "INSERT INTO series VALUES ('2024-01-01', 1), ('2024-01-02', NULL), ('2024-01-03', 5)",
            "CREATE TABLE dim (id INT, valid_from TEXT, valid_to TEXT)",
            "INSERT INTO dim VALUES (1, '2024-01-01 00:00:00', '2024-02-01T00:00:00'), (1, '2024-02-01', NULL)",
            "CREATE TABLE fact (n INTEGER PRIMARY KEY, id INT, at TEXT)",
            "CREATE TABLE days (k INTEGER, valid_from INTEGER, valid_to INTEGER, day INTEGER)",
            "INSERT INTO days VALUES (1, 20240101, 20250101, 20240501), (1, 20250101, NULL, 20250501)",
            "INSERT INTO fact VALUES (1, 1, '2024-01-01'), (2, 1, '2024-01-31T23:59:59Z'), (3, 1, '2024-01-01T00:00:00+02:00')");

        (await new Judging(target).WrongAsync(
            """Fail quality.range {"table":"t","column":"n","least":0}""",
            """Fail quality.range {"table":"t","column":"num","least":0,"greatest":100}""",
            """Pass quality.range {"table":"t","column":"num","least":7,"greatest":12,"where":"id <> 2"}""",
            """Fail quality.range {"table":"t","column":"d","to":"2024-12-31","where":"id < 3"}""",
            """Fail quality.range {"table":"t","column":"d","from":"0001-01-01","where":"id = 3"}""",
            """Pass quality.range {"table":"t","column":"d","to":"9999-12-31","where":"id = 1"}""",
            """Fail quality.range {"table":"t","column":"d","to":"9999-12-31","where":"id = 2"}""",
            """Fail quality.domain {"table":"t","column":"s","values":["active"],"where":"id < 3"}""",
            """Fail quality.domain {"table":"t","column":"s","values":["active"],"where":"id = 3"}""",
            """Pass quality.domain {"table":"t","column":"f","values":["true","false"]}""",
            """Fail quality.outliers {"table":"t","column":"r"}""",
            """Error metric.aggregate {"table":"t","column":"n","expected":12}""",
            """Fail quality.regex {"table":"texts","column":"s","pattern":"^[a-z]+$","where":"id = 1"}""",
            """Fail quality.regex {"table":"texts","column":"s","pattern":"^\\d{3}$","where":"id = 2"}""",
            """Pass quality.nulls {"table":"texts","columns":["s"],"emptyToo":true}""",
            """Pass fact.conformance {"table":"days","column":"k","dimension":"days","eventTime":"day"}""",
            """Pass schema.tables {"tables":["main.days"]}""",
            """Fail dimension.surrogate-key {"table":"keys","column":"sk"}""",
            """Pass quality.unique {"table":"named","columns":["rows"],"where":"id < 3"}""",
            """Fail quality.unique {"table":"named","columns":["rows"]}""",
            """Fail time.period-over-period {"table":"series","column":"at","value":"SUM(v)","maxChange":1000}""",
            """Fail time.drift {"table":"series","column":"at","value":"SUM(v)","maxDrift":10}""",
            """Pass fact.conformance {"table":"fact","column":"id","dimension":"dim","eventTime":"at","where":"n < 3"}""",
            """Fail fact.conformance {"table":"fact","column":"id","dimension":"dim","eventTime":"at"}""",
            """Pass quality.count {"table":"t","where":"id > 0 -- all","least":3,"most":3}""",
            """Error custom.query {"sql":"SELECT 1 WHERE 0; SELECT 2"}""",
            """Pass custom.query {"sql":"SELECT 1 /* ; SELECT 2 */ WHERE 0 -- ;"}""")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Compare_FilesOfOtherForms_AreTheSameWhereTheirValuesAre()
    {
        var source = folder.Sqlite("source", "PRAGMA encoding = 'UTF-16le'",
            "CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT, f BOOLEAN)", "INSERT INTO t VALUES (1, 'né', 'true'), (2, 'a', 1)",
            "CREATE TABLE g (id INTEGER PRIMARY KEY, a INT, b INT GENERATED ALWAYS AS (a * 2))", "INSERT INTO g (id, a) VALUES (1, 1)",
            "CREATE TABLE u (a TEXT, b INT)", "CREATE UNIQUE INDEX ua ON u (a)");
        var target = folder.Sqlite("target",
            "CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT, f BOOLEAN)", "INSERT INTO t VALUES (1, 'né', 'true'), (2, 'a', 'yes')",
            "CREATE TABLE g (id INTEGER PRIMARY KEY, a INT, b INT)", "INSERT INTO g VALUES (1, 1, 3)",
            "CREATE TABLE u (a TEXT, b INT)", "CREATE UNIQUE INDEX ua ON u (a) WHERE b > 0");

        (await new Judging(target, source).WrongAsync(
            """Pass quality.checksum {"table":"t"}""",
            """Pass quality.distribution {"table":"t","column":"f","points":0}""",
            """Pass schema.columns {"table":"g"}""",
            """Fail quality.checksum {"table":"g"}""",
            """Fail schema.constraints {"table":"u"}""",
            """Fail schema.nullability {"table":"t","sourceTable":"u"}""")).ShouldBeEmpty();
        (await new Judging(source).WrongAsync(
            """Pass quality.regex {"table":"t","column":"x","pattern":"^(né|a)$"}""",
            """Fail quality.regex {"table":"t","column":"x","pattern":"^[a-z]+$"}""",
            """Pass quality.count {"table":"t","where":"x REGEXP '^n.$'","least":1,"most":1}""")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Compare_WithItself_IsTold()
    {
        var one = folder.Sqlite("one", "CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT)", "CREATE TABLE u (id INTEGER PRIMARY KEY, v TEXT)",
            "INSERT INTO t VALUES (1, 'x')", "INSERT INTO u VALUES (1, 'x')");

        (await new Judging(one, one).CheckAsync("quality.checksum", """{"table":"t"}""")).NotCompared
            .ShouldBe("anything: the source is this table itself");
        (await new Judging(one, one).WrongAsync(
            """Pass quality.checksum {"table":"t","sourceTable":"u"}""",
            """Error quality.checksum {"table":"t","sourceTable":"u","columnMap":{"vv":"v"}}""")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("a\u200bb", "ab", "a\\u200bb", "ab")]
    [InlineData("e\u0301", "é", "e\\u0301", "\\u00e9")]
    [InlineData("x ", "x", "x\\u0020", "x")]
    [InlineData("NULL", null, "NULL", "NULL")]
    [InlineData("Zürich", "Zurich", "Zürich", "Zurich")]
    public void Pair_ThatLooksTheSame_ShowsInWhatItDiffers(string one, string? other, string shown, string otherShown)
    {
        var pair = CellShown.Pair(Cell.Text(one), other is null ? default : Cell.Text(other));

        pair.ShouldBe((other is null ? $"{shown} (text)" : shown, otherShown));
    }

    /// <summary>A table that a migration has just filled may have no index: every check of references looks each row up, and none looks
    /// through all rows for each.</summary>
    [Fact(Timeout = 30_000)]
    public async Task References_WithoutAnyIndex_TakeTimeByRowsAndNotByTheirSquare()
    {
        const string Counted = "WITH RECURSIVE c(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM c WHERE i < 39999) ";
        var target = folder.Sqlite("large",
            "CREATE TABLE dim (k TEXT, valid_from TEXT, valid_to TEXT)",
            $"{Counted} INSERT INTO dim SELECT 'C' || (i / 2), iif(i % 2, '2024-07-01', '2024-01-01'), iif(i % 2, NULL, '2024-07-01') FROM c",
            "CREATE TABLE fact (id INTEGER PRIMARY KEY, k TEXT, at TEXT)",
            $"{Counted} INSERT INTO fact SELECT i, 'C' || (i % 20000), date('2024-01-01', (i % 300) || ' days') FROM c",
            "INSERT INTO fact VALUES (100001, 'C20000', '2024-03-01'), (100002, 'C1', '2023-12-31'), (100003, NULL, '2024-03-01')");

        var conform = await new Judging(target).CheckAsync("fact.conformance",
            """{"table":"fact","column":"k","dimension":"dim","eventTime":"at"}""");
        var refer = await new Judging(target).CheckAsync("reference.foreign-key", """{"table":"fact","columns":["k"],"toTable":"dim"}""");

        conform.Evidence!.Select(row => row[0]).ShouldBe([100001L, 100002L, 100003L]);
        refer.Evidence!.Select(row => row[0]).ShouldBe([100001L]);
    }
}
