using System.Text.Json;

namespace NetBatch.Data.Validating.Checks;

internal sealed class ForeignKeyCheck : RowCheck
{
    public override string Name => "reference.foreign-key";

    public override string Help =>
        "Rows that refer to a row which does not exist; a reference that is NULL refers to nothing and is right.";

    public override IReadOnlyList<WorkOption> Parameters { get; } =
    [
        Options.Table, Options.Where, Options.Columns("The referring columns."),
        new("toTable", WorkOptionType.Text, "The table referred to.", Required: true),
        new("toColumns", WorkOptionType.TextList, "The columns there; default: those of the same names."),
    ];

    protected override string Wrong => "refer to a row that does not exist";

    public override IEnumerable<string> Problems(JsonElement args, bool hasSource)
    {
        if (args.TryGetProperty("toColumns", out var there) && args.TryGetProperty("columns", out var here)
            && there.GetArrayLength() != here.GetArrayLength())
        {
            yield return "toColumns has another number of columns than columns.";
        }
    }

    protected override async Task<Finding> FindAsync(CheckRun run, CancellationToken cancellationToken)
    {
        var columns = run.Texts("columns");
        var there = run.Texts("toColumns") is { Count: > 0 } named ? named : columns;
        return await ToAsync(run, columns, run.Text("toTable")!, there, cancellationToken).ConfigureAwait(false);
    }

    internal static async Task<Finding> ToAsync(CheckRun run, IReadOnlyList<string> columns, string table, IReadOnlyList<string> there,
        CancellationToken cancellationToken)
    {
        var side = run.Target;
        var shown = Shown(run, columns);
        var to = await ThereAsync(run, table, cancellationToken).ConfigureAwait(false);
        var names = there.Select((name, index) =>
            FormattableString.Invariant($"{side.Quote(CheckSide.Column(to, name).Name)} AS nb_{index}"));
        var pairs = columns.Select((name, index) => FormattableString.Invariant($"nb_{index} = child.{run.Quoted(name)}"));
        var set = columns.Select(column => $"child.{run.Quoted(column)} IS NOT NULL");
        return new Finding(
            Joined(run, shown, $"SELECT {shown} FROM {run.From()}", to, CheckSide.Column(to, there[0]).Name, string.Join(", ", names),
                string.Join(" AND ", pairs))
            + $" WHERE {string.Join(" AND ", set)} AND nb_0 IS NULL");
    }
}
