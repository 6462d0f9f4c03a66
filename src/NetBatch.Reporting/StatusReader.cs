using System.Collections.Concurrent;

namespace NetBatch;

/// <summary>Makes the live report of a job from what is stored: the same for the owner and for every onlooker.</summary>
/// <param name="store">Where jobs are kept.</param>
/// <param name="time">The clock.</param>
/// <param name="kinds">Finds a kind of work by its name: only that knows how many steps a target has; null: steps are not told.</param>
public sealed class StatusReader(IJobStore store, TimeProvider time, Func<string, WorkKind?>? kinds = null)
{
    // Beyond so many at once their targets tell enough.
    private const int MostStepped = 20;

    private static readonly TargetState[] InFlight =
        [TargetState.Waiting, TargetState.Connecting, TargetState.Connected, TargetState.Executing, TargetState.Disconnecting,
            TargetState.Away];

    // One for each job that is being watched: its elapsed time goes on though the system's clock is set meanwhile.
    private readonly ConcurrentDictionary<string, SteadyTime> clocks = new(StringComparer.Ordinal);

    /// <summary>The report.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="detailed">All targets, not only those in flight.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.JobNotFound"/>.</exception>
    public async Task<JobStatus> ReadAsync(string jobId, bool detailed, CancellationToken cancellationToken)
    {
        var job = await store.FindAsync(jobId, cancellationToken).ConfigureAwait(false)
            ?? throw new NetBatchException(ErrorCode.JobNotFound, $"There is no job '{jobId}'.",
                "List them with Get-BatchJob, or netbatch jobs.");
        var batches = await store.ReadBatchesAsync(jobId, cancellationToken).ConfigureAwait(false);
        var spec = await store.ReadSpecAsync(jobId, cancellationToken).ConfigureAwait(false);
        var rules = spec.Rules;
        List<TargetRun> runs = [];
        var filter = detailed ? new RunFilter() : new RunFilter { States = InFlight };
        await foreach (var run in store.ReadRunsAsync(jobId, filter, cancellationToken).ConfigureAwait(false))
        {
            runs.Add(run);
        }

        var now = Now(job);
        var (worth, step) = await StepsAsync(job, spec, runs, cancellationToken).ConfigureAwait(false);
        var current = job.State.IsFinal() ? null : Current(batches);
        return new JobStatus
        {
            Id = job.Id,
            Job = job,
            Batches = batches,
            Targets = runs,
            CurrentBatch = current?.Number ?? 0,
            Percent = job.TotalTargets == 0 ? job.Percent : (int)(100 * (job.Counts.Ended + worth) / job.TotalTargets),
            Step = step,
            Position = current is null ? ""
                : $"Batch {current.Number} of {batches.Count}, {TargetNoun.Of(spec.Work.Kind)}s {current.First}-{current.Last}",
            At = now,
            Elapsed = job.StartedAt is { } started ? (job.EndedAt ?? now) - started : TimeSpan.Zero,
            TimeLeft = TimeLeft(job, batches, rules, now, worth),
        };
    }

    private DateTimeOffset Now(BatchJob job)
    {
        if (job.State.IsFinal())
        {
            clocks.TryRemove(job.Id, out _);
            return time.GetUtcNow();
        }

        return clocks.GetOrAdd(job.Id, _ => new SteadyTime(time, job.StartedAt ?? job.CreatedAt)).GetUtcNow();
    }

    /// <summary>What the steps that running targets have done already are worth, in targets, and the step that is worked on where it is one
    /// target's.</summary>
    private async Task<(double Worth, string Step)> StepsAsync(BatchJob job, JobSpec spec, List<TargetRun> runs,
        CancellationToken cancellationToken)
    {
        var busy = runs.Where(run => run.State == TargetState.Executing).ToArray();
        if (job.State.IsFinal() || busy.Length is 0 or > MostStepped
            || kinds?.Invoke(spec.Work.Kind) is not { TargetKind: "pipeline" } kind)
        {
            return (0, "");
        }

        var worth = 0d;
        var word = "";
        foreach (var run in busy)
        {
            var plan = kind.Plan(spec.Work.Args, run.Target);
            var done = 0;
            await foreach (var _ in store.ReadResultsAsync(new ResultFilter { JobId = job.Id, Numbers = [run.Number] }, cancellationToken)
                .ConfigureAwait(false))
            {
                done++;
            }

            worth += plan.Count == 0 ? 0 : Math.Min(1, (double)done / plan.Count);
            word = busy.Length == 1 && done < plan.Count
                ? $"step {done + 1} of {plan.Count}: {plan[done].Text}{(done > 0 ? $", after {plan[done - 1].Text}" : "")}" : word;
        }

        return (worth, word);
    }

    private static BatchStatus? Current(IReadOnlyList<BatchStatus> batches) =>
        batches.LastOrDefault(batch => batch.State == BatchState.Running)
        ?? batches.FirstOrDefault(batch => !batch.State.IsFinal());

    /// <summary>
    /// What is left at the pace so far: the time in which batches were worked on for each target that has ended.
    /// Walls and retries are in that pace already; a rate limit sets the least it can be.
    /// </summary>
    private static TimeSpan? TimeLeft(BatchJob job, IReadOnlyList<BatchStatus> batches, JobRules rules, DateTimeOffset now, double worth)
    {
        var left = job.TotalTargets - job.Counts.Ended;
        if (job.State.IsFinal() || left == 0)
        {
            return TimeSpan.Zero;
        }

        var worked = rules.Rolling
            ? batches.Min(batch => batch.StartedAt) is { } first ? now - first : TimeSpan.Zero
            : batches.Where(batch => batch.StartedAt is not null)
                .Aggregate(TimeSpan.Zero, (sum, batch) => sum + ((batch.EndedAt ?? now) - batch.StartedAt!.Value));
        var done = job.Counts.Ended + worth;
        if (done <= 0 || worked <= TimeSpan.Zero)
        {
            return null;
        }

        var atPace = worked / done * (left - worth);
        var paced = rules.TargetsPerHour is { } rate ? TimeSpan.FromHours(1) / rate * job.Counts.Pending : TimeSpan.Zero;
        return atPace > paced ? atPace : paced;
    }
}
