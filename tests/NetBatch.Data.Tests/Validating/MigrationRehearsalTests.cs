using System.Globalization;
using NetBatch.Data.Generating;
using NetBatch.Data.Pipelines;
using NetBatch.Data.Providers;
using NetBatch.Data.Tests.Support;
using NetBatch.Testing;

namespace NetBatch.Data.Tests.Validating;

/// <summary>
/// Retail is made in SQLite and copied, once as it is and once with twelve kinds of defects: every check passes on the
/// first, and on the second twelve fail, each with exactly the rows that were spoilt for it.
/// </summary>
[Collection(PostgresTests.Name)]
public sealed class MigrationRehearsalTests(PostgresServer server) : IDisposable
{
    private const int Each = 3;

    private static readonly Dictionary<Defect, string> StepOf = new()
    {
        [Defect.NullValue] = "customers have an email",
        [Defect.DuplicateKey] = "products are there once",
        [Defect.UnknownWord] = "segments are known",
        [Defect.BadFormat] = "phone numbers are phone numbers",
        [Defect.OutOfRange] = "quantities are sane",
        [Defect.MissingRow] = "returns are complete",
        [Defect.ChangedValue] = "stores are the same",
        [Defect.VersionOverlap] = "customers have one history",
        [Defect.OrphanKey] = "sales are of products",
        [Defect.LateArrival] = "sales arrive in time",
        [Defect.WrongAmount] = "takings agree",
        [Defect.MissingDay] = "no shop misses a day",
    };

    private readonly TestFolder folder = new();
    private readonly StarSchema retail = DataSchemas.Find("Retail");

    public void Dispose() => folder.Dispose();

    [PostgresFact]
    public async Task SqliteToPostgreSql_EveryDefectIsFoundByItsOwnCheckAndNothingElse()
    {
        var secrets = new TestSecrets(("pg", new Secret(null, PostgresServer.Password)));
        var legacy = Sqlite("legacy");
        await Databases.FillAsync(legacy, secrets, retail, 8000, 42);
        var clean = server.Instance("clean") with { Connection = $"{server.Connection};Search Path=rehearsal_clean" };
        var broken = server.Instance("broken") with { Connection = $"{server.Connection};Search Path=rehearsal_broken" };
        await Databases.CopyAsync(legacy, server.Instance(), secrets, retail, "rehearsal_clean", null);
        var planter = new DefectInjector(retail, Enum.GetValues<Defect>(), Each, 42);
        await Databases.CopyAsync(legacy, server.Instance(), secrets, retail, "rehearsal_broken", planter);

        await AllPassAsync(legacy, clean, "rehearsal_clean");
        await EachFindsItsOwnAsync(legacy, broken, "rehearsal_broken", planter.Planted);
    }

    [Fact]
    public async Task SqliteToSqlite_EveryDefectIsFoundByItsOwnCheckAndNothingElse()
    {
        var secrets = new TestSecrets();
        var legacy = Sqlite("legacy");
        await Databases.FillAsync(legacy, secrets, retail, 8000, 42);
        var planter = new DefectInjector(retail, Enum.GetValues<Defect>(), Each, 42);
        foreach (var (name, spoilt) in (IEnumerable<(string, DefectInjector?)>)[("clean", null), ("broken", planter)])
        {
            await Databases.CopyAsync(legacy, folder.Sqlite(name, "PRAGMA user_version = 1"), secrets, retail, null, spoilt);
        }

        await AllPassAsync(legacy, Sqlite("clean"), null);
        await EachFindsItsOwnAsync(legacy, Sqlite("broken"), null, planter.Planted);
    }

    private static async Task AllPassAsync(DatabaseInstance legacy, DatabaseInstance target, string? schema)
    {
        var run = await RunAsync(legacy, target, schema);

        Verdicts(run).Where(verdict => verdict.Outcome != "Pass").ShouldBeEmpty();
        Verdicts(run).Count.ShouldBeGreaterThan(30);
    }

    private static async Task EachFindsItsOwnAsync(DatabaseInstance legacy, DatabaseInstance target, string? schema,
        IReadOnlyList<PlantedDefect> planted)
    {
        planted.Count.ShouldBe(StepOf.Count * Each);

        var run = await RunAsync(legacy, target, schema);

        Verdicts(run).Where(verdict => verdict.Outcome != "Pass").Select(verdict => (verdict.Step, verdict.Outcome))
            .ShouldBe(StepOf.Values.Select(step => (step, "Fail")), ignoreOrder: true);
        foreach (var defects in planted.GroupBy(one => one.Defect))
        {
            var step = run.Steps.Single(one => one.Command.StartsWith(StepOf[defects.Key], StringComparison.Ordinal));
            step.Error!.Code.ShouldBe(ErrorCode.ValidationFailed);
            await ShouldShowAsync(step, defects.Key, [.. defects.Select(one => one.Key)], legacy);
        }
    }

    private static async Task ShouldShowAsync(FakeStep step, Defect defect, string[] keys, DatabaseInstance legacy)
    {
        var shown = step.Rows.Select(row => Convert.ToString(row[0], CultureInfo.InvariantCulture)!).ToArray();
        switch (defect)
        {
            case Defect.MissingRow:
                step.Rows.ShouldHaveSingleItem()[2].ShouldBe($"{int.Parse((string)step.Rows[0][1]!, CultureInfo.InvariantCulture) - Each}");
                break;
            case Defect.DuplicateKey:
                // Both rows of each pair are shown: nobody can say which is the wrong one.
                shown.Length.ShouldBe(2 * Each);
                keys.ShouldBeSubsetOf(shown);
                break;
            case Defect.ChangedValue:
                shown.ShouldBe(keys, ignoreOrder: true);
                step.Rows.ShouldAllBe(row => (string)row[2]! == "city" && (string)row[4]! == $"New {row[3]}");
                break;
            case Defect.WrongAmount:
                shown.ShouldBe(await StoresAsync(legacy, keys), ignoreOrder: true);
                break;
            case Defect.MissingDay:
                var gaps = step.Rows.Select(row =>
                    $"{row[0]},{DateOnly.Parse((string)row[1]!, CultureInfo.InvariantCulture).AddDays(1):yyyy-MM-dd}");
                gaps.ShouldBe(keys, ignoreOrder: true);
                break;
            default:
                shown.ShouldBe(keys, ignoreOrder: true, $"{defect}");
                break;
        }
    }

    private static async Task<string[]> StoresAsync(DatabaseInstance legacy, string[] sales)
    {
        await using var session = await new ProviderCatalog()
            .OpenAsync(legacy, new TestSecrets(), DatabaseAccess.Read, TimeSpan.FromSeconds(5), default);
        var (_, rows) = await session.RowsAsync($"SELECT DISTINCT store_key FROM fact_sales WHERE sale_id IN ({string.Join(",", sales)})",
            null, default);
        return [.. rows.Select(row => $"{row[0]}")];
    }

    private static async Task<FakeRun> RunAsync(DatabaseInstance legacy, DatabaseInstance target, string? schema)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "retail-migration.yaml"));
        if (schema is not null)
        {
            text = text.Replace("{ target: ", $"{{ target: {schema}.", StringComparison.Ordinal)
                .Replace("toTable: dim_product", $"toTable: {schema}.dim_product", StringComparison.Ordinal)
                .Replace("- validator: schema.tables", $"- {{ validator: schema.tables, with: {{ schema: {schema} }} }}",
                    StringComparison.Ordinal);
            text = System.Text.RegularExpressions.Regex.Replace(text, @"\{ target: (\w+)\.(\w+),", "{ target: $1.$2, source: $2,");
        }

        var pipeline = new Pipeline
        {
            Id = "retail-migration",
            Name = "retail-migration",
            Definition = PipelineReader.Read(text, "retail-migration.yaml", null).ToJson(),
            Database = target,
            Source = legacy,
        };
        var run = new FakeRun(pipeline, "{}", "pipeline") { Known = { ["pg"] = PostgresServer.Password } };
        try
        {
            await new PipelineWork(new ProviderCatalog()).RunAsync(run, default);
        }
        catch (NetBatchException failed) when (failed.Code == ErrorCode.ValidationFailed)
        {
            // What failed stands in the verdicts.
        }

        return run;
    }

    private static List<(string Step, string Outcome, string Summary)> Verdicts(FakeRun run) =>
        [.. run.Steps[0].Rows.Select(row => ((string)row[1]!, (string)row[3]!, (string)row[7]!))];

    private DatabaseInstance Sqlite(string name) =>
        new() { Id = name, Name = name, Provider = "sqlite", Connection = folder.File(name + ".db") };
}
