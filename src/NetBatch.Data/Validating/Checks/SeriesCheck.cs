using System.Text.Json;

namespace NetBatch.Data.Validating.Checks;

/// <summary>A check of a time series: its rows are periods.</summary>
internal abstract class SeriesCheck : RowCheck
{
    protected sealed override string Noun => "periods";

    public sealed override IEnumerable<string> Problems(JsonElement args, bool hasSource) => SeriesSql.Problems(args);

    protected sealed override Task<long> SeenAsync(CheckRun run, CancellationToken cancellationToken) =>
        run.Target.CountAsync($"SELECT COUNT(*) FROM ({Looked(run, SeriesSql.Of(run))}) looked", null, cancellationToken);

    protected sealed override async Task<Finding> FindAsync(CheckRun run, CancellationToken cancellationToken)
    {
        var series = SeriesSql.Of(run);
        // A value that falls into no period would be in no finding.
        var unread = await run.Target.CountAsync(
            $"SELECT COUNT(*) FROM {run.From()} WHERE {series.Column} IS NOT NULL AND {series.Ordinal} IS NULL", null, cancellationToken)
            .ConfigureAwait(false);
        return unread == 0 ? Find(run, series) : throw new NetBatchException(
            ErrorCode.WorkFailed,
            FormattableString.Invariant(
                $"{unread:N0} rows of '{run.Table.FullName}' hold a value in {series.Column} that is no day or time in ISO form."),
                "Convert them, or leave them out by where.");
    }

    /// <summary>The query of the periods that are looked at; by default all that have a row.</summary>
    protected virtual string Looked(CheckRun run, SeriesColumns series) =>
        $"SELECT DISTINCT {series.GroupFirst}{series.Ordinal} AS nb_period FROM {run.From()} WHERE {series.Column} IS NOT NULL";

    /// <summary>The query that finds the wrong periods.</summary>
    protected abstract Finding Find(CheckRun run, SeriesColumns series);
}
