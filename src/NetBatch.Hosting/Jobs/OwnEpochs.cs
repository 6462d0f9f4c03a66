using System.Collections.Concurrent;

namespace NetBatch.Hosting;

/// <summary>
/// The jobs that this process has taken, and the epoch of each: one that has a higher epoch now was taken over by another
/// process, while this one slept longer than its lease.
/// </summary>
internal sealed class OwnEpochs
{
    private readonly ConcurrentDictionary<string, long> epochs = new(StringComparer.Ordinal);

    public void Took(IJobOwnership ownership) => epochs[ownership.JobId] = ownership.Epoch;

    /// <summary>That a job was lost, for whoever waits for it here; null: it is this process's own, or never was.</summary>
    /// <param name="job">The job as the store has it.</param>
    /// <param name="here">Its run in this process, or null.</param>
    public NetBatchException? Lost(BatchJob job, Task<JobState>? here)
    {
        if (here is null || !epochs.TryGetValue(job.Id, out var mine))
        {
            return null;
        }

        var hasEnded = job.Owner is null && here is { IsCompletedSuccessfully: true, Result: JobState.Interrupted }
            && job.State != JobState.Interrupted;
        return job.Owner?.Epoch > mine || hasEnded
            ? new NetBatchException(
                ErrorCode.LeaseLost,
                $"Another process{(job.Owner is { } owner ? $" ({owner.ProcessId} on {owner.Host})" : "")} has taken the job "
                    + $"{job.Id} over, for this one gave no sign of life; this one sends nothing more.",
                $"See how it goes there: Watch-BatchJob {job.Id} (netbatch watch {job.Id}).")
            : null;
    }
}
