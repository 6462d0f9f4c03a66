namespace NetBatch.Data.Validating.Checks;

internal sealed class StatisticsCheck : GroupedCheck
{
    public override string Name => "quality.statistics";

    public override string Help => "Least, greatest, average, standard deviation or number of distinct values that differs from the source's by more than a tolerance.";

    public override SourceNeed Source => SourceNeed.Always;

    public override IReadOnlyList<WorkOption> Parameters { get; } =
    [
        Options.Table, Options.SourceTable, Options.Where, Options.SourceWhere, Options.Names, Options.Column("A column of numbers."),
        Options.Tolerance("How many percent each may differ."),
    ];

    internal override async Task<Verdict> CheckAsync(CheckRun run, CancellationToken cancellationToken)
    {
        var here = await OfAsync(run, run.Target, cancellationToken).ConfigureAwait(false);
        var there = await OfAsync(run, run.OtherSide, cancellationToken).ConfigureAwait(false);
        // A deviation that one database takes from squares and another from differences is the same to a millionth.
        var differences = SideBySide.Differences(there, here, Math.Max(run.Number("tolerance") ?? 0, 0.0001));
        return Verdict.Of(there.Count, differences.Count, "statistics", "are off", SideBySide.Columns, [.. differences.Take(run.Evidence)]);
    }

    private static async Task<IReadOnlyDictionary<string, double?>> OfAsync(CheckRun run, CheckSide side, CancellationToken cancellationToken)
    {
        var column = run.Text("column")!;
        var name = side.Quote(ReferenceEquals(side, run.Source) ? run.InSource(column) : column);
        var real = side.Sql.Real(name);
        var (_, rows) = await side.RowsAsync(
            $"SELECT MIN({real}), MAX({real}), AVG({real}), {side.Sql.Deviation(name)}, COUNT(DISTINCT {name}) FROM {run.From(side)}", null, cancellationToken).ConfigureAwait(false);
        string[] names = ["least", "greatest", "average", "standard deviation", "distinct values"];
        return names.Select((one, index) => KeyValuePair.Create(one, SideBySide.Number(rows[0][index]))).ToDictionary();
    }
}
