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
        var named = run.Texts("tables");
        var there = named.Count > 0 ? []
            : (await run.OtherSide.AllAsync(run.Text("sourceSchema"), cancellationToken).ConfigureAwait(false)).Tables;
        // Names that differ in case only are told apart by it.
        var names = NameMatch.Comparer(here.Select(table => table.Name)) == StringComparer.OrdinalIgnoreCase
            ? NameMatch.Comparer(there.Select(table => table.Name)) : StringComparer.Ordinal;
        var expected = named.Count > 0
            ? named.Select(name => here.Any(table => table.Name == name) ? name : name[(name.LastIndexOf('.') + 1)..]).Distinct(names)
                .ToDictionary(name => name, _ => "table", names)
            : there.ToDictionary(table => table.Name, Sort, names);
        var found = here.ToDictionary(table => table.Name, table => named.Count > 0 ? "table" : Sort(table), names);
        var differences = SideBySide.Differences(expected, found, !run.Flag("allowMore", otherwise: true));
        return Verdict.Of(expected.Count, differences.Count, "tables", "are not as they should be", SideBySide.Columns,
            [.. differences.Take(run.Evidence)]);
    }

    private static string Sort(TableFacts table) => table.IsView ? "view" : "table";
}
