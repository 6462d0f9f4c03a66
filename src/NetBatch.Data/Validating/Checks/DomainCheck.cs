using NetBatch.Data.Comparing;
using NetBatch.Data.Metadata;

namespace NetBatch.Data.Validating.Checks;

internal sealed class DomainCheck : RowCheck
{
    public override string Name => "quality.domain";

    public override string Help => "Rows whose value is none of a list; NULL is left to quality.nulls.";

    public override IReadOnlyList<WorkOption> Parameters { get; } =
    [
        Options.Table, Options.Where, Options.Column("The column."),
        new("values", WorkOptionType.TextList, "The values that may be, as texts.", Required: true),
    ];

    protected override string Wrong => "have a value that is none of the list";

    protected override Task<Finding> FindAsync(CheckRun run, CancellationToken cancellationToken)
    {
        var name = run.Text("column")!;
        var shown = Shown(run, [name]);
        var column = run.Column(name);
        var quoted = run.Target.Quote(column.Name);
        if (column.Sort is ValueSort.Whole or ValueSort.Exact or ValueSort.Real32 or ValueSort.Real)
        {
            return Task.FromResult(
                new Finding($"SELECT {shown} FROM {run.From()} WHERE {quoted} IS NOT NULL AND {quoted} NOT IN ("
                    + $"{string.Join(", ", run.Texts("values").Select(Number))})"));
        }

        var values = run.Texts("values")
            .Select((value, index) => KeyValuePair.Create(FormattableString.Invariant($"v{index}"), (object?)value)).ToDictionary();
        var marks = string.Join(", ", values.Keys.Select(run.Target.Dialect.Parameter));
        return Task.FromResult(
            new Finding($"SELECT {shown} FROM {run.From()} WHERE {quoted} IS NOT NULL AND {run.Target.Sql.Text(quoted)} NOT IN ({marks})",
                values));

        // As numbers and in the query itself: 10 is 10.00, and no driver rounds it.
        string Number(string text) => ExactText.TryRead(text.Trim(), out var number) ? $"{number}" : throw new NetBatchException(
            ErrorCode.WorkFailed, $"'{text}' is no number, and '{column.Name}' of '{run.Table.FullName}' is {column.Type}.",
            "Write the values as the column has them.");
    }
}
