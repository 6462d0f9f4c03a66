using NetBatch.Ssh.Shell;

namespace NetBatch.Ssh.Work;

/// <summary>One config job on one device, from entering config mode to the save.</summary>
internal sealed class ConfigRun(IRunContext run, IDeviceSession session, ConfigForm form)
{
    private readonly Steps _steps = new(run);
    private int _applied;

    /// <summary>Carries it out.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (session is IConfigSession worded)
        {
            (worded.EnterWords, worded.CommitWords) = (form.Enter, form.Commit);
        }

        Demand(await ReadAsync(form.Enter, session.EnterConfigAsync, cancellationToken).ConfigureAwait(false), ConfigLeft.Nothing);
        using (var safe = new SafePoint(run))
        {
            for (var i = 0; i < form.Lines.Count; i++)
            {
                if (safe.IsStopping && (session.HasCandidate || !ConfigText.IsWithinSection(form.Lines, i, form.Rules)))
                {
                    await StopAsync().ConfigureAwait(false);
                    throw new OperationCanceledException(run.SafeStop);
                }

                await LineAsync(i, safe).ConfigureAwait(false);
                _applied++;
            }
        }

        // The last moment at which a candidate can be left unmade; what has begun behind it ends in order, as do lines that all work already.
        if (session.HasCandidate && run.SafeStop.IsCancellationRequested)
        {
            await StopAsync().ConfigureAwait(false);
            throw new OperationCanceledException(run.SafeStop);
        }

        await SettleAsync().ConfigureAwait(false);
    }

    private async Task LineAsync(int index, SafePoint safe)
    {
        var line = form.Lines[index];
        var command = new DeviceCommand(line, form.Answers);
        StepOutcome outcome;
        if (session.HasCandidate)
        {
            outcome = await CandidateLineAsync(line, command, safe).ConfigureAwait(false);
        }
        else
        {
            outcome = await _steps.ChangeAsync(line, (output, cut) => session.ConfigureAsync(command, output, cut), safe, run.OwnerLost).ConfigureAwait(false);
        }

        if (outcome.Error is not { } error)
        {
            return;
        }

        var where = $"{error.Message} It is line {index + 1} of {form.Lines.Count}; ";
        if (session.HasCandidate)
        {
            var unmade = await AbortAsync().ConfigureAwait(false);
            throw Failed(error, where + (unmade ? "nothing of the change remains on the device." : "nothing was committed, and the abort did not work."), ConfigLeft.Nothing);
        }

        await ReadAsync(form.Leave, session.LeaveConfigAsync, run.OwnerLost).ConfigureAwait(false);
        throw Failed(error, where + AppliedWords(), _applied == 0 ? ConfigLeft.Nothing : ConfigLeft.Part);
    }

    /// <summary>A line into a candidate: until the commit nothing works, so its end is known whatever happens to the session.</summary>
    private async Task<StepOutcome> CandidateLineAsync(string line, DeviceCommand command, SafePoint safe)
    {
        var recorder = await run.BeginChangeAsync(line, run.OwnerLost).ConfigureAwait(false);
        try
        {
            var outcome = await session.ConfigureAsync(command, recorder, safe.Cut).ConfigureAwait(false);
            await recorder.EndAsync(outcome.Error, outcome.ExitStatus, run.OwnerLost).ConfigureAwait(false);
            return outcome;
        }
        catch (NetBatchException problem) when (problem.Code != ErrorCode.LeaseLost)
        {
            await recorder.EndAsync(problem.ToRunError(), null, run.OwnerLost).ConfigureAwait(false);
            throw Failed(problem.ToRunError(), $"{problem.Message} Nothing was committed.", ConfigLeft.Nothing, problem);
        }
        catch (OperationCanceledException) when (safe.IsOver)
        {
            await recorder.EndAsync(
                new RunError(ErrorCode.Stopped, $"The line had not ended {SafePoint.Grace.TotalSeconds:0} s after the stop; nothing was committed."), null, run.OwnerLost).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Commit, leave, save: none is cut by a stop or a deadline once it has begun.</summary>
    private async Task SettleAsync()
    {
        using var never = new SafePoint(run, stops: false);
        if (session.HasCandidate)
        {
            var commit = await _steps.ChangeAsync(form.Commit ?? "commit", session.CommitAsync, never, run.OwnerLost).ConfigureAwait(false);
            if (commit.Error is { } refused)
            {
                var unmade = await AbortAsync().ConfigureAwait(false);
                throw Failed(refused, refused.Message + (unmade ? " Nothing of the change remains on the device." : " The abort did not work."), ConfigLeft.Nothing);
            }
        }

        Demand(await ReadAsync(form.Leave, session.LeaveConfigAsync, run.OwnerLost).ConfigureAwait(false), ConfigLeft.Whole);
        if (form.Save is not { } save)
        {
            return;
        }

        if (run.SafeStop.IsCancellationRequested)
        {
            await run.WarnAsync("The change is made; it was stopped before the save, so a restart of the device loses it.", run.OwnerLost).ConfigureAwait(false);
            throw new OperationCanceledException(run.SafeStop);
        }

        if ((await _steps.ChangeAsync(save, session.SaveAsync, never, run.OwnerLost).ConfigureAwait(false)).Error is { } error)
        {
            throw Failed(error, $"{error.Message} The change is made and not saved.", ConfigLeft.Whole);
        }
    }

    /// <summary>Ends at a safe point after a stop or the deadline.</summary>
    private async Task StopAsync()
    {
        if (session.HasCandidate)
        {
            var unmade = await AbortAsync().ConfigureAwait(false);
            await run.WarnAsync(unmade ? "Stopped; nothing of the change remains on the device." : "Stopped; nothing was committed, and the abort did not work.", run.OwnerLost).ConfigureAwait(false);
            return;
        }

        await ReadAsync(form.Leave, session.LeaveConfigAsync, run.OwnerLost).ConfigureAwait(false);
        if (_applied > 0)
        {
            throw new ConfigChangeException(
                new RunError(
                    ErrorCode.OutcomeUnknown,
                    $"Stopped in the middle of the change; {AppliedWords()}",
                    "Look at the device and put it in order, then say so: resume with Skip or Repeat."),
                ConfigLeft.Part);
        }

        await run.WarnAsync($"Stopped; {AppliedWords()}", run.OwnerLost).ConfigureAwait(false);
    }

    private async Task<bool> AbortAsync()
    {
        var recorder = await run.BeginChangeAsync(form.Abort, run.OwnerLost).ConfigureAwait(false);
        try
        {
            var unmade = await session.AbortAsync(recorder, run.OwnerLost).ConfigureAwait(false);
            await recorder.EndAsync(unmade ? null : new RunError(ErrorCode.CommandRejected, "The device did not carry out the abort."), null, run.OwnerLost).ConfigureAwait(false);
            return unmade;
        }
        catch (NetBatchException problem) when (problem.Code != ErrorCode.LeaseLost)
        {
            // Known all the same: without a commit the candidate goes with its session.
            await recorder.EndAsync(problem.ToRunError(), null, run.OwnerLost).ConfigureAwait(false);
            return false;
        }
    }

    private string AppliedWords() => _applied switch
    {
        0 => "no line was applied.",
        1 => "the first line is applied and not saved.",
        _ => $"the first {_applied} lines are applied and not saved.",
    };

    private async Task<StepOutcome> ReadAsync(string? text, Func<IStepRecorder, CancellationToken, Task<StepOutcome>> step, CancellationToken cancellationToken) =>
        text is null
            ? await step(new Capture(), cancellationToken).ConfigureAwait(false)
            : await _steps.ReadAsync(text, step, cancellationToken).ConfigureAwait(false);

    private static void Demand(StepOutcome outcome, ConfigLeft left)
    {
        if (outcome.Error is { } error)
        {
            throw Failed(error, error.Message, left);
        }
    }

    private static ConfigChangeException Failed(RunError error, string message, ConfigLeft left, Exception? inner = null) =>
        new(error with { Message = message }, left, inner: inner);
}
