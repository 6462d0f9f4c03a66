namespace NetBatch.Hosting;

/// <summary>Pauses a job whose process comes near the memory that it may use: better than being ended by the system in the middle of a
/// change.</summary>
public static class MemoryWatch
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Near is this part of it.</summary>
    private const double Near = 0.85;

    /// <summary>Watches this process for a job that it owns, until it is cancelled; returns at once for one without
    /// <see cref="JobRules.MaxMemory"/>.</summary>
    /// <param name="host">The host.</param>
    /// <param name="jobId">The job.</param>
    /// <param name="used">The managed memory in use in bytes; null: this process's.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task RunAsync(NetBatchHost host, string jobId, Func<long>? used, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(host);
        used ??= () => GC.GetTotalMemory(forceFullCollection: false);
        try
        {
            if ((await host.Store.ReadSpecAsync(jobId, cancellationToken).ConfigureAwait(false)).Rules.MaxMemory is not { } most)
            {
                return;
            }

            using var timer = new PeriodicTimer(Look, host.Options.Time);
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
            {
                if (used() < most * Near)
                {
                    continue;
                }

                // What nobody holds any more is no use of memory.
                GC.Collect();
                if (used() >= most * Near
                    && (await host.Store.GetAsync(jobId, cancellationToken).ConfigureAwait(false)).State is JobState.Running
                        or JobState.Waiting)
                {
                    await host.Store.RequestAsync(jobId, JobRequestKind.PauseForMemory, host.Me, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The job has come to rest.
        }
        catch (NetBatchException)
        {
            // It has ended, or the store tells of its own trouble.
        }
    }
}
