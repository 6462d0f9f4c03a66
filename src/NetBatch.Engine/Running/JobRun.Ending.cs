namespace NetBatch;

/// <summary>How a job ends, and what its kind of work does once for it behind its last target.</summary>
internal sealed partial class JobRun
{
    private readonly IJobFinisher? finisher;
    private readonly string jobId;

    private async Task<JobState> EndAsync()
    {
        if (writer.Lost.IsCancellationRequested)
        {
            return JobState.Interrupted;
        }

        if (intent == Intent.Exit)
        {
            return await ExitAsync().ConfigureAwait(false);
        }

        if (refusal is not null && !NothingLeft)
        {
            return await RefusedAsync().ConfigureAwait(false);
        }

        if (state == JobState.Waiting)
        {
            Intend(intent, JobState.Running, EndReason.None); // Nothing is left that was waited for.
        }

        string? unfinished;
        try
        {
            unfinished = await FinishAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return writer.Lost.IsCancellationRequested ? JobState.Interrupted : await ExitAsync().ConfigureAwait(false);
        }

        var stopped = state == JobState.Stopping;
        CloseRest(stopped ? TargetState.Stopped : TargetState.Skipped);
        var anyStopped = states.Count(TargetState.Stopped) > 0;
        var outcome = stopped && anyStopped
            ? JobState.Stopped
            : Transitions.Outcome(states.Targets.Count, states.Count(TargetState.Completed));
        var why = outcome == JobState.Stopped ? EndReason.Stop : breaker.Tripped ? EndReason.Breaker : EndReason.Done;
        outcome = unfinished is not null && outcome == JobState.Completed ? JobState.Partial : outcome;
        Transitions.Ensure(state, outcome);
        state = outcome;
        await writer.WriteAsync(new JobChanged(outcome, WaitReason.None, why, breaker.Reason ?? unfinished, attempt)).ConfigureAwait(false);
        return outcome;
    }

    /// <summary>The process ends: what is left can be resumed.</summary>
    private async Task<JobState> ExitAsync()
    {
        if (state != JobState.Paused)
        {
            state = JobState.Interrupted;
            await writer.WriteAsync(
                new JobChanged(state, WaitReason.None, EndReason.OwnerLost, "The process that ran the job ended; resume it to go on.",
                    attempt)).ConfigureAwait(false);
        }

        return state;
    }

    /// <summary>Gives what has not begun its final state.</summary>
    private void CloseRest(TargetState to)
    {
        foreach (var batch in states.Batches)
        {
            foreach (var number in states.In(batch, TargetState.Pending).ToArray())
            {
                if (unverified.Contains(number))
                {
                    states.Restore(number, TargetState.OutcomeUnknown);
                    continue;
                }

                states.Enter(number, to);
                writer.Post(new TargetChanged(number, to));
            }

            Enter(batch, TargetStates.Outcome(states.Counts(batch)));
        }
    }

    /// <summary>Lets the kind finish the job.</summary>
    /// <returns>What went wrong, or null.</returns>
    /// <exception cref="OperationCanceledException">The process is to end, or the job was lost.</exception>
    private async Task<string?> FinishAsync()
    {
        if (finisher is null)
        {
            return null;
        }

        using var cut = CancellationTokenSource.CreateLinkedTokenSource(hostExit.Token, writer.Lost);
        try
        {
            var work = finisher.FinishAsync(new JobFinish(jobId, spec.Name, spec.Work, states.Targets, time), cut.Token);
            while (!work.IsCompleted)
            {
                await Task.WhenAny(work, signals.Reader.WaitToReadAsync(cut.Token).AsTask()).ConfigureAwait(false);
                while (signals.Reader.TryRead(out var signal))
                {
                    // All else comes too late: every target has ended.
                    if (signal is Signal.HostExit)
                    {
                        Hear(signal);
                    }
                }
            }

            await work.ConfigureAwait(false);
            return null;
        }
        catch (NetBatchException problem) when (problem.Code != ErrorCode.LeaseLost)
        {
            return problem.Remedy is { } remedy ? $"{problem.Message} {remedy}" : problem.Message;
        }
    }
}
