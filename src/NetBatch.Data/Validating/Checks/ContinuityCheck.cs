namespace NetBatch.Data.Validating.Checks;

internal sealed class ContinuityCheck : SeriesCheck
{
    public override string Name => "time.continuity";

    public override string Help => "Gaps in a time series: periods without a row between two that have one.";

    public override IReadOnlyList<WorkOption> Parameters { get; } = [Options.Table, Options.Where, SeriesSql.Time, SeriesSql.Period,
        SeriesSql.Group];

    protected override string Wrong => "are followed by a gap";

    protected override Finding Find(CheckRun run, SeriesColumns series)
    {
        var periods = $"SELECT {series.GroupFirst}{series.Ordinal} AS nb_period, MIN({series.Shown}) AS nb_shown FROM {run.From()} WHERE "
            + $"{series.Column} IS NOT NULL GROUP BY {series.GroupFirst}{series.Ordinal}";
        var next = $"SELECT {series.GroupFirst}nb_period, nb_shown AS after_this, LEAD(nb_shown) {series.Window} AS comes_this, "
            + $"LEAD(nb_period) {series.Window} AS nb_next FROM ({periods}) periods";
        return new Finding($"SELECT {series.GroupFirst}after_this, comes_this, nb_next - nb_period - 1 AS missing FROM ("
            + $"{next}) following WHERE nb_next > nb_period + 1", Order: series.Order);
    }
}
