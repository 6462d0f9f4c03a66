using System.Text.Json;

namespace NetBatch.Data.Validating.Checks;

/// <summary>A check of a time series: its rows are periods.</summary>
internal abstract class SeriesCheck : RowCheck
{
    protected sealed override string Noun => "periods";

    public sealed override IEnumerable<string> Problems(JsonElement args, bool hasSource) => SeriesSql.Problems(args);

    protected sealed override async Task<long> SeenAsync(CheckRun run, CancellationToken cancellationToken)
    {
        var series = await SeriesSql.OfAsync(run, cancellationToken).ConfigureAwait(false);
        return await series.CountAsync(run, cancellationToken).ConfigureAwait(false);
    }

    protected sealed override async Task<Finding> FindAsync(CheckRun run, CancellationToken cancellationToken) =>
        Find(run, await SeriesSql.OfAsync(run, cancellationToken).ConfigureAwait(false));

    /// <summary>The query that finds the wrong periods.</summary>
    protected abstract Finding Find(CheckRun run, SeriesColumns series);
}
