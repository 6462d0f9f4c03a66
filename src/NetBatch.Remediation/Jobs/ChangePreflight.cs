namespace NetBatch.Remediation.Jobs;

/// <summary>
/// What comes before the first line: what runs is read and the change computed anew, the guards are asked, the state to
/// keep is looked at, and what brings the device back is chosen.
/// </summary>
internal sealed class ChangePreflight(
    IDeviceConnector connector, IRunContext run, Device device, RemediationArgs args, ConfigCapabilities means, ChangeGoal goal,
    RunningConfig config, StateWatch watch, StartupSave save, StaleRevertTimer timer)
{
    /// <summary>The change; null: nothing is to be done.</summary>
    /// <exception cref="NetBatchException">It may not be sent.</exception>
    public async Task<PreparedChange?> PrepareAsync(IDeviceSession session, CancellationToken cancellationToken)
    {
        await session.RaisePrivilegeAsync(cancellationToken).ConfigureAwait(false);
        var (bytes, before) = await config.ReadAsync(session, cancellationToken).ConfigureAwait(false);
        var computed = goal.From(before.Tree);
        var lines = computed.Change.Commands();
        if (computed.ByHand is [var work, ..])
        {
            throw ConfigPair.Refusal(work);
        }

        if (lines.Count == 0)
        {
            // Nothing is kept: what an earlier attempt kept tells what it did, and how to take that back.
            await run.WarnAsync($"{device.Name} is as it should be already: nothing was sent.", cancellationToken).ConfigureAwait(false);
            if (run.Order.Attempt > 1)
            {
                await timer.EndAsync(session, before, isWhole: true).ConfigureAwait(false);
                await save.SaveEarlierAsync(session, before, cancellationToken).ConfigureAwait(false);
            }

            return null;
        }

        await run.KeepAsync("before", bytes, cancellationToken).ConfigureAwait(false);
        await GuardAsync(computed, before, cancellationToken).ConfigureAwait(false);
        var wasSaved = await config.IsSavedAsync(session, before.Tree, cancellationToken).ConfigureAwait(false);
        await watch.BeginAsync(session, cancellationToken).ConfigureAwait(false);
        var (net, revertAfter) = SafetyNets.Choose(means, args, before.Text);
        var change = ChangeSteps.Change(run.Order, args, lines, revertAfter) with { Answers = ChangeSteps.Answers(before.Tree, lines) };
        return new PreparedChange(change, net, before, wasSaved, RevertClock.Start(run.Time, revertAfter))
        {
            UndoesOwnCommit = net == RollbackMethod.Checkpoint && means.UndoesOwnCommit,
        };
    }

    private async Task GuardAsync(ComputedChange computed, DeviceText before, CancellationToken cancellationToken)
    {
        var session = await ManagementSessions.OfAsync(run, device, connector, cancellationToken).ConfigureAwait(false);
        if (args.Before is null && ConfigGuard.Deletions(computed.Summary, args.MaxDeletePercent) is { } much)
        {
            throw ConfigPair.Refusal(much);
        }

        if (!args.AllowManagementPath && ManagementSessions.Touched(computed.Change, before.Tree, session) is [var touched, ..])
        {
            throw ConfigPair.Refusal(touched);
        }
    }
}
