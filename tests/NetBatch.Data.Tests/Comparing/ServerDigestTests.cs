using NetBatch.Data.Comparing;
using NetBatch.Data.Metadata;
using NetBatch.Data.Providers;
using NetBatch.Data.Tests.Support;

namespace NetBatch.Data.Tests.Comparing;

/// <summary>Sums that PostgreSQL and MariaDB make of their rows: the same for the same rows, and for no others.</summary>
[Collection(DatabaseTests.Name)]
public sealed class ServerDigestTests(PostgresServer postgres, MariaDbServer maria)
{
    // Values that a weak hash, a collation or a short text would take for the same.
    private static readonly (string One, string Other, bool Same)[] Pairs =
    [
        ("(1, 'x', 1.5, '1'), (2, 'y', 2.5, '2')", "(2, 'y', 2.5, '2'), (1, 'x', 1.5, '1')", true),
        ("(1, 'x', 1.5, '1'), (1, 'y', 2.5, '2')", "(1, 'y', 1.5, '1'), (1, 'x', 2.5, '2')", false),
        ("(1, 'x', 1.5, '1'), (1, 'x', 2.5, '2')", "(1, 'x', 1.5, '2'), (1, 'x', 2.5, '1')", false),
        ("(1, '', 1, '1')", "(1, NULL, 1, '1')", false),
        ("(1, NULL, 1, '1')", "(1, '-', 1, '1')", false),
        ("(1, 'a', 1, NULL)", "(1, NULL, 1, 'a')", false),
        ("(1, 'a', 1, '1')", "(1, 'A', 1, '1')", false),
        ("(1, 'a', 1, '1')", "(1, 'a ', 1, '1')", false),
        ("(1, 'ä', 1, '1')", "(1, 'a\u0308', 1, '1')", false),
        ("(1, 'ab', 1, 'c')", "(1, 'a', 1, 'bc')", false),
        ("(1, 'a', 0.1, '1')", "(1, 'a', 0.10000000000000002, '1')", false),
        ("(1, 'a', 1e300, '1')", "(1, 'a', 1.0000000000000002e300, '1')", false),
        ("(1, 'a', 1, '1')", "(1, 'a', 1, '1'), (1, 'a', 1, '1')", false),
        ("(1, 'a', 1, '1')", "(2, 'a', 1, '1')", false),
    ];

    [DatabasesFact]
    public Task PostgreSql_TwoTables_DifferOnlyWhereTheirRowsDo() =>
        JudgeAsync(postgres.Instance(), "bigint", "text COLLATE digest_folding", "double precision", "varchar(20)");

    [DatabasesFact]
    public Task PostgreSql_TypesWithoutAHashOfTheirOwn_DifferOnlyWhereTheirRowsDo() =>
        JudgeAsync(postgres.Instance(), "bigint", "text", "double precision", "\"char\"[]");

    [DatabasesFact]
    public Task MariaDb_TwoTables_DifferOnlyWhereTheirRowsDo() =>
        JudgeAsync(maria.Instance(), "bigint", "varchar(20) COLLATE utf8mb4_unicode_ci", "double", "varchar(20) CHARACTER SET latin1");

    [DatabasesFact]
    public async Task PostgreSql_ValuesThatItTakesForTheSame_AreNotTheSame()
    {
        await Judging.FillAsync(postgres.Instance(), "CREATE TABLE digest_a (id int PRIMARY KEY, i interval, j jsonb, t timetz)",
            "INSERT INTO digest_a VALUES (1, '1 day', '{}', '10:00+00'), (2, '1 mon', '{}', '10:00+00')",
            "CREATE TABLE digest_b AS SELECT * FROM digest_a", "UPDATE digest_b SET i = '24 hours' WHERE id = 1",
            "UPDATE digest_b SET i = '30 days' WHERE id = 2");

        var verdict = await new Judging(postgres.Instance("target"), postgres.Instance("source"))
            .CheckAsync("quality.checksum", """{"table":"digest_b","sourceTable":"digest_a","key":["id"]}""");

        verdict.Findings.ShouldBe(2);
    }

    [Fact]
    public void Differing_ASegmentOfWhichARowHasNoHash_IsRead()
    {
        var (one, other) = (new TableDigest(), new TableDigest());
        one.AddUnknown(5, 7);
        other.AddUnknown(5, 7);

        one.Differing(other).ShouldBe([5]);
        one.Rows.ShouldBe(7);
    }

    private static async Task JudgeAsync(DatabaseInstance instance, params string[] types)
    {
        await using var session = await new ProviderCatalog().OpenAsync(instance,
            new TestSecrets(("pg", new Secret(null, PostgresServer.Password))), DatabaseAccess.Change, TimeSpan.FromSeconds(10), default);
        if (instance.Provider == "postgresql")
        {
            await session.ExecuteAsync("CREATE COLLATION IF NOT EXISTS digest_folding (provider = icu, locale = 'und-u-ks-level2', "
                + "deterministic = false)", null, default);
        }

        List<string> wrong = [];
        foreach (var (one, other, same) in Pairs)
        {
            foreach (var (name, rows) in ((string, string)[])[("digest_1", one), ("digest_2", other)])
            {
                var written = types[3] == "\"char\"[]" ? rows.Replace("'1')", "'{1}')", StringComparison.Ordinal)
                    .Replace("'2')", "'{2}')", StringComparison.Ordinal).Replace("'a')", "'{a}')", StringComparison.Ordinal)
                    .Replace("'c')", "'{c}')", StringComparison.Ordinal).Replace("'bc')", "'{b,c}')", StringComparison.Ordinal) : rows;
                await session.ExecuteAsync($"DROP TABLE IF EXISTS {name}", null, default);
                await session.ExecuteAsync($"CREATE TABLE {name} (k {types[0]}, a {types[1]}, b {types[2]}, c {types[3]})", null, default);
                await session.ExecuteAsync($"INSERT INTO {name} VALUES {written}", null, default);
            }

            var facts = await MetadataReader.ReadAsync(session, new MetadataRequest(), default, default);
            var (source, target) = (Side(session, facts, "digest_1"), Side(session, facts, "digest_2"));
            var digests = Digests.Of(source, target).ShouldNotBeNull();
            var found = (await digests.ReadAsync(source, default)).Differing(await digests.ReadAsync(target, default));
            if (found.Count == 0 != same)
            {
                wrong.Add($"{one} and {other}: {found.Count} segments differ");
            }

            foreach (var side in (TableSide[])[source, target])
            {
                // What is read of all segments are all rows.
                var (_, rows) = await session.RowsAsync(
                    $"SELECT COUNT(*) FROM {digests.Narrow(side, [.. Enumerable.Range(0, TableDigest.Segments)]).From}", null, default);
                rows[0][0].ShouldBe((await digests.ReadAsync(side, default)).Rows);
            }
        }

        string.Join('\n', wrong).ShouldBeEmpty();
    }

    private static TableSide Side(DatabaseSession session, DatabaseFacts facts, string name)
    {
        var table = facts.Tables.Single(one => one.Name == name);
        return new TableSide(session, session.Dialect.Quote(table.Schema, name), [table.Columns[0]], [.. table.Columns.Skip(1)]);
    }
}
