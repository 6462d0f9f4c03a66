namespace NetBatch.Remediation.Jobs;

/// <summary>Sends the lines of a change, and leaves nothing half made where this session can still see to it.</summary>
internal sealed class ChangeSender(IConfigChanger changer, IRunContext run, RemediationArgs args, ConfigCapabilities means,
    Func<PreparedChange, Rollback> wayBack)
{
    /// <summary>Keeps the config on the device where that is what brings it back; from here on the device's timer may run.</summary>
    /// <returns>The change as it can be sent.</returns>
    public async Task<PreparedChange> ArmAsync(IDeviceSession session, PreparedChange change)
    {
        if (change.Net == RollbackMethod.Checkpoint
            && (await changer.RunSafetyStepAsync(run, session, change.Lines, SafetyStep.Checkpoint).ConfigureAwait(false)).Error
                is { } error)
        {
            await run.WarnAsync($"The device keeps no checkpoint ({error.Message}); a failed change would be taken back by lines.",
                run.OwnerLost).ConfigureAwait(false);
            return change with { Net = RollbackMethod.Lines };
        }

        return change with { Clock = RevertClock.Start(run.Time, change.Lines.RevertAfter) };
    }

    /// <summary>Sends the lines. What comes back is a trouble that a new session has to look into; all else is thrown.</summary>
    public async Task<ConfigChangeException?> SendAsync(IDeviceSession session, PreparedChange change, CancellationToken cancellationToken)
    {
        var aftercare = new SafetyCleanup(changer, run, change);
        var armsFirst = change.Net == RollbackMethod.Timer && means.Timed is { ArmsFirst: true };
        try
        {
            await changer.SendAsync(run, session, change.Lines, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (ConfigChangeException trouble) when (trouble.Left == ChangeRemainder.Nothing)
        {
            // A timer that ran from the start must not outlive the job: a new session ends it where this one cannot.
            if (armsFirst && !await aftercare.DisarmAsync(session).ConfigureAwait(false))
            {
                return trouble;
            }

            await aftercare.DropAsync(session).ConfigureAwait(false);
            throw;
        }
        catch (ConfigChangeException trouble) when (trouble.Left == ChangeRemainder.Part)
        {
            if (!args.RollbackOnFailure)
            {
                throw;
            }

            return await wayBack(change).TakeAsync(session, trouble, isLast: false).ConfigureAwait(false) is { } end
                ? throw await Rollback.EndAsync(run, end).ConfigureAwait(false)
                : trouble;
        }
        catch (ConfigChangeException trouble) when (trouble.Left == ChangeRemainder.Whole || !run.SafeStop.IsCancellationRequested)
        {
            return trouble;
        }
        catch (Exception problem)
            when (problem is OperationCanceledException
                or NetBatchException and not ConfigChangeException and not { Code: ErrorCode.LeaseLost })
        {
            if (armsFirst)
            {
                await aftercare.DisarmOrWarnAsync(session).ConfigureAwait(false);
            }

            await aftercare.DropAsync(session).ConfigureAwait(false);
            throw;
        }
    }
}
