using System.Text.Json;

using NetBatch.Data.Metadata;

namespace NetBatch.Data.Validating.Checks;

internal sealed class TablesCheck : Validator
{
    public override string Name => "schema.tables";

    public override string Help => "Tables and views that the target lacks: those of the source, or those of a list.";

    public override SourceNeed Source => SourceNeed.Optional;

    public override IReadOnlyList<WorkOption> Parameters { get; } =
    [
        new("tables", WorkOptionType.TextList, "The tables there must be; default: those of the source."),
        new("schema", WorkOptionType.Text, "The target's schema; default: the usual one."),
        new("sourceSchema", WorkOptionType.Text, "The source's schema; default: the usual one."),
        new("allowMore", WorkOptionType.Switch, "Whether the target may have others, too.", Default: "true"),
    ];

    public override IEnumerable<string> Problems(JsonElement args, bool hasSource)
    {
        if (!hasSource && !args.TryGetProperty("tables", out _))
        {
            yield return "There is no source to compare with: write tables.";
        }
    }

    private protected override async Task<Verdict> MakeAsync(CheckRun run, CancellationToken cancellationToken)
    {
        var here = (await run.Target.AllAsync(run.Text("schema"), cancellationToken).ConfigureAwait(false)).Tables;
        var more = run.Flag("allowMore", otherwise: true);
        if (run.Texts("tables") is { Count: > 0 } named)
        {
            var lacking = await LackingAsync(run, here, named, more, cancellationToken).ConfigureAwait(false);
            return Of(named.Count, lacking, run);
        }

        var there = (await run.OtherSide.AllAsync(run.Text("sourceSchema"), cancellationToken).ConfigureAwait(false)).Tables;
        // Names that differ in case only are told apart by it.
        var names = NameMatch.Comparer(here.Select(table => table.Name)) == StringComparer.OrdinalIgnoreCase
            ? NameMatch.Comparer(there.Select(table => table.Name)) : StringComparer.Ordinal;
        return Of(
            there.Count,
            SideBySide.Differences(
                there.ToDictionary(table => table.Name, Sort, names), here.ToDictionary(table => table.Name, Sort, names), !more), run);
    }

    private static Verdict Of(int expected, List<object?[]> differences, CheckRun run) => Verdict.Of(expected, differences.Count, "tables",
        "are not as they should be", SideBySide.Columns, [.. differences.Take(run.Evidence)]);

    private static async Task<List<object?[]>> LackingAsync(CheckRun run, IReadOnlyList<TableFacts> here, IReadOnlyList<string> named,
        bool more, CancellationToken cancellationToken)
    {
        List<object?[]> lacking = [];
        HashSet<TableFacts> found = [];
        foreach (var name in named)
        {
            if (await FindAsync(run, here, name, cancellationToken).ConfigureAwait(false) is { } table)
            {
                found.Add(table);
            }
            else
            {
                lacking.Add([name, "table", null, "missing in the target"]);
            }
        }

        if (!more)
        {
            lacking.AddRange(here.Where(table => !found.Contains(table)).Select(table => (object?[])[table.Name, null, Sort(table),
                "only in the target"]));
        }

        return lacking;
    }

    // A name with a schema in front is that schema's table, and no other's of the same name.
    private static async Task<TableFacts?> FindAsync(CheckRun run, IReadOnlyList<TableFacts> here, string name,
        CancellationToken cancellationToken)
    {
        var found = NameMatch.Find(here, table => table.Name, name);
        for (var dot = name.IndexOf('.', StringComparison.Ordinal); found is null && dot > 0; dot = name.IndexOf('.', dot + 1))
        {
            var there = await run.Target.AllAsync(name[..dot], cancellationToken).ConfigureAwait(false);
            found = NameMatch.Find(there.Tables, table => table.Name, name[(dot + 1)..]);
        }

        // SQLite's own file has a schema of that name, which its catalog does not tell (sqlite.org/lang_naming.html).
        return found ?? (run.Target.Dialect.Name == "sqlite" && name.StartsWith("main.", StringComparison.OrdinalIgnoreCase)
            ? NameMatch.Find(here, table => table.Name, name["main.".Length..]) : null);
    }

    private static string Sort(TableFacts table) => table.IsView ? "view" : "table";
}
