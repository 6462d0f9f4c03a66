namespace NetBatch.Remediation.Jobs;

/// <summary>
/// Puts away what was laid on the device for its safety, once its configuration is settled. Nothing of it may hide how
/// the change ended: what does not work is a warning.
/// </summary>
internal sealed class SafetyCleanup(IConfigChanger changer, IRunContext run, PreparedChange change)
{
    /// <summary>Forgets the checkpoint.</summary>
    public async Task DropAsync(IDeviceSession session)
    {
        if (change.Net == RollbackMethod.Checkpoint && await TryAsync(session, SafetyStep.Drop).ConfigureAwait(false) is { } error)
        {
            await run.WarnAsync($"The checkpoint '{change.Mark}' stays on the device: {error.Message}", run.OwnerLost)
                .ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Ends a timer that may still run where nothing of the change is in effect: what it would go back to is there, and what
    /// others change meanwhile must not go with it. Where none runs the device says so, and nothing happens.
    /// </summary>
    /// <returns>False: the device could not be asked.</returns>
    public Task<bool> DisarmAsync(IDeviceSession session) => EndTimerAsync(session, SafetyStep.Disarm);

    /// <summary>Ends a timer that an earlier attempt may have set where its change is in effect whole, so that it stays.</summary>
    /// <returns>False: the device could not be asked.</returns>
    public Task<bool> ConfirmEarlierAsync(IDeviceSession session) => EndTimerAsync(session, SafetyStep.ConfirmEarlier);

    /// <summary>The same, and says where a timer is left.</summary>
    public async Task DisarmOrWarnAsync(IDeviceSession session)
    {
        if (!await DisarmAsync(session).ConfigureAwait(false))
        {
            await run.WarnAsync(
                $"The device's timer may still run: it goes back to the configuration before, {change.RevertAfter:0} s after it was "
                    + $"set, with what others change until then.",
                run.OwnerLost).ConfigureAwait(false);
        }
    }

    private async Task<bool> EndTimerAsync(IDeviceSession session, SafetyStep step)
    {
        var error = change.Net == RollbackMethod.Timer ? await TryAsync(session, step).ConfigureAwait(false) : null;
        // A device that says there is nothing to end has answered.
        return error is null || error.Code is ErrorCode.CommandRejected or ErrorCode.CommitFailed;
    }

    private async Task<RunError?> TryAsync(IDeviceSession session, SafetyStep step)
    {
        try
        {
            return (await changer.RunSafetyStepAsync(run, session, change.Lines, step).ConfigureAwait(false)).Error;
        }
        catch (NetBatchException problem) when (problem.Code != ErrorCode.LeaseLost)
        {
            if (problem is ConfigChangeException { Open: { } open })
            {
                // Either end of this step leaves the configuration as it is, so it makes no device's outcome unknown.
                await open.EndAsync(problem.ToRunError(), null, run.OwnerLost).ConfigureAwait(false);
            }

            return problem.ToRunError();
        }
    }
}
