namespace NetBatch.Data.Validating.Checks;

internal sealed class PeriodDuplicatesCheck : SeriesCheck
{
    public override string Name => "time.duplicates";

    public override string Help => "Periods of a time series that have more than one row.";

    public override IReadOnlyList<WorkOption> Parameters { get; } = [Options.Table, Options.Where, SeriesSql.Time, SeriesSql.Period,
        SeriesSql.Group];

    protected override string Wrong => "have more than one row";

    protected override Finding Find(CheckRun run, SeriesColumns series)
    {
        var rows = run.Target.Quote(Free(run, "rows"));
        return new Finding(
            $"SELECT {series.GroupFirst}MIN({series.Shown}) AS period, COUNT(*) AS {rows} FROM {run.From()} WHERE "
                + $"{series.Column} IS NOT NULL GROUP BY {series.GroupFirst}{series.Ordinal} HAVING COUNT(*) > 1",
            Order: series.Order);
    }
}
