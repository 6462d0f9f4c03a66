using NetBatch.Data.Tests.Support;
using NetBatch.Data.Validating;

namespace NetBatch.Data.Tests.Comparing;

/// <summary>A sample is of the same rows on both sides, whatever databases they are.</summary>
[Collection(DatabaseTests.Name)]
public sealed class KeySampleTests(PostgresServer postgres, MariaDbServer maria) : IDisposable
{
    private const int Rows = 2000;
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [DatabasesFact]
    public async Task Checksum_SampleOfTheSameRows_PassesAndIsAPart()
    {
        await FillAsync();
        List<string> wrong = [];
        foreach (var source in All())
        {
            foreach (var target in All())
            {
                foreach (var key in (string[])["\"n\"", "\"s\"", "\"u\"", "\"n\",\"s\"", "\"d\""])
                {
                    var verdict = await new Judging(target, source).CheckAsync("quality.checksum",
                        $$"""{"table":"sampled","key":[{{key}}],"sample":10,"seed":7}""");
                    if (verdict.Outcome != CheckOutcome.Pass || verdict.Checked is < Rows / 20 or > Rows / 5
                        || !verdict.NotCompared.Contains("a sample of 10 % by seed 7", StringComparison.Ordinal))
                    {
                        wrong.Add($"{source.Provider} to {target.Provider} by {key}: {verdict.Summary} {verdict.NotCompared}");
                    }
                }
            }
        }

        string.Join('\n', wrong).ShouldBeEmpty();
    }

    [DatabasesFact]
    public async Task Checksum_EverySample_FindsItsPartOfTheDifferences()
    {
        await FillAsync();
        var changed = folder.Sqlite("changed", Create, Insert, "UPDATE sampled SET v = v + 1");
        var found = 0L;
        var first = 0L;
        for (var seed = 1; seed <= 5; seed++)
        {
            var verdict = await new Judging(changed, postgres.Instance()).CheckAsync("quality.checksum",
                $$"""{"table":"sampled","key":["n"],"sample":20,"seed":{{seed}},"columns":["v"]}""");
            verdict.Findings.ShouldBe(verdict.Checked);
            first = seed == 1 ? verdict.Findings : first;
            found += verdict.Findings;
        }

        // A fifth each; were they always the same rows, every count would be the same.
        found.ShouldBeInRange(Rows * 8 / 10, Rows * 12 / 10);
        ((double)first).ShouldNotBe(found / 5.0);
    }

    private const string Create = "CREATE TABLE sampled (n BIGINT, s VARCHAR(40), u UUID, d DATE, v INTEGER)";

    private const string Insert = "WITH RECURSIVE c(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM c WHERE i < 1999) INSERT INTO sampled "
        + "SELECT (i - 1000) * 7, 'ä key ' || i, printf('550E8400-e29b-41d4-a716-%012x', i), date('2000-01-01', i || ' days'), i FROM c";

    private IEnumerable<DatabaseInstance> All() => [folder.Sqlite("sampled"), postgres.Instance(), maria.Instance()];

    private async Task FillAsync()
    {
        folder.Sqlite("sampled", "DROP TABLE IF EXISTS sampled", Create, Insert);
        await Judging.FillAsync(postgres.Instance(), "DROP TABLE IF EXISTS sampled", Create,
            "INSERT INTO sampled SELECT (i - 1000) * 7, 'ä key ' || i, ('550e8400-e29b-41d4-a716-' || lpad(to_hex(i), 12, '0'))::uuid, "
                + $"date '2000-01-01' + i, i FROM generate_series(0, {Rows - 1}) i");
        await Judging.FillAsync(maria.Instance(), "DROP TABLE IF EXISTS sampled", Create,
            "INSERT INTO sampled SELECT (CAST(seq AS SIGNED) - 1000) * 7, CONCAT('ä key ', seq), CONCAT('550e8400-e29b-41d4-a716-', "
                + $"LPAD(LOWER(HEX(seq)), 12, '0')), '2000-01-01' + INTERVAL seq DAY, seq FROM seq_0_to_{Rows - 1}");
    }
}
