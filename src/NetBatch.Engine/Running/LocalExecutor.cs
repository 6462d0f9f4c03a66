using System.Diagnostics;

namespace NetBatch;

/// <summary>Works on targets in this process.</summary>
/// <param name="catalog">The kinds of work.</param>
/// <param name="secrets">Where secrets come from.</param>
/// <param name="time">The clock.</param>
/// <param name="feed">Whom to tell what is said with targets; null: nobody.</param>
public sealed class LocalExecutor(WorkCatalog catalog, ISecretResolver secrets, TimeProvider time, TranscriptFeed? feed = null)
    : ITargetExecutor
{
    /// <inheritdoc/>
    public async Task<ExecutionEnd> ExecuteAsync(WorkOrder order, IRunOwner owner, RunControl control)
    {
        ArgumentNullException.ThrowIfNull(order);
        using var deadline = new CancellationTokenSource(order.TimeLeft > TimeSpan.Zero ? order.TimeLeft : TimeSpan.FromMilliseconds(1),
            time);
        using var safeStop = CancellationTokenSource.CreateLinkedTokenSource(control.SafeStop, deadline.Token, control.OwnerLost);
        var transcript = order.Transcript || feed is { IsHeard: true } ? new RunTranscript(order, time, feed is null ? null : feed.Post)
            : null;
        var known = secrets.For(order);
        var run = new RunContext(order, owner, transcript is null ? known : new HiddenSecrets(known, transcript), time, transcript,
            safeStop.Token, control.OwnerLost);
        using var activity = Begin(order);
        var began = time.GetTimestamp();
        var (state, error) = await AttemptAsync(order, run, control, deadline.Token, safeStop.Token).ConfigureAwait(false);
        if (control.OwnerLost.IsCancellationRequested)
        {
            return ExecutionEnd.LetGo;
        }

        if (run.OpenChange is { } change)
        {
            state = TargetState.OutcomeUnknown;
            error = new RunError(
                ErrorCode.OutcomeUnknown,
                $"'{change}' was sent and its end is not known{(error is null ? "." : $" ({error.Message})")}",
                "Look at the device, then say so: resume with Skip or Repeat; a deployment looks by itself with Verify.");
        }

        transcript?.Note(error is null ? $"{state}." : $"{state}: {error.Code}: {error.Message}");
        if (order.Transcript)
        {
            await run.KeepAsync(TranscriptDocument.Name(order.Attempt), TranscriptDocument.Write(transcript!.Lines()),
                CancellationToken.None).ConfigureAwait(false);
        }

        End(activity, order, state, error, time.GetElapsedTime(began));
        await run.EndAsync(state, error).ConfigureAwait(false);
        return ExecutionEnd.Reported;
    }

    private static Activity? Begin(WorkOrder order) => BatchDiagnostics.Activities.StartActivity("target")?
        .SetTag("netbatch.job", order.JobId).SetTag("netbatch.work", order.Work.Kind).SetTag("netbatch.target", order.Target.Name)
        .SetTag("netbatch.number", order.Number).SetTag("netbatch.attempt", order.Attempt);

    private static void End(Activity? activity, WorkOrder order, TargetState state, RunError? error, TimeSpan took)
    {
        var kind = new KeyValuePair<string, object?>("netbatch.work", order.Work.Kind);
        BatchDiagnostics.Attempts.Add(1, kind, new("netbatch.state", state.ToString()));
        BatchDiagnostics.AttemptDuration.Record(took.TotalSeconds, kind);
        activity?.SetTag("netbatch.state", state.ToString())
            .SetStatus(error is null ? ActivityStatusCode.Ok : ActivityStatusCode.Error, error?.Code.ToString());
    }

    private async Task<(TargetState State, RunError? Error)> AttemptAsync(
        WorkOrder order, RunContext run, RunControl control, CancellationToken deadline, CancellationToken cut)
    {
        try
        {
            var kind = catalog.Find(order.Work.Kind, order.Work.Version);
            if (!order.Verify || await VerifyAsync(kind, run, control, cut).ConfigureAwait(false))
            {
                await kind.RunAsync(run, cut).ConfigureAwait(false);
            }

            return (TargetState.Completed, null);
        }
        catch (NetBatchException trouble)
        {
            var error = trouble.ToRunError();
            if (error.Code == ErrorCode.OutcomeUnknown)
            {
                return (TargetState.OutcomeUnknown, error);
            }

            return (error.IsConnectClass && !run.WasConnected ? TargetState.ConnectionFailed : TargetState.Failed, error);
        }
        catch (OperationCanceledException) when (control.SafeStop.IsCancellationRequested)
        {
            return (TargetState.Stopped, new RunError(ErrorCode.Stopped, "The job was stopped while this target was worked on."));
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            return (TargetState.Failed, new RunError(
                ErrorCode.DeadlineExceeded,
                $"The target's own time was used up ({order.TimeLeft.TotalSeconds:0} s were left for this attempt).",
                "Raise TargetTimeout if the device needs longer."));
        }
        catch (OperationCanceledException) when (control.OwnerLost.IsCancellationRequested)
        {
            return (TargetState.Interrupted, null);
        }
#pragma warning disable CA1031 // A defect in a kind of work must not end the job; it is recorded for what it is.
        catch (Exception defect)
#pragma warning restore CA1031
        {
            return (TargetState.Failed, RunError.Of(defect));
        }
    }

    /// <summary>Whether the work is to be done. What could not be looked at is as unknown as before, whatever kept it.</summary>
    private static async Task<bool> VerifyAsync(WorkKind kind, RunContext run, RunControl control, CancellationToken cut)
    {
        try
        {
            return await ((IOutcomeVerifier)kind).VerifyAsync(run, cut).ConfigureAwait(false);
        }
        catch (Exception problem)
            when (!control.OwnerLost.IsCancellationRequested && problem is not NetBatchException { Code: ErrorCode.OutcomeUnknown })
        {
            throw Unverified.Because(
                problem switch
                {
                    OperationCanceledException => "it was stopped, or its time was used up.",
                    NetBatchException => problem.Message,
                    // A defect, which must look like one.
                    _ => $"{problem.GetType().Name}: {problem.Message}",
                },
                problem);
        }
    }
}
