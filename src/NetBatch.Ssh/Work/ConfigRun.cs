using NetBatch.Ssh.Shell;

namespace NetBatch.Ssh.Work;

/// <summary>One config job on one device, from entering config mode to the save.</summary>
internal sealed class ConfigRun(IRunContext run, IDeviceSession session, ConfigForm form)
{
    private readonly Steps steps = new(run);
    private int applied;

    /// <summary>Carries it out.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        EnsurePlain();
        if (session is IConfigSession worded)
        {
            (worded.EnterCommand, worded.CommitCommand) = (form.Enter, form.Commit);
            (worded.CommitLimit, worded.SaveLimit, worded.AllowedNotices) = (form.CommitLimit, form.SaveLimit, form.Notices);
        }

        var entered = form is { EnterArms: true, Enter: { } arming }
            ? await steps.ChangeAsync(arming, session.EnterConfigAsync, cancellationToken).ConfigureAwait(false)
            : await ReadAsync(form.Enter, session.EnterConfigAsync, cancellationToken).ConfigureAwait(false);
        Ensure(entered, ChangeRemainder.Nothing);
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
                applied++;
            }
        }

        // The last moment at which a candidate can be left unmade; what has begun behind it ends in order, as do lines that all work
        // already.
        if (session.HasCandidate && run.SafeStop.IsCancellationRequested)
        {
            await StopAsync().ConfigureAwait(false);
            throw new OperationCanceledException(run.SafeStop);
        }

        await CommitAndLeaveAsync().ConfigureAwait(false);
    }

    private async Task LineAsync(int index, SafePoint safe)
    {
        var line = form.Lines[index];
        var command = new DeviceCommand(line, form.Answers) { OpensSection = ConfigText.OpensSection(form.Lines, index, form.Rules) };
        StepOutcome outcome;
        if (session.HasCandidate)
        {
            outcome = await CandidateLineAsync(line, command, safe).ConfigureAwait(false);
        }
        else
        {
            outcome = await WorkingLineAsync(line, command, safe).ConfigureAwait(false);
        }

        if (outcome.Error is not { } error)
        {
            return;
        }

        var where = $"{error.Message} It is line {index + 1} of {form.Lines.Count}; ";
        if (session.HasCandidate)
        {
            var unmade = await AbortAsync().ConfigureAwait(false);
            throw Failed(error, where
                + (unmade ? "nothing of the change remains on the device." : "nothing was committed, and the abort did not work."),
                ChangeRemainder.Nothing);
        }

        throw Failed(error, where + AppliedWords() + await LeaveAsync().ConfigureAwait(false), Left);
    }

    /// <summary>A line that works at once: whatever ends it, its error tells what is left on the device.</summary>
    private async Task<StepOutcome> WorkingLineAsync(string line, DeviceCommand command, SafePoint safe)
    {
        try
        {
            return await steps.ChangeAsync(line, (output, cut) => session.ConfigureAsync(command, output, cut), safe, run.OwnerLost)
                .ConfigureAwait(false);
        }
        catch (ConfigChangeException unknown) when (applied > 0)
        {
            throw new ConfigChangeException(
                unknown.ToRunError() with { Message = $"{unknown.Message} Before it {AppliedWords()}" }, unknown.Left, unknown.Open,
                unknown.InnerException);
        }
        catch (NetBatchException problem) when (problem.Code != ErrorCode.LeaseLost && problem is not ConfigChangeException)
        {
            // A line that led out of config mode was taken, and what it did is not told.
            var sent = problem.Code == ErrorCode.UnexpectedMode;
            throw Failed(
                problem.ToRunError(),
                $"{problem.Message} Before it {AppliedWords()}{await LeaveAsync().ConfigureAwait(false)}",
                sent ? ChangeRemainder.Part : Left,
                problem);
        }
    }

    /// <summary>Leaves config mode after a failure, which counts more than this does. What does not work is told.</summary>
    private async Task<string> LeaveAsync()
    {
        if (session is IConfigSession { AbortsSections: true })
        {
            return await AbortAsync().ConfigureAwait(false) ? "" : " The abort did not work.";
        }

        try
        {
            var outcome = await ReadAsync(form.Leave, session.LeaveConfigAsync, run.OwnerLost).ConfigureAwait(false);
            return outcome.Error is { } error ? " " + error.Message : "";
        }
        catch (NetBatchException problem) when (problem.Code != ErrorCode.LeaseLost)
        {
            return $" Config mode was not left: {problem.Message}";
        }
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
            throw Failed(problem.ToRunError(), $"{problem.Message} Nothing was committed.", ChangeRemainder.Nothing, problem);
        }
        catch (OperationCanceledException) when (safe.IsOver)
        {
            await recorder.EndAsync(
                new RunError(ErrorCode.Stopped,
                    $"The line had not ended {SafePoint.Grace.TotalSeconds:0} s after the stop; nothing was committed."), null,
                    run.OwnerLost).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Commit, leave, save: none is cut by a stop or a deadline once it has begun.</summary>
    private async Task CommitAndLeaveAsync()
    {
        using var never = new SafePoint(run, stops: false);
        if (session.HasCandidate)
        {
            var commit = await CommitAsync(never).ConfigureAwait(false);
            if (commit.Error is { } refused)
            {
                var unmade = await AbortAsync().ConfigureAwait(false);
                throw Failed(refused,
                    refused.Message + (unmade ? " Nothing of the change remains on the device." : " The abort did not work."),
                    ChangeRemainder.Nothing);
            }
        }

        await LeaveWholeAsync().ConfigureAwait(false);
        if (form.Save is not { } save)
        {
            return;
        }

        if (run.SafeStop.IsCancellationRequested)
        {
            await run.WarnAsync("The change is made; it was stopped before the save, so a restart of the device loses it.", run.OwnerLost)
                .ConfigureAwait(false);
            throw new OperationCanceledException(run.SafeStop);
        }

        if ((await steps.ChangeAsync(save, session.SaveAsync, never, run.OwnerLost).ConfigureAwait(false)).Error is { } error)
        {
            throw Failed(error, $"{error.Message} The change is made and not saved.", ChangeRemainder.Whole);
        }
    }

    private async Task<StepOutcome> CommitAsync(SafePoint never)
    {
        try
        {
            return await steps.ChangeAsync(form.Commit ?? "commit", session.CommitAsync, never, run.OwnerLost).ConfigureAwait(false);
        }
        catch (NetBatchException problem) when (problem.Code != ErrorCode.LeaseLost && problem is not ConfigChangeException)
        {
            throw Failed(problem.ToRunError(), $"{problem.Message} Whether the commit took effect is not known.", ChangeRemainder.Unknown,
                problem);
        }
    }

    /// <summary>The way out of a change that is made: where it fails, all of the change works.</summary>
    private async Task LeaveWholeAsync()
    {
        var made = session.HasCandidate ? "The change is committed" : $"All {applied} lines are applied";
        try
        {
            var left = await ReadAsync(form.Leave, session.LeaveConfigAsync, run.OwnerLost).ConfigureAwait(false);
            if (left.Error is { } error)
            {
                throw Failed(error, $"{error.Message} {made}.", ChangeRemainder.Whole);
            }
        }
        catch (NetBatchException problem) when (problem.Code != ErrorCode.LeaseLost && problem is not ConfigChangeException)
        {
            throw Failed(problem.ToRunError(), $"{made}, and then config mode could not be left: {problem.Message}", ChangeRemainder.Whole,
                problem);
        }
    }

    /// <summary>Ends at a safe point after a stop or the deadline.</summary>
    private async Task StopAsync()
    {
        if (session.HasCandidate)
        {
            var unmade = await AbortAsync().ConfigureAwait(false);
            await run.WarnAsync(unmade ? "Stopped; nothing of the change remains on the device."
                : "Stopped; nothing was committed, and the abort did not work.", run.OwnerLost).ConfigureAwait(false);
            return;
        }

        var trouble = await LeaveAsync().ConfigureAwait(false);
        if (applied > 0)
        {
            throw new ConfigChangeException(
                new RunError(
                    ErrorCode.OutcomeUnknown,
                    $"Stopped in the middle of the change; {AppliedWords()}{trouble}",
                    "Look at the device and put it in order, then say so: resume with Skip or Repeat; a deployment looks by itself with "
                        + "Verify."),
                ChangeRemainder.Part);
        }

        await run.WarnAsync($"Stopped; {AppliedWords()}{trouble}", run.OwnerLost).ConfigureAwait(false);
    }

    private async Task<bool> AbortAsync()
    {
        var recorder = await run.BeginChangeAsync(form.Abort, run.OwnerLost).ConfigureAwait(false);
        try
        {
            var unmade = await session.AbortAsync(recorder, run.OwnerLost).ConfigureAwait(false);
            await recorder.EndAsync(unmade ? null : new RunError(ErrorCode.CommandRejected, "The device did not carry out the abort."),
                null, run.OwnerLost).ConfigureAwait(false);
            return unmade;
        }
        catch (NetBatchException problem) when (problem.Code != ErrorCode.LeaseLost)
        {
            // Known all the same: without a commit the candidate goes with its session.
            await recorder.EndAsync(problem.ToRunError(), null, run.OwnerLost).ConfigureAwait(false);
            return false;
        }
    }

    private ChangeRemainder Left => SavedSections is { Count: 0 } || applied == 0 ? ChangeRemainder.Nothing : ChangeRemainder.Part;

    /// <summary>Where a section is saved by the line that closes it: those that were. Null: lines work at once.</summary>
    private IReadOnlyList<string>? SavedSections =>
        session is IConfigSession { AbortsSections: true } ? ConfigText.ClosedSections(form.Lines, applied, form.Rules) : null;

    private string AppliedWords() => SavedSections is { } saved
        ? saved.Count == 0 ? "nothing of it was saved; the open section was left by the abort."
            : $"saved are {string.Join("; ", saved.Select(CommandText.Quote))}; the open section was left by the abort."
        : applied switch
    {
        0 => "no line was applied.",
        1 => "the first line is applied and not saved.",
        _ => $"the first {applied} lines are applied and not saved.",
    };

    private async Task<StepOutcome> ReadAsync(string? text, Func<IStepRecorder, CancellationToken, Task<StepOutcome>> step,
        CancellationToken cancellationToken) =>
        text is null
            ? await step(new Capture(), cancellationToken).ConfigureAwait(false)
            : await steps.ReadAsync(text, step, cancellationToken).ConfigureAwait(false);

    /// <summary>Looks at every text that will be sent, before the first is.</summary>
    private void EnsurePlain()
    {
        foreach (var text in form.Lines.Append(form.Enter).Append(form.Commit).OfType<string>())
        {
            // A banner has lines; what enters and commits is one.
            if (CommandText.Problem(text, lines: !ReferenceEquals(text, form.Enter) && !ReferenceEquals(text, form.Commit)) is { } problem)
            {
                var error = new RunError(ErrorCode.InvalidArgument,
                    $"The line '{CommandText.Quote(text)}' cannot be sent: {problem}. Nothing was sent.",
                    "Write each line in plain characters.");
                throw Failed(error, error.Message, ChangeRemainder.Nothing);
            }
        }
    }

    private static void Ensure(StepOutcome outcome, ChangeRemainder left)
    {
        if (outcome.Error is { } error)
        {
            throw Failed(error, error.Message, left);
        }
    }

    private static ConfigChangeException Failed(RunError error, string message, ChangeRemainder left, Exception? inner = null) =>
        new(error with { Message = message }, left, inner: inner);
}
