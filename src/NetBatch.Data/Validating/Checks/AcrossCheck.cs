using System.Globalization;
using NetBatch.Data.Metadata;

namespace NetBatch.Data.Validating.Checks;

internal sealed class AcrossCheck : Validator
{
    private const int Piece = 500;

    public override string Name => "reference.across";

    public override string Help => "Values of a column that do not exist in a column of the source database; only distinct values are carried over.";

    public override SourceNeed Source => SourceNeed.Always;

    public override IReadOnlyList<WorkOption> Parameters { get; } =
    [
        Options.Table, Options.Where, Options.Column("The referring column."),
        new("toTable", WorkOptionType.Text, "The table in the source.", Required: true),
        new("toColumn", WorkOptionType.Text, "The column there; default: the one of the same name."),
    ];

    internal override async Task<Verdict> CheckAsync(CheckRun run, CancellationToken cancellationToken)
    {
        var here = CheckSide.Column(await run.Target.FactsAsync(run.Table, cancellationToken).ConfigureAwait(false), run.Text("column")!);
        var toTable = TableName.Parse(run.Text("toTable")!);
        var there = CheckSide.Column(await run.OtherSide.FactsAsync(toTable, cancellationToken).ConfigureAwait(false), run.Text("toColumn") ?? here.Name);
        var form = here.Family == there.Family ? here.Family : ColumnFamily.Text;
        var value = run.Target.Sql.Same(run.Target.Quote(here.Name), here.Type, here.Family, form);
        var other = run.OtherSide.Sql.Same(run.OtherSide.Quote(there.Name), there.Type, there.Family, form);
        var distinct = $"SELECT {value} AS value, COUNT(*) AS rows_with_it FROM {run.From(run.Target)} WHERE {run.Target.Quote(here.Name)} IS NOT NULL GROUP BY {value}";
        List<object?[]> found = [];
        List<object?[]> piece = [];
        long seen = 0;
        long missing = 0;
        await foreach (var rows in run.Target.Session.QueryAsync(distinct, null, cancellationToken).ConfigureAwait(false))
        {
            foreach (var row in rows.Rows)
            {
                piece.Add(row);
                seen++;
                if (piece.Count == Piece)
                {
                    await LookAsync().ConfigureAwait(false);
                }
            }
        }

        await LookAsync().ConfigureAwait(false);
        return Verdict.Of(seen, missing, "distinct values", "do not exist in the source", [new("value"), new("rows_with_it", RowType.WholeNumber)], found);

        async Task LookAsync()
        {
            if (piece.Count == 0)
            {
                return;
            }

            var values = piece.Select((row, index) => KeyValuePair.Create(FormattableString.Invariant($"v{index}"), (object?)Text(row[0]))).ToArray();
            var marks = string.Join(", ", values.Select(pair => run.OtherSide.Dialect.Parameter(pair.Key)));
            var (_, exist) = await run.OtherSide.RowsAsync(
                $"SELECT DISTINCT {other} FROM {toTable.Quoted(run.OtherSide.Dialect)} WHERE {other} IN ({marks})", values, cancellationToken).ConfigureAwait(false);
            var known = exist.Select(row => Text(row[0])).ToHashSet(StringComparer.Ordinal);
            foreach (var row in piece.Where(row => !known.Contains(Text(row[0]))))
            {
                missing++;
                if (found.Count < run.Evidence)
                {
                    found.Add([Text(row[0]), Convert.ToInt64(row[1], CultureInfo.InvariantCulture)]);
                }
            }

            piece.Clear();
        }
    }

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
