using System.Text;

namespace NetBatch.Remediation.Jobs;

/// <summary>
/// Looks over a new connection whether a change stands: its lines are there, the state that was to be kept is, and the
/// device's timer was told in time.
/// </summary>
internal sealed class Confirmation(IConfigChanger changer, IRunContext run, RemediationArgs args, ChangeGoal goal, RunningConfig config,
    StateWatch watch, PreparedChange change)
{
    private readonly SafetyCleanup aftercare = new(changer, run, change);

    private bool IsTimed => change.Net == RollbackMethod.Timer;

    /// <summary>Why the change is to be taken back; null: it stands, and works for good.</summary>
    /// <param name="session">The new session.</param>
    /// <param name="trouble">What went wrong when it was sent, or null.</param>
    /// <param name="wasLost">Whether the device was out of reach before this session.</param>
    /// <exception cref="ConfigChangeException">The device has taken it back by itself, or the end of the confirmation is not
    /// known.</exception>
    public async Task<NetBatchException?> CauseAsync(IDeviceSession session, ConfigChangeException? trouble, bool wasLost)
    {
        try
        {
            await session.RaisePrivilegeAsync(run.OwnerLost).ConfigureAwait(false);
            return trouble?.Left is ChangeRemainder.Nothing or ChangeRemainder.Part
                ? trouble
                : await VerifyAsync(session, trouble, wasLost).ConfigureAwait(false)
                    ?? (IsTimed ? await ConfirmAsync(session).ConfigureAwait(false) : null);
        }
        catch (NetBatchException problem) when (problem.Code != ErrorCode.LeaseLost && problem is not ConfigChangeException)
        {
            return problem;
        }
    }

    private async Task<NetBatchException?> VerifyAsync(IDeviceSession session, ConfigChangeException? trouble, bool wasLost)
    {
        var after = await config.KeepAsync(session, "after").ConfigureAwait(false);
        var remaining = goal.Remaining(after.Tree);
        if (trouble?.Open is { } open)
        {
            await open.EndAsync(remaining.Count == 0 ? null : trouble.ToRunError(), null, run.OwnerLost).ConfigureAwait(false);
        }

        if (IsAsBefore(after) && (trouble?.Left == ChangeRemainder.Unknown || (IsTimed && (wasLost || change.Clock.MayHaveRunOut))))
        {
            await aftercare.DisarmOrWarnAsync(session).ConfigureAwait(false);
            await aftercare.DropAsync(session).ConfigureAwait(false);
            throw Reverted(
                (IsTimed ? "The device was out of reach after the change and has taken it back by itself"
                    : "The session ended within the change, and nothing of it remains")
                + $": its configuration is as before.{(trouble is null ? "" : " " + trouble.Message)}",
                "Look which of the lines cuts the way to the device.");
        }

        if (remaining.Count > 0)
        {
            return Unreached(remaining, trouble);
        }

        // Before the change is confirmed: where the end of that is not known, the way back is there all the same.
        await run.KeepAsync(
            "rollback", Encoding.UTF8.GetBytes(ConfigLines.Text(ConfigEngine.Rollback(change.Before.Tree, after.Tree).Commands())),
            run.OwnerLost).ConfigureAwait(false);
        return await watch.LossAsync(session, CheckWait()).ConfigureAwait(false);
    }

    private async Task<NetBatchException?> ConfirmAsync(IDeviceSession session)
    {
        if ((await changer.RunSafetyStepAsync(run, session, change.Lines, SafetyStep.Confirm).ConfigureAwait(false)).Error is { } error)
        {
            return new NetBatchException(error.Code, $"The change was verified and could not be confirmed. {error.Message}", error.Remedy);
        }

        if (!change.Clock.MayHaveRunOut)
        {
            return null;
        }

        // The device may have been quicker than the confirmation, which then confirmed nothing.
        var after = await config.KeepAsync(session, "after").ConfigureAwait(false);
        if (IsAsBefore(after))
        {
            throw Reverted(
                $"The device's timer of {change.RevertAfter:0} s ran out before the confirmation reached it, and it has taken the "
                    + $"change back by itself: its configuration is as before.",
                "Give more time: -RevertAfter (--revert-after).");
        }

        return goal.Remaining(after.Tree) is { Count: > 0 } gone ? Unreached(gone, null) : null;
    }

    private bool IsAsBefore(DeviceText after) => ChangeGoal.Differences(change.Before.Tree, after.Tree).Count == 0;

    // The device's timer must not run out while its state settles.
    private TimeSpan CheckWait()
    {
        var most = TimeSpan.FromSeconds(args.CheckWait);
        return change.Clock.Left is not { } left || left > most ? most : left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private static ConfigChangeException Reverted(string message, string remedy) =>
        new(new RunError(ErrorCode.ChangeReverted, message, remedy), ChangeRemainder.Nothing);

    private static NetBatchException Unreached(IReadOnlyList<string> remaining, ConfigChangeException? trouble)
    {
        var left = $"{remaining.Count} line{(remaining.Count == 1 ? " remains" : "s remain")} to be done, the first is '"
            + $"{SecretRedactor.Redact(remaining[0].Trim())}'.";
        return trouble is null
            ? new NetBatchException(
                ErrorCode.VerifyFailed, $"After the change {left}",
                "The device shows the line in another form, or did not take it; mend the intended config.")
            // What the new session found is known; the trouble is why it is less than was wanted.
            : new NetBatchException(
                (trouble.InnerException as NetBatchException)?.Code ?? ErrorCode.VerifyFailed,
                $"{trouble.InnerException?.Message ?? trouble.Message} Over a new connection {left}",
                "Look why the change was cut short, then deploy again.",
                trouble);
    }
}
