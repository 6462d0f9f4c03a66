using System.Text.Json;
using NetBatch.Data.Metadata;

namespace NetBatch.Data.Validating.Checks;

internal sealed class RangeCheck : RowCheck
{
    public override string Name => "quality.range";

    public override string Help => "Rows whose number, day or time is below the least or above the greatest that may be.";

    public override IReadOnlyList<WorkOption> Parameters { get; } =
    [
        Options.Table, Options.Where, Options.Column("The column."),
        new("least", WorkOptionType.Number, "The least number that may be."), new("greatest", WorkOptionType.Number, "The greatest number that may be."),
        new("from", WorkOptionType.Text, "The first day or time that may be, in ISO form."), new("to", WorkOptionType.Text, "The last day or time that may be, in ISO form."),
    ];

    protected override string Wrong => "are out of range";

    public override IEnumerable<string> Problems(JsonElement args, bool hasSource)
    {
        var numbers = args.TryGetProperty("least", out _) || args.TryGetProperty("greatest", out _);
        var days = args.TryGetProperty("from", out _) || args.TryGetProperty("to", out _);
        if (numbers == days)
        {
            yield return numbers ? "A range is one of numbers or one of days, not both." : "No range is given: write least, greatest, from or to.";
        }
    }

    protected override async Task<Finding> FindAsync(CheckRun run, CancellationToken cancellationToken)
    {
        var facts = await run.Target.FactsAsync(run.Table, cancellationToken).ConfigureAwait(false);
        var column = CheckSide.Column(facts, run.Text("column")!);
        var shown = await ShownAsync(run, [column.Name], cancellationToken).ConfigureAwait(false);
        var name = run.Target.Quote(column.Name);
        Dictionary<string, object?> parameters = [];
        List<string> bad = [];
        var days = run.Text("from") is not null || run.Text("to") is not null;
        var value = !days ? run.Target.Sql.Real(name)
            : column.Family == ColumnFamily.Date ? run.Target.Sql.Date(name, column.Type) : run.Target.Sql.Time(name, column.Type);
        Add("least", run.Number("least"), "<");
        Add("greatest", run.Number("greatest"), ">");
        Add("from", run.Text("from"), "<");
        Add("to", run.Text("to"), ">");
        return new Finding($"SELECT {shown} FROM {run.From(run.Target)} WHERE {string.Join(" OR ", bad)}", parameters);

        void Add(string parameter, object? limit, string sign)
        {
            if (limit is not null)
            {
                parameters[parameter] = limit;
                bad.Add($"{value} {sign} {run.Target.Dialect.Parameter(parameter)}");
            }
        }
    }
}
