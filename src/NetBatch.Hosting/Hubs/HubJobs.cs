namespace NetBatch.Hosting;

/// <summary>A hub's jobs: takes those that were left to hubs, and goes on with those of hubs that are gone.</summary>
public sealed class HubJobs
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(250);

    // A job that cannot be run now may be run later; meanwhile it does not fill the log.
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(30);

    private readonly NetBatchHost host;
    private readonly Dictionary<string, long> refused = new(StringComparer.Ordinal);

    internal HubJobs(NetBatchHost host) => this.host = host;

    /// <summary>Takes jobs until it is cancelled. What it has taken runs in this process, and is left resumable with it.</summary>
    /// <param name="told">Called for each job that was taken, with null, or that could not be, with the reason.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(Action<HandedJob, NetBatchException?> told, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(told);
        using var timer = new PeriodicTimer(Turn, host.Options.Time);
        try
        {
            do
            {
                foreach (var job in await host.Store.Cluster.ReadHandedAsync(cancellationToken).ConfigureAwait(false))
                {
                    await TakeAsync(job, told, cancellationToken).ConfigureAwait(false);
                }
            }
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // That is how it ends.
        }
    }

    private async Task TakeAsync(HandedJob job, Action<HandedJob, NetBatchException?> told, CancellationToken cancellationToken)
    {
        var time = host.Options.Time;
        if (refused.TryGetValue(job.JobId, out var at) && time.GetElapsedTime(at) < Again)
        {
            return;
        }

        try
        {
            await host.Jobs.RunHandedAsync(job, cancellationToken).ConfigureAwait(false);
            refused.Remove(job.JobId);
            told(job, null);
        }
        catch (NetBatchException other) when (other.Code is ErrorCode.JobOwned or ErrorCode.JobNotFound)
        {
            // Another hub was quicker, or somebody has removed it.
        }
        catch (NetBatchException refusal)
        {
            refused[job.JobId] = time.GetTimestamp();
            told(job, refusal);
        }
    }
}
