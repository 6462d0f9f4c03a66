using System.Runtime.CompilerServices;

namespace NetBatch.Hosting;

/// <summary>Results as they come: each device's when the device has ended, each once, until the job stands still.</summary>
public static class ResultFeed
{
    /// <summary>Streams a job's results; what was there before comes first.</summary>
    /// <param name="host">The host.</param>
    /// <param name="filter">Which results; <see cref="ResultFilter.EndedOnly"/> is implied.</param>
    /// <param name="cancellationToken">Ends the watching, not the job.</param>
    public static async IAsyncEnumerable<StepResult> FollowAsync(
        NetBatchHost host, ResultFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(filter);
        var after = filter.After;
        while (true)
        {
            var mark = await host.Store.MarkAsync(filter.JobId, cancellationToken).ConfigureAwait(false);
            var job = await host.FindAsync(filter.JobId, cancellationToken).ConfigureAwait(false);
            await foreach (var result in host.Store.ReadResultsAsync(filter with { After = after, EndedOnly = true }, cancellationToken).ConfigureAwait(false))
            {
                after = result.Sequence;
                yield return result;
            }

            if (job.State.IsAtRest())
            {
                yield break;
            }

            await host.Store.WaitForChangeAsync(filter.JobId, mark, TimeSpan.FromSeconds(1), cancellationToken).ConfigureAwait(false);
        }
    }
}
