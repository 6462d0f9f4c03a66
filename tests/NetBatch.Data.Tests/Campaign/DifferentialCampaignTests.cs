using System.Globalization;
using System.Text.Json;
using NetBatch.Data.Providers;
using NetBatch.Data.Tests.Support;
using NetBatch.Data.Validating;

namespace NetBatch.Data.Tests.Campaign;

/// <summary>
/// Tables of every sort of values in SQLite, PostgreSQL and MariaDB, each against each, in the forms that a migration may choose:
/// a right one passes, and one planted difference is found with its key, its column and both values. NETBATCH_PAIRS says how many of
/// each; without it a few.
/// </summary>
[Collection(DatabaseTests.Name)]
public sealed class DifferentialCampaignTests(PostgresServer postgres, MariaDbServer maria) : IDisposable
{
    private const int Few = 9;
    private static readonly int Cases =
        int.TryParse(Environment.GetEnvironmentVariable("NETBATCH_PAIRS"), CultureInfo.InvariantCulture, out var count) ? count : Few;
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [DatabasesFact]
    public async Task Checksum_RightMigration_Passes()
    {
        List<string> wrong = [];
        for (var seed = 0; seed < Cases; seed++)
        {
            var random = new Random(seed);
            var table = CampaignTable.Make(random);
            var (verdict, about) = await CompareAsync(seed, table, table, random);
            if (verdict.Outcome != CheckOutcome.Pass || verdict.Checked != table.Rows.Count)
            {
                wrong.Add($"{about}: {verdict.Summary} {Line(verdict)}");
            }
        }

        string.Join('\n', wrong).ShouldBeEmpty();
    }

    [DatabasesFact]
    public async Task Checksum_OneDifference_IsFoundWithKeyColumnAndBothValues()
    {
        List<string> wrong = [];
        var undecided = 0;
        for (var seed = 0; seed < Cases; seed++)
        {
            var random = new Random(seed + 1_000_000);
            var table = CampaignTable.Make(random);
            var (spoilt, row, column, difference) = table.Spoilt(random);
            var (verdict, about) = await CompareAsync(seed, table, spoilt, random);
            undecided += verdict.Outcome == CheckOutcome.Error ? 1 : 0;
            if (!IsFound(verdict, table, row, column, difference))
            {
                wrong.Add($"{about}, {column ?? difference} of {string.Join(',', row.Take(table.Key))}: {verdict.Summary} {Line(verdict)}");
            }
        }

        string.Join('\n', wrong).ShouldBeEmpty();
        // Values that no rule holds against each other are told as such, and are rare.
        undecided.ShouldBeLessThanOrEqualTo(Math.Max(1, Cases / 20));
    }

    private static bool IsFound(Verdict verdict, CampaignTable table, string?[] row, string? column, string difference)
    {
        if (verdict.Evidence is not [var line] || verdict.Outcome is not (CheckOutcome.Fail or CheckOutcome.Error))
        {
            return false;
        }

        var told = (string?)line[1] == difference || (verdict.Outcome == CheckOutcome.Error && (string?)line[1] == "not comparable");
        var values = column is null || (line[3] is not null && line[4] is not null && !Equals(line[3], line[4]));
        // Databases write times, bytes and uuids each in its own way; whole numbers and texts are the same everywhere.
        var key = table.Key > 1 || table.Columns[0].Name is not ("whole" or "text") || (string?)line[0] == row[0];
        return told && values && key && (string?)line[2] == column;
    }

    private static string Line(Verdict verdict) =>
        string.Join(" | ", (verdict.Evidence ?? []).Take(3).Select(row => string.Join(",", row)));

    private async Task<(Verdict Verdict, string About)> CompareAsync(int seed, CampaignTable one, CampaignTable other, Random random)
    {
        await using var source = await OpenAsync(Instance(seed % 3, "source"));
        await using var target = await OpenAsync(Instance(seed / 3 % 3, "target"));
        try
        {
            var there = await one.CreateAsync(source, "campaign_source", random);
            var here = await other.CreateAsync(target, "campaign_target", random);
            await source.SetForChecksAsync(TimeSpan.FromMinutes(1), default);
            await target.SetForChecksAsync(TimeSpan.FromMinutes(1), default);
            var args = JsonSerializer.SerializeToElement(new { table = "campaign_target", sourceTable = "campaign_source",
                key = one.KeyNames });
            var verdict = await Validators.Find("quality.checksum")!.CheckAsync(
                new CheckRun(new CheckSide(target, TimeProvider.System), new CheckSide(source, TimeProvider.System), args), default);
            var column = (string?)(verdict.Evidence is { Count: > 0 } evidence ? evidence[0][2] : null);
            var forms = there.Zip(here)
                .Where(pair => pair.First.StartsWith('k')
                    || (column is not null && pair.First.Trim('"', '`').StartsWith(column, StringComparison.Ordinal)));
            return (verdict, $"seed {seed}, {source.Dialect.Name} to {target.Dialect.Name}, "
                + $"{string.Join("; ", forms.Select(pair => $"{pair.First} -> {pair.Second}"))}");
        }
        catch (NetBatchException problem)
        {
            return (new Verdict(CheckOutcome.Error, 0, 0, problem.Message), $"seed {seed}, {source.Dialect.Name} to {target.Dialect.Name}");
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
            instance, new TestSecrets(("pg", new Secret(null, PostgresServer.Password))), DatabaseAccess.Change, TimeSpan.FromSeconds(10),
            default);
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
