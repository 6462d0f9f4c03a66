using System.Globalization;

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

    protected override Finding Find(CheckRun run, SeriesColumns series)
    {
        var window = (int)(run.Number("window") ?? DefaultWindow);
        var frame = FormattableString.Invariant($"{series.Window[..^1]} ROWS BETWEEN {window} PRECEDING AND 1 PRECEDING)");
        var rolling = $"SELECT {series.GroupFirst}nb_shown AS period, nb_value AS figure, AVG(nb_value) {frame} AS average_before, "
            + $"COUNT(nb_value) {frame} AS nb_before FROM ({series.Figures(run)}) figures";
        return new Finding(
            string.Create(CultureInfo.InvariantCulture,
                $"SELECT {series.GroupFirst}period, average_before, figure FROM ({rolling}) compared WHERE nb_before = "
                    + $"{window} AND ABS(figure - average_before) * 100 > ABS(average_before) * {run.Target.Dialect.Parameter("drift")}"),
            new Dictionary<string, object?> { ["drift"] = run.Number("maxDrift") },
            series.Order);
    }
}
