namespace NetBatch.Data.Validating.Checks;

internal sealed class DriftCheck : SeriesCheck
{
    private const int DefaultWindow = 7;

    public override string Name => "time.drift";

    public override string Help => "Periods whose figure is further than so many percent from the rolling average of the periods before.";

    public override IReadOnlyList<WorkOption> Parameters { get; } =
    [
        Options.Table, Options.Where, SeriesSql.Time, SeriesSql.Period, SeriesSql.Group, SeriesSql.Value,
        new("window", WorkOptionType.WholeNumber, "Over how many periods before the average is taken.", Default: "7", Least: 2, Most: 1000),
        new("maxDrift", WorkOptionType.Number, "How many percent a figure may be off.", Required: true, Least: 0),
    ];

    protected override string Wrong => "have drifted from the average before";

    // A period with fewer before it than the window has is held against nothing.
    protected override string Looked(CheckRun run, SeriesColumns series) =>
        $"SELECT * FROM ({Rolling(run, series)}) compared WHERE nb_before = {Window(run)}";

    protected override Finding Find(CheckRun run, SeriesColumns series) => new(
        $"SELECT {series.GroupFirst}period, average_before, figure FROM ({Rolling(run, series)}) compared WHERE nb_before = "
            + $"{Window(run)} AND (figure IS NULL OR ABS(figure - average_before) * 100 > ABS(average_before) * "
            + $"{run.Target.Dialect.Parameter("drift")})",
        new Dictionary<string, object?> { ["drift"] = run.Number("maxDrift") },
        series.Order);

    private static string Window(CheckRun run) => FormattableString.Invariant($"{(int)(run.Number("window") ?? DefaultWindow)}");

    private static string Rolling(CheckRun run, SeriesColumns series)
    {
        var frame = $"{series.Window[..^1]} ROWS BETWEEN {Window(run)} PRECEDING AND 1 PRECEDING)";
        return $"SELECT {series.GroupFirst}nb_shown AS period, nb_value AS figure, AVG(nb_value) {frame} AS average_before, "
            + $"COUNT(nb_value) {frame} AS nb_before FROM ({series.Figures(run)}) figures";
    }
}
