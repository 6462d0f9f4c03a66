using System.Text.Json;

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

    internal override async Task<Verdict> CheckAsync(CheckRun run, CancellationToken cancellationToken)
    {
        var here = await run.Target.AllAsync(run.Text("schema"), cancellationToken).ConfigureAwait(false);
        var named = run.Texts("tables");
        var expected = named.Count > 0
            ? named.ToDictionary(name => TableName.Parse(name).Name, _ => "table", StringComparer.OrdinalIgnoreCase)
            : (await run.OtherSide.AllAsync(run.Text("sourceSchema"), cancellationToken).ConfigureAwait(false)).Tables.ToDictionary(table => table.Name, Sort, StringComparer.OrdinalIgnoreCase);
        var found = here.Tables.ToDictionary(table => table.Name, table => named.Count > 0 ? "table" : Sort(table), StringComparer.OrdinalIgnoreCase);
        var differences = SideBySide.Differences(expected, found, !run.Flag("allowMore", otherwise: true));
        return Verdict.Of(expected.Count, differences.Count, "tables", "are not as they should be", SideBySide.Columns, [.. differences.Take(run.Evidence)]);
    }

    private static string Sort(Metadata.TableFacts table) => table.IsView ? "view" : "table";
}
