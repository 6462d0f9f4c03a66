namespace NetBatch;

/// <summary>Makes the live report of a job from what is stored: the same for the owner and for every onlooker.</summary>
/// <param name="store">Where jobs are kept.</param>
/// <param name="time">The clock.</param>
public sealed class StatusReader(IJobStore store, TimeProvider time)
{
    private static readonly TargetState[] InFlight =
        [TargetState.Waiting, TargetState.Connecting, TargetState.Connected, TargetState.Executing, TargetState.Disconnecting];

    /// <summary>The report.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="detailed">All targets, not only those in flight.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.JobNotFound"/>.</exception>
    public async Task<JobStatus> ReadAsync(string jobId, bool detailed, CancellationToken cancellationToken)
    {
        var job = await store.FindAsync(jobId, cancellationToken).ConfigureAwait(false)
            ?? throw new NetBatchException(ErrorCode.JobNotFound, $"There is no job '{jobId}'.", "List them with Get-BatchJob, or netbatch jobs.");
        var batches = await store.ReadBatchesAsync(jobId, cancellationToken).ConfigureAwait(false);
        var rules = (await store.ReadSpecAsync(jobId, cancellationToken).ConfigureAwait(false)).Rules;
        List<TargetRun> runs = [];
        var filter = detailed ? new RunFilter() : new RunFilter { States = InFlight };
        await foreach (var run in store.ReadRunsAsync(jobId, filter, cancellationToken).ConfigureAwait(false))
        {
            runs.Add(run);
        }

        var now = time.GetUtcNow();
        var current = job.State.IsFinal() ? null : Current(batches);
        return new JobStatus
        {
            Id = job.Id,
            Job = job,
            Batches = batches,
            Targets = runs,
            CurrentBatch = current?.Number ?? 0,
            Position = current is null ? "" : $"Batch {current.Number} of {batches.Count}, devices {current.First}-{current.Last}",
            Elapsed = job.StartedAt is { } started ? (job.EndedAt ?? now) - started : TimeSpan.Zero,
            TimeLeft = TimeLeft(job, batches, rules, now),
        };
    }

    private static BatchStatus? Current(IReadOnlyList<BatchStatus> batches) =>
        batches.LastOrDefault(batch => batch.State == BatchState.Running)
        ?? batches.FirstOrDefault(batch => !batch.State.IsFinal());

    /// <summary>
    /// What is left at the pace so far: the time in which batches were worked on for each target that has ended.
    /// Walls and retries are in that pace already; a rate limit sets the least it can be.
    /// </summary>
    private static TimeSpan? TimeLeft(BatchJob job, IReadOnlyList<BatchStatus> batches, JobRules rules, DateTimeOffset now)
    {
        var left = job.TotalTargets - job.Counts.Ended;
        if (job.State.IsFinal() || left == 0)
        {
            return TimeSpan.Zero;
        }

        var worked = rules.Rolling
            ? batches.Min(batch => batch.StartedAt) is { } first ? now - first : TimeSpan.Zero
            : batches.Where(batch => batch.StartedAt is not null).Aggregate(TimeSpan.Zero, (sum, batch) => sum + ((batch.EndedAt ?? now) - batch.StartedAt!.Value));
        if (job.Counts.Ended == 0 || worked <= TimeSpan.Zero)
        {
            return null;
        }

        var atPace = worked / job.Counts.Ended * left;
        var paced = rules.TargetsPerHour is { } rate ? TimeSpan.FromHours(1) / rate * job.Counts.Pending : TimeSpan.Zero;
        return atPace > paced ? atPace : paced;
    }
}
