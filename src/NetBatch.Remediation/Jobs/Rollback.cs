namespace NetBatch.Remediation.Jobs;

/// <summary>
/// Brings a device back after a failed change: by what it has for that itself, else by lines that are computed from what
/// runs. It looks before each way: a device that is as before is left alone, for its own way back would then take back
/// what somebody else did.
/// </summary>
/// <param name="changer">Makes the changes.</param>
/// <param name="run">The run.</param>
/// <param name="change">What is taken back.</param>
/// <param name="read">Reads what runs.</param>
/// <param name="target">Reads what the device would go back to if its timer were told; null: to where it was set.</param>
internal sealed class Rollback(
    IConfigChanger changer, IRunContext run, PreparedChange change, Func<IDeviceSession, Task<ConfigTree>> read,
    Func<IDeviceSession, Task<ConfigTree?>> target)
{
    private readonly SafetyCleanup aftercare = new(changer, run, change);

    /// <summary>How a change ends that was taken back: a stop that came between the lines is no failure then.</summary>
    public static async Task<Exception> EndAsync(IRunContext run, NetBatchException end)
    {
        if (run.SafeStop.IsCancellationRequested && end.Code == ErrorCode.OutcomeUnknown && end is not ConfigChangeException)
        {
            await run.WarnAsync(end.Message, run.OwnerLost).ConfigureAwait(false);
            return new OperationCanceledException(run.SafeStop);
        }

        return end;
    }

    /// <summary>Takes the change back, looks whether it is gone, and gives the error that tells of both.</summary>
    /// <param name="session">The session.</param>
    /// <param name="cause">Why it is taken back.</param>
    /// <param name="isLast">False: another session can be opened where this one is of no use.</param>
    /// <returns>Null: nothing could be read in this session, and nothing was sent.</returns>
    public async Task<NetBatchException?> TakeAsync(IDeviceSession session, NetBatchException cause, bool isLast)
    {
        ConfigTree now;
        try
        {
            now = await read(session).ConfigureAwait(false);
        }
        catch (NetBatchException lost) when (lost.Code != ErrorCode.LeaseLost)
        {
            return isLast ? NotWhole(cause, lost.Message, false) : null;
        }

        var problem = "";
        var isPending = change.Net == RollbackMethod.Timer;
        var isConfirmed = false;
        try
        {
            foreach (var way in change.Net == RollbackMethod.Lines ? [RollbackMethod.Lines] : new[] { change.Net, RollbackMethod.Lines })
            {
                if (ChangeGoal.Differences(change.Before.Tree, now).Count == 0)
                {
                    break;
                }

                // A timer that has run out has taken the change back already, and "back" would then mean the change itself.
                if (way == RollbackMethod.Timer && change.Clock.IsPressing)
                {
                    continue;
                }

                if (way == RollbackMethod.Timer && await target(session).ConfigureAwait(false) is { } goesTo
                    && ChangeGoal.Differences(change.Before.Tree, goesTo) is [_, ..] others)
                {
                    // Their commit has confirmed the change as well, and lines would take theirs away with it.
                    isConfirmed = true;
                    problem = $"Others have committed since: the device would go back to a configuration that differs from the one "
                        + $"before at '{UnifiedDiffer.First(others)}', and none was sent.";
                    break;
                }

                if (change.UndoesOwnCommit && (IsGone(now) || (way == RollbackMethod.Lines && OfOthers(now) is not null)))
                {
                    break; // What is left was committed by others, and lines would take it away.
                }

                var error = await GoAsync(session, way, now).ConfigureAwait(false);
                isPending &= way != RollbackMethod.Timer || error is not null;
                now = await read(session).ConfigureAwait(false);
                problem = error?.Message ?? "";
            }

            var left = ChangeGoal.Differences(change.Before.Tree, now);
            if (left.Count == 0)
            {
                if (isPending)
                {
                    await aftercare.DisarmOrWarnAsync(session).ConfigureAwait(false);
                }

                await aftercare.DropAsync(session).ConfigureAwait(false);
                return new NetBatchException(cause.Code, $"{cause.Message} It was taken back: the device's configuration is as before.",
                    cause.Remedy, cause);
            }

            if (change.UndoesOwnCommit && IsGone(now))
            {
                await aftercare.DropAsync(session).ConfigureAwait(false);
                return new NetBatchException(
                    cause.Code,
                    $"{cause.Message} It was taken back: nothing of it remains. What differs from the configuration before at '"
                        + $"{UnifiedDiffer.First(left)}' was committed by others since, and stays.",
                    cause.Remedy,
                    cause);
            }

            if (change.UndoesOwnCommit && OfOthers(now) is { } line)
            {
                problem += $"{(problem.Length > 0 ? " " : "")}Others have committed since ('{line}'), and lines that lead back would "
                    + $"take that away: none was sent.";
            }

            problem = problem.Length > 0 ? problem : $"The configuration differs from the one before at '{UnifiedDiffer.First(left)}'.";
        }
        catch (NetBatchException trouble)
            when (trouble.Code != ErrorCode.LeaseLost && trouble is not ConfigChangeException { Left: ChangeRemainder.Unknown })
        {
            problem = trouble.Message;
        }

        return NotWhole(cause, problem, isConfirmed);
    }

    private bool IsGone(ConfigTree now) => AppliedLines.In(now, change.Before.Tree, Lines()).There.Count == 0;

    /// <summary>A line that others changed since; null: the config is the one before with the change's lines made.</summary>
    private string? OfOthers(ConfigTree now)
    {
        var made = ConfigEngine.Predict(change.Before.Tree, Lines());
        var line = ConfigEngine.Remediation(made, now).Lines().Concat(ConfigEngine.Remediation(now, made).Lines()).FirstOrDefault();
        return line is null ? null : SecretRedactor.Redact(line.Trim());
    }

    private ConfigTree Lines() => ConfigParser.Commands(ConfigLines.Text(change.Lines.Lines), change.Before.Tree.Platform);

    private NetBatchException NotWhole(NetBatchException cause, string problem, bool isConfirmed) => new(
        ErrorCode.RollbackFailed,
        $"{cause.Message} It could not be taken back whole. {problem}"
            + (change.Net == RollbackMethod.Timer && !isConfirmed && !change.Clock.MayHaveRunOut
                ? $" Nobody has confirmed it: the device takes it back by itself {change.RevertAfter:0} s after it was made."
                : ""),
        "Look at the device; the configuration before is kept with the job (document 'before').",
        cause);

    private async Task<RunError?> GoAsync(IDeviceSession session, RollbackMethod way, ConfigTree now)
    {
        switch (way)
        {
            case RollbackMethod.Timer:
                return (await changer.RunSafetyStepAsync(run, session, change.Lines, SafetyStep.Revert).ConfigureAwait(false)).Error;
            case RollbackMethod.Checkpoint:
                return (await changer.RunSafetyStepAsync(run, session, change.Lines, SafetyStep.Restore).ConfigureAwait(false)).Error;
            default:
                var lines = ConfigEngine.Rollback(change.Before.Tree, now).Commands();
                if (lines.Count > 0)
                {
                    // A stop that has come already must not stop the way back at its first safe point.
                    await changer.SendAsync(new NonStoppableRun(run), session,
                        change.Lines with
                        {
                            Lines = lines, Answers = ChangeSteps.Answers(now, lines), Mark = null, RevertAfter = null, Save = false,
                        },
                        run.OwnerLost).ConfigureAwait(false);
                }

                return null;
        }
    }
}
