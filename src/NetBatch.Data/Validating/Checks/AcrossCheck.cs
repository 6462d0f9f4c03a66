using NetBatch.Data.Comparing;
using NetBatch.Data.Metadata;

namespace NetBatch.Data.Validating.Checks;

internal sealed class AcrossCheck : Validator
{
    private static readonly ColumnFacts Rows = new("rows_with_it", ColumnFamily.WholeNumber) { Sort = ValueSort.Whole };

    public override string Name => "reference.across";

    public override string Help =>
        "Values of a column that do not exist in a column of the source database; only distinct values are carried over.";

    public override SourceNeed Source => SourceNeed.Always;

    public override IReadOnlyList<WorkOption> Parameters { get; } =
    [
        Options.Table, Options.Where, Options.Column("The referring column."),
        new("toTable", WorkOptionType.Text, "The table in the source.", Required: true),
        new("toColumn", WorkOptionType.Text, "The column there; default: the one of the same name."),
    ];

    private protected override async Task<Verdict> MakeAsync(CheckRun run, CancellationToken cancellationToken)
    {
        var here = run.Target.Cells.Compared(run.Column(run.Text("column")!));
        var toTable = await run.OtherSide.TableAsync(run.Text("toTable")!, cancellationToken).ConfigureAwait(false);
        var there = run.OtherSide.Cells.Compared(CheckSide.Column(toTable, run.Text("toColumn") ?? here.Name));
        var target = new TableSide(run.Target.Session, Distinct(run.Target, here, run.From()), [here], [Rows]);
        var source = new TableSide(run.OtherSide.Session, Distinct(run.OtherSide, there, run.OtherSide.Quote(toTable)), [there], [Rows]);
        List<object?[]> found = [];
        var (seen, missing) = (0L, 0L);
        await new TablePair(source, target, run.Zone).WalkAsync(
            async (exist, refer) =>
            {
                found.Clear();
                (seen, missing) = (0, 0);
                var more = await exist.MoveAsync().ConfigureAwait(false);
                while (await refer.MoveAsync().ConfigureAwait(false))
                {
                    seen++;
                    while (more && CellKeys.Compare(exist.Key, refer.Key) < 0)
                    {
                        more = await exist.MoveAsync().ConfigureAwait(false);
                    }

                    if (!more || CellKeys.Compare(exist.Key, refer.Key) != 0)
                    {
                        missing++;
                        if (found.Count < run.Evidence)
                        {
                            var row = refer.Group[0].Cells;
                            found.Add([$"{row[0]}", row[1].AsLong]);
                        }
                    }
                }
            },
            cancellationToken).ConfigureAwait(false);
        return Verdict.Of(seen, missing, "distinct values", "do not exist in the source",
            [new("value"), new("rows_with_it", RowType.WholeNumber)], found);
    }

    private static string Distinct(CheckSide side, ColumnFacts column, string from)
    {
        var name = side.Quote(column.Name);
        if (column.Sort is ValueSort.Text or ValueSort.PaddedText)
        {
            // By their bytes: a collation would carry over one of several texts that it calls the same.
            from = $"(SELECT {side.Cells.Group(column, name)} AS {name} FROM {from}) {side.Quote("all_values")}";
        }

        // MySQL would fill a temporary table by its index, several times slower than to sort (dev.mysql.com/doc/refman/8.4/en/select.html).
        var sorting = side.Dialect.Name == "mysql" ? "SQL_BIG_RESULT " : "";
        return $"(SELECT {sorting}{name}, COUNT(*) AS {side.Quote(Rows.Name)} FROM {from} WHERE {name} IS NOT NULL GROUP BY {name}) "
            + $"{side.Quote("distinct_values")}";
    }
}
