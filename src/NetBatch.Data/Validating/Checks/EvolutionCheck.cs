using System.Text.Json;
using NetBatch.Data.Metadata;

namespace NetBatch.Data.Validating.Checks;

internal sealed class EvolutionCheck : Validator
{
    public override string Name => "schema.evolution";

    public override string Help => "What has changed in the tables' columns and keys since a snapshot of the metadata was saved.";

    public override IReadOnlyList<string> Files => ["snapshot"];

    public override IReadOnlyList<WorkOption> Parameters { get; } =
    [
        new("snapshot", WorkOptionType.Text, "The file that Start-BatchMetadataExtraction (netbatch metadata) wrote.", Required: true),
        new("tables", WorkOptionType.TextList, "Only these tables; default: all of the snapshot."),
        new("schema", WorkOptionType.Text, "The schema; default: the usual one."),
        new("allowNew", WorkOptionType.Switch, "Whether there may be columns that may be NULL and tables that the snapshot lacks.",
            Default: "true"),
    ];

    public override IEnumerable<string> Problems(JsonElement args, bool hasSource)
    {
        string? wrong = null;
        try
        {
            MetadataYaml.Read(args.TryGetProperty("snapshot", out var text) ? text.GetString()! : "");
        }
        catch (NetBatchException problem)
        {
            wrong = problem.Message;
        }

        if (wrong is not null)
        {
            yield return wrong;
        }
    }

    private protected override async Task<Verdict> MakeAsync(CheckRun run, CancellationToken cancellationToken)
    {
        var before = MetadataYaml.Read(run.Text("snapshot")!);
        var now = await run.Target.AllAsync(run.Text("schema"), cancellationToken).ConfigureAwait(false);
        var chosen = run.Texts("tables").Select(name => name[(name.LastIndexOf('.') + 1)..]).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var expected = Items(before, chosen);
        var found = Items(now, chosen);
        var differences = SideBySide.Differences(expected, found, extraIsWrong: true);
        if (run.Flag("allowNew", otherwise: true))
        {
            differences.RemoveAll(row =>
                row[1] is null && ($"{row[2]}".EndsWith("may be NULL", StringComparison.Ordinal) || IsOfNewTable($"{row[0]}", before)));
        }

        foreach (var row in differences)
        {
            row[3] = row[2] is null ? "was removed" : row[1] is null ? "was added" : "was changed";
        }

        return Verdict.Of(expected.Count, differences.Count, "columns and keys", "have changed",
            [new("item"), new("snapshot"), new("now"), new("change")], [.. differences.Take(run.Evidence)]);
    }

    private static Dictionary<string, string> Items(DatabaseFacts facts, HashSet<string> chosen)
    {
        var tables = facts.Tables.Where(table => chosen.Count == 0 || chosen.Contains(table.Name)).ToArray();
        Dictionary<string, string> items =
            new(NameMatch.Comparer(tables.SelectMany(table => table.Columns.Select(column => $"{table.Name}.{column.Name}"))));
        foreach (var table in tables)
        {
            foreach (var column in table.Columns)
            {
                items[$"{table.Name}.{column.Name}"] = $"{column.Type} {(column.Nullable ? "may be NULL" : "NOT NULL")}";
            }

            if (table.PrimaryKey.Count > 0)
            {
                items[$"{table.Name} primary key"] = string.Join(", ", table.PrimaryKey);
            }
        }

        return items;
    }

    private static bool IsOfNewTable(string item, DatabaseFacts before) => before.Table(item.Split('.', ' ')[0]) is null;
}
