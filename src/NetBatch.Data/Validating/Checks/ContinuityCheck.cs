using System.Text.Json;

namespace NetBatch.Data.Validating.Checks;

internal sealed class ContinuityCheck : RowCheck
{
    public override string Name => "time.continuity";

    public override string Help => "Gaps in a time series: periods without a row between two that have one.";

    public override IReadOnlyList<WorkOption> Parameters { get; } = [Options.Table, Options.Where, SeriesSql.Time, SeriesSql.Period, SeriesSql.Group];

    protected override string Noun => "periods";

    protected override string Wrong => "are followed by a gap";

    public override IEnumerable<string> Problems(JsonElement args, bool hasSource) => SeriesSql.Problems(args);

    protected override async Task<long> SeenAsync(CheckRun run, CancellationToken cancellationToken)
    {
        var series = await SeriesSql.OfAsync(run, cancellationToken).ConfigureAwait(false);
        return await series.CountAsync(run, cancellationToken).ConfigureAwait(false);
    }

    protected override async Task<Finding> FindAsync(CheckRun run, CancellationToken cancellationToken)
    {
        var series = await SeriesSql.OfAsync(run, cancellationToken).ConfigureAwait(false);
        var group = series.Group is null ? "" : $" GROUP BY {series.Group}, {series.Ordinal}";
        var periods = $"SELECT {series.GroupFirst}{series.Ordinal} AS nb_period, MIN({series.Shown}) AS nb_shown FROM {run.From(run.Target)} WHERE {series.Column} IS NOT NULL{(group.Length > 0 ? group : $" GROUP BY {series.Ordinal}")}";
        var next = $"SELECT {series.GroupFirst}nb_period, nb_shown AS after_this, LEAD(nb_shown) {series.Window} AS comes_this, LEAD(nb_period) {series.Window} AS nb_next FROM ({periods}) periods";
        return new Finding($"SELECT {series.GroupFirst}after_this, comes_this, nb_next - nb_period - 1 AS missing FROM ({next}) following WHERE nb_next > nb_period + 1", Order: series.Group is null ? "1" : "1, 2");
    }
}
