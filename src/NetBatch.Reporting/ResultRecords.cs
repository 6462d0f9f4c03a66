using System.Runtime.CompilerServices;

namespace NetBatch;

/// <summary>A job's results as people ask for them: no device that failed is missing, whether or not a command of it ever ran.</summary>
public static class ResultRecords
{
    private static readonly TargetState[] FailureStates = [
        .. Enum.GetValues<TargetState>().Where(state => state.IsFinal() && state != TargetState.Completed)];

    /// <summary>
    /// The results in the order of commit; behind them a record for each attempt that failed outside of its steps (not reached, login
    /// refused, cut off), with step 0 and an empty command.
    /// </summary>
    /// <param name="store">Where they are kept.</param>
    /// <param name="filter">Which.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async IAsyncEnumerable<StepResult> ReadAsync(
        IJobStore store, ResultFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(filter);
        HashSet<(int Number, int Attempt)> told = [];
        var warnings = await StepWarnings.ReadAsync(store, filter.JobId, cancellationToken).ConfigureAwait(false);
        await foreach (var result in store.ReadResultsAsync(filter, cancellationToken).ConfigureAwait(false))
        {
            if (!result.Success)
            {
                told.Add((result.Number, result.Attempt));
            }

            yield return warnings.Mark(result);
        }

        if (filter.Failed == false)
        {
            yield break;
        }

        // Of the last attempts only those count that did not complete: few among many, with an index of their own.
        var runs = new RunFilter { Batches = filter.Batches, Names = filter.Names, States = filter.AllAttempts ? [] : FailureStates };
        await foreach (var run in store.ReadRunsAsync(filter.JobId, runs, cancellationToken).ConfigureAwait(false))
        {
            if (filter.Numbers.Count > 0 && !filter.Numbers.Contains(run.Number))
            {
                continue;
            }

            if (!filter.AllAttempts)
            {
                if (run is { Error: { } error, Attempts: > 0, State: not TargetState.Completed } && run.State.IsFinal()
                    && !told.Contains((run.Number, run.Attempts)))
                {
                    yield return Record(filter.JobId, run, run.Attempts, error, run.StartedAt, run.Duration);
                }

                continue;
            }

            if (run.Attempts > 0)
            {
                await foreach (var attempt in store.ReadAttemptsAsync(filter.JobId, run.Number, cancellationToken).ConfigureAwait(false))
                {
                    if (attempt.Error is { } error && !told.Contains((run.Number, attempt.Attempt)))
                    {
                        yield return Record(filter.JobId, run, attempt.Attempt, error, attempt.StartedAt,
                            attempt.EndedAt - attempt.StartedAt);
                    }
                }
            }
        }
    }

    private static StepResult Record(string jobId, TargetRun run, int attempt, RunError error, DateTimeOffset? startedAt,
        TimeSpan? duration) => new()
    {
        JobId = jobId,
        Number = run.Number,
        Batch = run.Batch,
        Name = run.Name,
        Attempt = attempt,
        Command = "",
        Error = error,
        StartedAt = startedAt ?? default,
        Duration = duration ?? TimeSpan.Zero,
        Output = "",
    };
}
