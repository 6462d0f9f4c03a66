using NetBatch.Ssh.Shell;

namespace NetBatch.Ssh.Work;

/// <summary>Carries out steps between their beginning and their recorded end.</summary>
internal sealed class Steps(IRunContext run)
{
    /// <summary>A step that only reads; a stop cuts it.</summary>
    public async Task<StepOutcome> ReadAsync(
        string text, Func<IStepRecorder, CancellationToken, Task<StepOutcome>> step, CancellationToken cancellationToken)
    {
        var recorder = await run.BeginReadAsync(text, cancellationToken).ConfigureAwait(false);
        try
        {
            var outcome = await step(recorder, cancellationToken).ConfigureAwait(false);
            await recorder.EndAsync(outcome.Error, outcome.ExitStatus, run.OwnerLost).ConfigureAwait(false);
            return outcome;
        }
        catch (NetBatchException problem) when (problem.Code != ErrorCode.LeaseLost)
        {
            await recorder.EndAsync(problem.ToRunError(), null, run.OwnerLost).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// A step that may change the device. Once begun it runs to its prompt: a stop cuts it only when its grace is
    /// over. Where its end is not known its recorder stays open.
    /// </summary>
    public async Task<StepOutcome> ChangeAsync(
        string text, Func<IStepRecorder, CancellationToken, Task<StepOutcome>> step, CancellationToken cancellationToken)
    {
        using var safe = new SafePoint(run);
        return await ChangeAsync(text, step, safe, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The same with a grace that other steps share.</summary>
    public async Task<StepOutcome> ChangeAsync(
        string text, Func<IStepRecorder, CancellationToken, Task<StepOutcome>> step, SafePoint safe, CancellationToken cancellationToken)
    {
        var recorder = await run.BeginChangeAsync(text, cancellationToken).ConfigureAwait(false);
        try
        {
            var outcome = await step(recorder, safe.Cut).ConfigureAwait(false);
            await recorder.EndAsync(outcome.Error, outcome.ExitStatus, run.OwnerLost).ConfigureAwait(false);
            return outcome;
        }
        catch (NetBatchException problem)
            when (problem.Code is ErrorCode.UnexpectedMode or ErrorCode.InvalidArgument or ErrorCode.ConfigUnavailable)
        {
            // The prompt came back, or nothing was sent: the end is known.
            await recorder.EndAsync(problem.ToRunError(), null, run.OwnerLost).ConfigureAwait(false);
            throw;
        }
        catch (NetBatchException problem) when (problem.Code != ErrorCode.LeaseLost)
        {
            throw Unknown(text, problem.Message, recorder, problem);
        }
        catch (OperationCanceledException problem) when (safe.IsOver)
        {
            throw Unknown(text, $"It had not ended {SafePoint.Grace.TotalSeconds:0} s after the stop.", recorder, problem);
        }
    }

    private static ConfigChangeException Unknown(string text, string why, IStepRecorder open, Exception inner) =>
        new(
            new RunError(
                ErrorCode.OutcomeUnknown,
                $"Whether '{CommandText.Quote(text)}' took effect is not known. {why}",
                "Look at the device, then resume the job with -Unknown Skip or Repeat; a deployment looks by itself with Verify."),
            ChangeRemainder.Unknown,
            open,
            inner);
}
