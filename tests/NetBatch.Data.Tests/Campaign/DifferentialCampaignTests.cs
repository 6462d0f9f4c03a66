using System.Globalization;
using System.Text.Json;
using NetBatch.Data.Providers;
using NetBatch.Data.Tests.Support;
using NetBatch.Data.Validating;

namespace NetBatch.Data.Tests.Campaign;

/// <summary>
/// Tables of every sort of values in SQLite, PostgreSQL and MariaDB, each against each: a right copy passes, and one planted
/// difference is found with its key, its column and both values. NETBATCH_CAMPAIGN says how many of each; without it a few.
/// </summary>
[Collection(DatabaseTests.Name)]
public sealed class DifferentialCampaignTests(PostgresServer postgres, MariaDbServer maria) : IDisposable
{
    private const int Few = 27;
    private static readonly int Cases = int.TryParse(Environment.GetEnvironmentVariable("NETBATCH_CAMPAIGN"), CultureInfo.InvariantCulture, out var count) ? count : Few;
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [DatabasesFact]
    public async Task Checksum_RightCopy_Passes()
    {
        List<string> wrong = [];
        for (var seed = 0; seed < Cases; seed++)
        {
            var random = new Random(seed);
            var table = CampaignTable.Make(random);
            var verdict = await CompareAsync(seed, table, table, [.. Enumerable.Range(0, table.All.Count)], [.. Enumerable.Range(0, table.All.Count)]);
            if (verdict.Outcome != CheckOutcome.Pass)
            {
                wrong.Add($"seed {seed}, {Pair(seed)}: {verdict.Summary} {Line(verdict)}");
            }
        }

        wrong.ShouldBeEmpty();
    }

    [DatabasesFact]
    public async Task Checksum_OneDifference_IsFoundWithKeyColumnAndBothValues()
    {
        List<string> wrong = [];
        for (var seed = 0; seed < Cases; seed++)
        {
            var random = new Random(seed + 1_000_000);
            var table = CampaignTable.Make(random);
            var (spoilt, key, column, difference) = table.Spoilt(random);
            var keys = Enumerable.Range(0, table.All.Count).ToList();
            var spoiltKeys = difference == "missing in the target" ? keys.Where(one => one != key).ToList() : [.. Enumerable.Range(0, spoilt.All.Count)];
            var verdict = await CompareAsync(seed, table, spoilt, keys, spoiltKeys);
            if (verdict.Outcome != CheckOutcome.Fail || verdict.Evidence is not [var line] || (string?)line[0] != $"{key}" || (string?)line[1] != difference || (string?)line[2] != column
                || (column is not null && (line[3] is null || line[4] is null || Equals(line[3], line[4]))))
            {
                wrong.Add($"seed {seed}, {Pair(seed)}, key {key}, {column ?? difference}: {verdict.Summary} {Line(verdict)}");
            }
        }

        wrong.ShouldBeEmpty();
    }

    private static string Line(Verdict verdict) => string.Join(" | ", (verdict.Evidence ?? []).Take(3).Select(row => string.Join(",", row)));

    private static string Pair(int seed) => $"{"spm"[seed % 3]}{"spm"[seed / 3 % 3]}";

    private async Task<Verdict> CompareAsync(int seed, CampaignTable one, CampaignTable other, IReadOnlyList<int> keys, IReadOnlyList<int> otherKeys)
    {
        await using var source = await OpenAsync(Instance(seed % 3, "source"));
        await using var target = await OpenAsync(Instance(seed / 3 % 3, "target"));
        try
        {
            await one.CreateAsync(source, "campaign_source", keys);
            await other.CreateAsync(target, "campaign_target", otherKeys);
            await source.SetForChecksAsync(TimeSpan.FromMinutes(1), default);
            await target.SetForChecksAsync(TimeSpan.FromMinutes(1), default);
            var args = JsonDocument.Parse("""{"table":"campaign_target","sourceTable":"campaign_source","key":["id"]}""").RootElement;
            return await Validators.Find("quality.checksum")!.CheckAsync(
                new CheckRun(new CheckSide(target, TimeProvider.System), new CheckSide(source, TimeProvider.System), args), default);
        }
        finally
        {
            await source.ExecuteAsync("DROP TABLE IF EXISTS campaign_source", null, default);
            await target.ExecuteAsync("DROP TABLE IF EXISTS campaign_target", null, default);
        }
    }

    private DatabaseInstance Instance(int which, string name) => which switch
    {
        0 => folder.Sqlite(name),
        1 => postgres.Instance(name),
        _ => maria.Instance(name),
    };

    private static async Task<DatabaseSession> OpenAsync(DatabaseInstance instance)
    {
        var session = await new ProviderCatalog().OpenAsync(
            instance, new TestSecrets(("pg", new Secret(null, PostgresServer.Password))), DatabaseAccess.Change, TimeSpan.FromSeconds(10), default);
        if (instance.Provider == "mariadb")
        {
            await session.ExecuteAsync("SET time_zone = '+00:00'", null, default);
        }
        else if (instance.Provider == "postgresql")
        {
            await session.ExecuteAsync("SET TimeZone = 'UTC'", null, default);
        }

        return session;
    }
}
