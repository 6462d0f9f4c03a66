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
        before = run.Text("schema") is { } schema ? Only(before, schema) : before;
        var now = await NowAsync(run, before, cancellationToken).ConfigureAwait(false);
        var chosen = run.Texts("tables").Select(name => name[(name.LastIndexOf('.') + 1)..]).ToHashSet(StringComparer.OrdinalIgnoreCase);
        // Of several schemas, tables are told apart by them.
        var full = before.Tables.DistinctBy(table => table.Schema).Count() > 1;
        var expected = Items(before.Tables, chosen, full);
        var found = Items(now.Tables, chosen, full);
        var differences = SideBySide.Differences(expected, found, extraIsWrong: true);
        if (run.Flag("allowNew", otherwise: true))
        {
            var ofNewTables = Items(now.Tables.Where(table => before.Table(full ? table.FullName : table.Name) is null), chosen, full);
            differences.RemoveAll(row =>
                row[1] is null && ($"{row[2]}".EndsWith("may be NULL", StringComparison.Ordinal) || ofNewTables.ContainsKey($"{row[0]}")));
        }

        foreach (var row in differences)
        {
            row[3] = row[2] is null ? "was removed" : row[1] is null ? "was added" : "was changed";
        }

        return Verdict.Of(expected.Count, differences.Count, "columns and keys", "have changed",
            [new("item"), new("snapshot"), new("now"), new("change")], [.. differences.Take(run.Evidence)]);
    }

    private static DatabaseFacts Only(DatabaseFacts facts, string schema) =>
        facts with { Tables = [.. facts.Tables.Where(table => table.Schema is null || NameMatch.Same(table.Schema, schema))] };

    // A snapshot may be of several schemas: what is now is looked for in all of them.
    private static async Task<DatabaseFacts> NowAsync(CheckRun run, DatabaseFacts before, CancellationToken cancellationToken)
    {
        var schemas = before.Tables.Select(table => table.Schema).Distinct().ToArray();
        if (schemas.Length <= 1)
        {
            return await run.Target.AllAsync(run.Text("schema"), cancellationToken).ConfigureAwait(false);
        }

        List<TableFacts> tables = [];
        foreach (var schema in schemas)
        {
            tables.AddRange((await run.Target.AllAsync(schema, cancellationToken).ConfigureAwait(false)).Tables);
        }

        return before with { Tables = tables };
    }

    private static Dictionary<string, string> Items(IEnumerable<TableFacts> all, HashSet<string> chosen, bool full)
    {
        var tables = all.Where(table => chosen.Count == 0 || chosen.Contains(table.Name)).ToArray();
        Dictionary<string, string> items =
            new(NameMatch.Comparer(tables.SelectMany(table => table.Columns.Select(column => $"{Name(table)}.{column.Name}"))));
        foreach (var table in tables)
        {
            foreach (var column in table.Columns)
            {
                items[$"{Name(table)}.{column.Name}"] = $"{Type(column)} {(column.Nullable ? "may be NULL" : "NOT NULL")}";
            }

            if (table.PrimaryKey.Count > 0)
            {
                items[$"{Name(table)} primary key"] = string.Join(", ", table.PrimaryKey);
            }

            foreach (var index in table.Indexes.Where(index => index.Unique))
            {
                items[$"{Name(table)} unique ({string.Join(", ", index.Columns)})"] = "unique";
            }

            foreach (var key in table.ForeignKeys.Where(key => key.Declared))
            {
                items[$"{Name(table)} foreign key ({string.Join(", ", key.Columns)})"] =
                    $"{key.ToTable} ({string.Join(", ", key.ToColumns)})";
            }
        }

        return items;

        string Name(TableFacts table) => full ? table.FullName : table.Name;
    }

    // With its size; of times older snapshots have none.
    private static string Type(ColumnFacts column) =>
        column.Family is ColumnFamily.Text or ColumnFamily.Number ? TypesCheck.Shown(column) : column.Type;
}
