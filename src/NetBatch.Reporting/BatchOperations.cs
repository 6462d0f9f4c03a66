using System.Runtime.CompilerServices;

namespace NetBatch;

/// <summary>Reads what was done on the targets of a job.</summary>
public static class BatchOperations
{
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
