using System.Runtime.CompilerServices;

namespace NetBatch;

/// <summary>What was done on one target of a job: the whole of it, or one attempt.</summary>
public sealed record BatchOperation
{
    /// <summary>The job's id.</summary>
    public required string JobId { get; init; }

    /// <summary>The job's name.</summary>
    public string JobName { get; init; } = "";

    /// <summary>The target's position in the plan, from 1.</summary>
    public int Number { get; init; }

    /// <summary>The batch, from 1.</summary>
    public int Batch { get; init; }

    /// <summary>The target's name.</summary>
    public required string Name { get; init; }

    /// <summary>The same, in the words of network admins.</summary>
    public string Device => Name;

    /// <summary>What the target is reached at (address:port), or null.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Where it stands; of a single attempt: how that ended.</summary>
    public TargetState State { get; init; }

    /// <summary>How often it has been begun; of a single attempt: which one, from 1.</summary>
    public int Attempts { get; init; }

    /// <summary>When it was first begun, or null.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended, or null.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How long the session took to open in the last attempt, or null.</summary>
    public TimeSpan? ConnectTime { get; init; }

    /// <summary>How long the last attempt took, or null before its end.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>From the start of the first attempt to the end of the last, or null before that.</summary>
    public TimeSpan? TotalDuration => EndedAt - StartedAt;

    /// <summary>What went wrong, or null.</summary>
    public RunError? Error { get; init; }

    /// <summary>A job's operations in the order of the plan.</summary>
    /// <param name="store">Where they are kept.</param>
    /// <param name="job">The job.</param>
    /// <param name="filter">Which targets.</param>
    /// <param name="eachAttempt">One for each attempt instead of one for each target; what was never begun has none.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async IAsyncEnumerable<BatchOperation> ReadAsync(
        IJobStore store, BatchJob job, RunFilter filter, bool eachAttempt, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(job);
        await foreach (var run in store.ReadRunsAsync(job.Id, filter, cancellationToken).ConfigureAwait(false))
        {
            var whole = Of(job, run);
            // The run itself tells of its only attempt.
            if (run.Attempts <= 1)
            {
                if (!eachAttempt || run.Attempts == 1)
                {
                    yield return whole;
                }

                continue;
            }

            var first = default(DateTimeOffset?);
            await foreach (var attempt in store.ReadAttemptsAsync(job.Id, run.Number, cancellationToken).ConfigureAwait(false))
            {
                first ??= attempt.StartedAt;
                if (eachAttempt)
                {
                    yield return whole with
                    {
                        Attempts = attempt.Attempt,
                        State = attempt.State,
                        StartedAt = attempt.StartedAt,
                        EndedAt = attempt.EndedAt,
                        ConnectTime = attempt.ConnectedAt - attempt.StartedAt,
                        Duration = attempt.EndedAt - attempt.StartedAt,
                        Error = attempt.Error,
                    };
                }
            }

            if (!eachAttempt)
            {
                yield return whole with { StartedAt = first ?? run.StartedAt };
            }
        }
    }

    private static BatchOperation Of(BatchJob job, TargetRun run) => new()
    {
        JobId = job.Id,
        JobName = job.Name,
        Number = run.Number,
        Batch = run.Batch,
        Name = run.Name,
        Endpoint = run.Target.Endpoint,
        State = run.State,
        Attempts = run.Attempts,
        StartedAt = run.StartedAt,
        EndedAt = run.EndedAt,
        ConnectTime = run.ConnectTime,
        Duration = run.Duration,
        Error = run.Error,
    };
}
