using System.Text.Json;

namespace NetBatch.Data.Validating.Checks;

internal sealed class PeriodDuplicatesCheck : RowCheck
{
    public override string Name => "time.duplicates";

    public override string Help => "Periods of a time series that have more than one row.";

    public override IReadOnlyList<WorkOption> Parameters { get; } = [Options.Table, Options.Where, SeriesSql.Time, SeriesSql.Period, SeriesSql.Group];

    protected override string Noun => "periods";

    protected override string Wrong => "have more than one row";

    public override IEnumerable<string> Problems(JsonElement args, bool hasSource) => SeriesSql.Problems(args);

    protected override async Task<long> SeenAsync(CheckRun run, CancellationToken cancellationToken)
    {
        var series = await SeriesSql.OfAsync(run, cancellationToken).ConfigureAwait(false);
        return await series.CountAsync(run, cancellationToken).ConfigureAwait(false);
    }

    protected override async Task<Finding> FindAsync(CheckRun run, CancellationToken cancellationToken)
    {
        var series = await SeriesSql.OfAsync(run, cancellationToken).ConfigureAwait(false);
        var rows = run.Target.Quote("rows");
        return new Finding(
            $"SELECT {series.GroupFirst}MIN({series.Shown}) AS period, COUNT(*) AS {rows} FROM {run.From(run.Target)} WHERE {series.Column} IS NOT NULL GROUP BY {series.GroupFirst}{series.Ordinal} HAVING COUNT(*) > 1",
            Order: series.Group is null ? "1" : "1, 2");
    }
}
