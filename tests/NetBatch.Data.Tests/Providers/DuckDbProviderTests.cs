using NetBatch.Data.Tests.Support;
using NetBatch.Data.Validating;

namespace NetBatch.Data.Tests.Providers;

/// <summary>The real DuckDB: its types as its manual has them (duckdb.org/docs/stable/sql/data_types/overview), and files as
/// instances.</summary>
public sealed class DuckDbProviderTests : IDisposable
{
    // A column, DuckDB's type and value, what SQLite has for it, and another value that differs as little as may be.
    private static readonly (string Name, string Type, string Value, string Sqlite, string Same, string Other)[] Values =
    [
        ("h", "HUGEINT", "170141183460469231731687303715884105727", "TEXT", "'170141183460469231731687303715884105727'",
            "'170141183460469231731687303715884105726'"),
        ("n", "UBIGINT", "18446744073709551615", "TEXT", "'18446744073709551615'", "'18446744073709551614'"),
        ("d", "DECIMAL(38,10)", "1234567890123456789012345678.0000000001", "TEXT", "'1234567890123456789012345678.0000000001'",
            "'1234567890123456789012345678.0000000002'"),
        ("f", "FLOAT", "0.1", "REAL", "0.1", "0.10000001"),
        ("r", "DOUBLE", "0.1", "REAL", "0.1", "0.10000000000000002"),
        ("s", "VARCHAR", "'ä '", "TEXT", "'ä '", "'ä'"),
        ("b", "BLOB", @"'\x00\xFF'::BLOB", "BLOB", "x'00FF'", "x'00FE'"),
        ("o", "BOOLEAN", "true", "BOOLEAN", "1", "0"),
        ("day", "DATE", "'infinity'", "DATE", "'infinity'", "'9999-12-31'"),
        ("moment", "TIMESTAMP", "'1582-10-10 23:59:59.123456'", "TIMESTAMP", "'1582-10-10 23:59:59.123456'",
            "'1582-10-10 23:59:59.123457'"),
        ("ns", "TIMESTAMP_NS", "'2024-01-01 00:00:00.123456789'", "TIMESTAMP", "'2024-01-01 00:00:00.123456789'",
            "'2024-01-01 00:00:00.123456788'"),
        ("tz", "TIMESTAMPTZ", "'2024-03-31 02:30:00+02'", "TIMESTAMPTZ", "'2024-03-31T00:30:00Z'", "'2024-03-31T01:30:00Z'"),
        ("c", "TIME", "'23:59:59.000001'", "TIME", "'23:59:59.000001'", "'23:59:59'"),
        ("u", "UUID", "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'", "TEXT", "'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'",
            "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a12'"),
        ("j", "JSON", "'{\"b\": 1.50, \"a\": null}'", "JSON", "'{\"a\":null,\"b\":1.5}'", "'{\"b\":1.5}'"),
        ("e", "ENUM('b', 'a')", "'a'", "TEXT", "'a'", "'A'"),
        ("l", "INTEGER[]", "[1, NULL, 3]", "TEXT", "'[1, NULL, 3]'", "'[1, NULL, 4]'"),
    ];

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [DuckDbFact]
    public async Task Checksum_EveryType_IsTheSameOrFoundByColumn()
    {
        var duck = DuckDb.Instance($"Data Source={folder.File("duck.db")}");
        await Judging.FillAsync(duck, $"CREATE TABLE t(k BIGINT PRIMARY KEY, {List(one => $"{one.Name} {one.Type}")})",
            $"INSERT INTO t VALUES (1, {List(one => one.Value)}), (2, {List(_ => "NULL")})");
        var source = folder.Sqlite("same", $"CREATE TABLE t(k INTEGER PRIMARY KEY, {List(one => $"{one.Name} {one.Sqlite}")})",
            $"INSERT INTO t VALUES (1, {List(one => one.Same)}), (2, {List(_ => "NULL")})");
        var judging = new Judging(DuckDb.Instance(folder.File("duck.db")), source);

        var verdict = await judging.CheckAsync("quality.checksum", """{"table":"t"}""");

        verdict.Outcome.ShouldBe(CheckOutcome.Pass, $"{verdict.Summary} {string.Join('\n', (verdict.Evidence ?? []).Select(Line))}");
        verdict.Checked.ShouldBe(2);
        List<string> missed = [];
        foreach (var one in Values)
        {
            await Judging.FillAsync(source, $"UPDATE t SET {one.Name} = {one.Other} WHERE k = 1");
            verdict = await judging.CheckAsync("quality.checksum", """{"table":"t"}""");
            await Judging.FillAsync(source, $"UPDATE t SET {one.Name} = {one.Same} WHERE k = 1");
            if (verdict.Outcome != CheckOutcome.Fail || verdict.Evidence is not [[_, "differs", string column, ..]] || column != one.Name)
            {
                missed.Add($"{one.Name}: {verdict.Summary}");
            }
        }

        missed.ShouldBeEmpty();
    }

    [DuckDbFact]
    public async Task Checksum_CsvFilesOfEveryForm_LoseNoRowAndNoSign()
    {
        // What a reader that guesses takes for comments, quotes, delimiters, escapes and patterns of names.
        var file = folder.File("odd[1].csv");
        await File.WriteAllTextAsync(folder.File("odd1.csv"), "code,note\n");
        await File.WriteAllTextAsync(file, "code,note\n#0,a;b\nü,'quoted'\na\\b,\\x41\n\\x41,A\n");
        var source = folder.Sqlite("source", "CREATE TABLE \"odd[1]\"(code TEXT PRIMARY KEY, note TEXT)",
            @"INSERT INTO ""odd[1]"" VALUES ('#0', 'a;b'), ('ü', '''quoted'''), ('a\b', '\x41'), ('\x41', 'A')");

        var verdict = await new Judging(DuckDb.Instance(file), source)
            .CheckAsync("quality.checksum", """{"table":"odd[1]","key":["code"]}""");

        verdict.Outcome.ShouldBe(CheckOutcome.Pass, $"{verdict.Summary} {string.Join('\n', (verdict.Evidence ?? []).Select(Line))}");
        verdict.Checked.ShouldBe(4);
        (await new Judging(DuckDb.Instance(file)).CheckAsync("quality.domain", """{"table":"odd[1]","column":"note","values":["A"]}"""))
            .Outcome.ShouldBe(CheckOutcome.Fail, "a text of a sign's number is not the sign");
    }

    [DuckDbFact]
    public async Task Check_CsvFileWithARowOfAnotherForm_IsRefused()
    {
        var file = folder.File("broken.csv");
        await File.WriteAllTextAsync(file, "id,n\n1,x\n2,y,extra\n3,z\n");
        var refused = await Should.ThrowAsync<NetBatchException>(() => new Judging(DuckDb.Instance(file))
            .CheckAsync("quality.domain", """{"table":"broken","column":"n","values":["x","z"]}"""));
        refused.Message.ShouldContain("broken.csv");
    }

    [DuckDbFact]
    public async Task Checks_FilesInAFolder_AreTablesOfTheirNames()
    {
        var data = Directory.CreateDirectory(folder.File("data")).FullName;
        await File.WriteAllTextAsync(Path.Combine(data, "sales.csv"), "id,code,note\n1,007,\n2,,\"\"\n3,x,\"a,\"\"b\"\"\"\n");
        await Judging.FillAsync(DuckDb.Instance("Data Source=:memory:"),
            "COPY (SELECT range AS id, range * 0.5 AS price, DATE '2024-01-01' + range::INTEGER AS day FROM range(3)) "
                + $"TO '{data}/Prices.parquet'");
        var source = folder.Sqlite("source", "CREATE TABLE sales(id INTEGER PRIMARY KEY, code TEXT, note TEXT)",
            "INSERT INTO sales VALUES (1, '007', NULL), (2, NULL, ''), (3, 'x', 'a,\"b\"')",
            "CREATE TABLE prices(id INTEGER PRIMARY KEY, price REAL, day DATE)",
            "INSERT INTO prices VALUES (0, 0, '2024-01-01'), (1, 0.5, '2024-01-02'), (2, 1, '2024-01-03')");

        (await new Judging(DuckDb.Instance(data), source).WrongAsync(
            """Pass quality.checksum {"table":"sales"}""",
            """Pass quality.checksum {"table":"Prices","sourceTable":"prices"}""",
            """Pass quality.count {"table":"sales"}""",
            """Fail quality.nulls {"table":"sales","columns":["note"]}""",
            """Pass quality.regex {"table":"sales","column":"code","pattern":"^([0-9]+|x)$"}""",
            """Fail quality.regex {"table":"sales","column":"code","pattern":"^\\d+$"}""",
            """Pass quality.domain {"table":"sales","column":"code","values":["007","x"]}""",
            """Fail quality.domain {"table":"sales","column":"code","values":["7","x"]}""",
            """Pass quality.range {"table":"Prices","column":"day","from":"2024-01-01","to":"2024-01-03"}""",
            """Fail quality.range {"table":"Prices","column":"day","to":"2024-01-02"}""",
            """Pass quality.unique {"table":"Prices","columns":["day"]}""",
            """Pass time.continuity {"table":"Prices","column":"day"}""",
            """Pass metric.aggregate {"table":"Prices","sourceTable":"prices","column":"price","groupBy":"day"}""",
            """Fail metric.aggregate {"table":"Prices","column":"price","expected":1.4}""",
            """Pass quality.statistics {"table":"Prices","sourceTable":"prices","column":"price"}""",
            """Pass reference.across {"table":"Prices","column":"id","toTable":"prices"}""",
            """Pass custom.query {"sql":"SELECT code FROM sales","sourceSql":"SELECT code FROM sales"}""",
            """Fail custom.query {"sql":"SELECT id FROM sales","sourceSql":"SELECT id + 1 FROM sales"}"""))
            .ShouldBeEmpty();
    }

    [DuckDbFact]
    public async Task OpenAsync_NoFileOrOnlyToRead_IsRefused()
    {
        (await new Judging(DuckDb.Instance(folder.File("none.parquet"))).TryAsync()).ShouldBe(ErrorCode.ConnectFailed);
        (await new Judging(DuckDb.Instance(folder.Root)).TryAsync()).ShouldBe(ErrorCode.ConnectFailed, "a folder without such files");
        await Judging.FillAsync(DuckDb.Instance($"Data Source={folder.File("duck.db")}"), "CREATE TABLE t(k INT)");
        (await new Judging(DuckDb.Instance(folder.File("duck.db"))).TryAsync("INSERT INTO t VALUES (1)"))
            .ShouldBe(ErrorCode.ChangeNotAllowed);
    }

    private static string List(Func<(string Name, string Type, string Value, string Sqlite, string Same, string Other), string> part) =>
        string.Join(", ", Values.Select(part));

    private static string Line(object?[] row) => string.Join(" | ", row);
}
