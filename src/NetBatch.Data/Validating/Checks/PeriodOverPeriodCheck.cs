namespace NetBatch.Data.Validating.Checks;

internal sealed class PeriodOverPeriodCheck : SeriesCheck
{
    public override string Name => "time.period-over-period";

    public override string Help =>
        "Periods whose figure differs from that of the period before by more than so many percent; periods after a gap are left out.";

    public override IReadOnlyList<WorkOption> Parameters { get; } =
    [
        Options.Table, Options.Where, SeriesSql.Time, SeriesSql.Period, SeriesSql.Group, SeriesSql.Value,
        new("maxChange", WorkOptionType.Number, "How many percent it may differ.", Required: true, Least: 0),
    ];

    protected override string Wrong => "differ much from the one before";

    protected override string Looked(CheckRun run, SeriesColumns series) =>
        $"SELECT * FROM ({Pairs(run, series)}) compared WHERE nb_step = 1";

    // A figure that is NULL beside one that is none has changed beyond any percentage.
    protected override Finding Find(CheckRun run, SeriesColumns series) => new(
        $"SELECT {series.GroupFirst}period, figure_before, figure FROM ({Pairs(run, series)}) compared WHERE nb_step = 1 AND ("
            + $"ABS(figure - figure_before) * 100 > ABS(figure_before) * {run.Target.Dialect.Parameter("change")} "
            + "OR (figure IS NULL AND figure_before IS NOT NULL) OR (figure IS NOT NULL AND figure_before IS NULL))",
        new Dictionary<string, object?> { ["change"] = run.Number("maxChange") },
        series.Order);

    private static string Pairs(CheckRun run, SeriesColumns series) =>
        $"SELECT {series.GroupFirst}nb_shown AS period, nb_value AS figure, LAG(nb_value) {series.Window} AS figure_before, nb_period - "
            + $"LAG(nb_period) {series.Window} AS nb_step FROM ({series.Figures(run)}) figures";
}
