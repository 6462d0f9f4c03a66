using System.Text;

namespace NetBatch.Remediation.Jobs;

/// <summary>
/// One change of one device, from reading what runs to the confirmed and verified end. A first session reads, recomputes,
/// arms what brings the device back, and sends; a second one, on a new connection, verifies and confirms. What fails is
/// taken back.
/// </summary>
internal sealed class SafeChange(IDeviceConnector connector, IConfigChanger changer, IRunContext run, RemediationArgs args, PlatformRules rules, ChangeGoal goal, IStateCheck check)
{
    private readonly Device device = DeviceRun.Device(run);
    private readonly ConfigMeans means = changer.Means(DeviceRun.Device(run));
    private readonly StateWatch watch = new(check, connector, run, DeviceRun.Device(run), args);
    private DeviceText before = null!;
    private ConfigChange change = null!;
    private SafetyNet net;
    private bool? wasSaved;
    private long sentAt;

    private string Show => DeviceReading.ShowCommand(means, device, args.Intended ?? args.Before);

    private Aftercare Aftercare => new(changer, run, change, net);

    private RevertClock Clock => new(run.Time, sentAt, change.RevertAfter);

    private bool ArmsFirst => net == SafetyNet.Timer && means.Timed is { ArmsFirst: true };

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var sent = false;
        ConfigChangeException? trouble = null;
        await DeviceRun.InSessionAsync(
            connector,
            run,
            async session =>
            {
                if (await PrepareAsync(session, cancellationToken).ConfigureAwait(false))
                {
                    trouble = await SendAsync(session, cancellationToken).ConfigureAwait(false);
                    sent = true;
                }
            },
            cancellationToken).ConfigureAwait(false);
        if (sent)
        {
            await SettleAsync(trouble).ConfigureAwait(false);
        }
    }

    /// <summary>Reads, recomputes, asks the guards. False: nothing is to be done.</summary>
    private async Task<bool> PrepareAsync(IDeviceSession session, CancellationToken cancellationToken)
    {
        await session.RaisePrivilegeAsync(cancellationToken).ConfigureAwait(false);
        var (bytes, running) = await LookAsync(session, cancellationToken).ConfigureAwait(false);
        before = running;
        var computed = goal.From(before.Tree);
        var lines = computed.Change.Commands();
        if (lines.Count == 0)
        {
            // Nothing is kept: what an earlier attempt kept tells what it did, and how to take that back.
            await run.WarnAsync($"{device.Name} is as it should be already: nothing was sent.", cancellationToken).ConfigureAwait(false);
            if (run.Order.Attempt > 1)
            {
                await SaveEarlierAsync(session, cancellationToken).ConfigureAwait(false);
            }

            return false;
        }

        await run.KeepAsync("before", bytes, cancellationToken).ConfigureAwait(false);
        await GuardAsync(computed, cancellationToken).ConfigureAwait(false);
        wasSaved = await IsSavedAsync(session, cancellationToken).ConfigureAwait(false);
        await watch.BeginAsync(session, cancellationToken).ConfigureAwait(false);
        (net, var revertAfter) = SafetyNets.Choose(means, args, before.Text);
        change = ChangeSteps.Change(run.Order, args, lines, revertAfter);
        return true;
    }

    private async Task GuardAsync(ComputedChange computed, CancellationToken cancellationToken)
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

    /// <summary>Sends the lines. What comes back is a trouble that a new session has to look into; all else is thrown.</summary>
    private async Task<ConfigChangeException?> SendAsync(IDeviceSession session, CancellationToken cancellationToken)
    {
        await CheckpointAsync(session).ConfigureAwait(false);
        try
        {
            sentAt = run.Time.GetTimestamp();
            await changer.SendAsync(run, session, change, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (ConfigChangeException trouble) when (trouble.Left == ConfigLeft.Nothing)
        {
            // A timer that ran from the start must not outlive the job: a new session ends it where this one cannot.
            if (ArmsFirst && !await Aftercare.DisarmAsync(session).ConfigureAwait(false))
            {
                return trouble;
            }

            await Aftercare.DropAsync(session).ConfigureAwait(false);
            throw;
        }
        catch (ConfigChangeException trouble) when (trouble.Left == ConfigLeft.Part)
        {
            if (!args.RollbackOnFailure)
            {
                throw;
            }

            return await BackWay().TakeAsync(session, trouble, isLast: false).ConfigureAwait(false) is { } end
                ? throw await EndAsync(end).ConfigureAwait(false)
                : trouble;
        }
        catch (ConfigChangeException trouble) when (trouble.Left == ConfigLeft.Whole || !run.SafeStop.IsCancellationRequested)
        {
            return trouble;
        }
        catch (Exception problem) when (problem is OperationCanceledException or NetBatchException and not ConfigChangeException and not { Code: ErrorCode.LeaseLost })
        {
            if (ArmsFirst)
            {
                await Aftercare.DisarmOrWarnAsync(session).ConfigureAwait(false);
            }

            await Aftercare.DropAsync(session).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Verifies over a new connection, and makes the change work for good. Once lines were sent, only the loss of the job cuts this.</summary>
    private async Task SettleAsync(ConfigChangeException? trouble)
    {
        var way = new Reconnection(connector, run, device, change);
        var session = await way.OpenAsync(trouble).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            try
            {
                await run.EnterAsync(TargetState.Executing, run.OwnerLost).ConfigureAwait(false);
                if (await CauseAsync(session, trouble, way.WasLost).ConfigureAwait(false) is { } cause)
                {
                    throw await EndAsync(await FailedAsync(session, cause).ConfigureAwait(false)).ConfigureAwait(false);
                }

                if (trouble is not null)
                {
                    await run.WarnAsync($"{trouble.Message} Over a new connection the change was found whole.", run.OwnerLost).ConfigureAwait(false);
                }

                try
                {
                    await SaveAsync(session).ConfigureAwait(false);
                }
                finally
                {
                    await Aftercare.DropAsync(session).ConfigureAwait(false);
                }
            }
            finally
            {
                await DeviceRun.CloseAsync(run, session).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Why the change is to be taken back; null: it stands.</summary>
    private async Task<NetBatchException?> CauseAsync(IDeviceSession session, ConfigChangeException? trouble, bool wasLost)
    {
        try
        {
            if (trouble?.Left is ConfigLeft.Nothing or ConfigLeft.Part)
            {
                await session.RaisePrivilegeAsync(run.OwnerLost).ConfigureAwait(false);
                return trouble;
            }

            return await VerifyAsync(session, trouble, wasLost).ConfigureAwait(false);
        }
        catch (NetBatchException problem) when (problem.Code != ErrorCode.LeaseLost && problem is not ConfigChangeException)
        {
            return problem;
        }
    }

    /// <summary>Why the change does not stand; null: it does, and works for good.</summary>
    private async Task<NetBatchException?> VerifyAsync(IDeviceSession session, ConfigChangeException? trouble, bool wasLost)
    {
        await session.RaisePrivilegeAsync(run.OwnerLost).ConfigureAwait(false);
        var after = await ReadAsync(session, "after", run.OwnerLost).ConfigureAwait(false);
        var remaining = goal.Remaining(after.Tree);
        if (trouble?.Open is { } open)
        {
            await open.EndAsync(remaining.Count == 0 ? null : trouble.ToRunError(), null, run.OwnerLost).ConfigureAwait(false);
        }

        if (ChangeGoal.Differences(before.Tree, after.Tree).Count == 0
            && (trouble?.Left == ConfigLeft.Unknown || (net == SafetyNet.Timer && (wasLost || Clock.MayHaveRunOut))))
        {
            await Aftercare.DisarmOrWarnAsync(session).ConfigureAwait(false);
            await Aftercare.DropAsync(session).ConfigureAwait(false);
            throw Reverted(
                (net == SafetyNet.Timer ? "The device was out of reach after the change and has taken it back by itself" : "The session ended within the change, and nothing of it remains")
                + $": its configuration is as before.{(trouble is null ? "" : " " + trouble.Message)}",
                "Look which of the lines cuts the way to the device.");
        }

        if (remaining.Count > 0)
        {
            return Unreached(remaining, trouble);
        }

        // Before the change is confirmed: where the end of that is not known, the way back is there all the same.
        await KeepAsync("rollback", ConfigLines.Text(ConfigEngine.Remediation(after.Tree, before.Tree).Commands())).ConfigureAwait(false);
        if (await watch.LossAsync(session, CheckWait()).ConfigureAwait(false) is { } loss)
        {
            return loss;
        }

        if (net == SafetyNet.Timer)
        {
            if ((await changer.SettleAsync(run, session, change, SafetyStep.Confirm).ConfigureAwait(false)).Error is { } error)
            {
                return new NetBatchException(error.Code, $"The change was verified and could not be confirmed. {error.Message}", error.Remedy);
            }

            if (Clock.MayHaveRunOut)
            {
                // The device may have been quicker than the confirmation, which then confirmed nothing.
                after = await ReadAsync(session, "after", run.OwnerLost).ConfigureAwait(false);
                if (ChangeGoal.Differences(before.Tree, after.Tree).Count == 0)
                {
                    throw Reverted(
                        $"The device's timer of {change.RevertAfter!.Value.TotalSeconds:0} s ran out before the confirmation reached it, and it has taken the change back by itself: its configuration is as before.",
                        "Give more time: -RevertAfter (--revert-after).");
                }

                if (goal.Remaining(after.Tree) is { Count: > 0 } gone)
                {
                    return Unreached(gone, null);
                }
            }
        }

        return null;
    }

    private static ConfigChangeException Reverted(string message, string remedy) => new(new RunError(ErrorCode.ChangeReverted, message, remedy), ConfigLeft.Nothing);

    private static NetBatchException Unreached(IReadOnlyList<string> remaining, ConfigChangeException? trouble)
    {
        var left = $"{remaining.Count} line{(remaining.Count == 1 ? " remains" : "s remain")} to be done, the first is '{SecretRedactor.Redact(remaining[0].Trim())}'.";
        return trouble is null
            ? new NetBatchException(
                ErrorCode.VerifyFailed, $"After the change {left}", "The device shows the line in another form, or did not take it; mend the intended config.")
            // What the new session found is known; the trouble is why it is less than was wanted.
            : new NetBatchException(
                (trouble.InnerException as NetBatchException)?.Code ?? ErrorCode.VerifyFailed,
                $"{trouble.InnerException?.Message ?? trouble.Message} Over a new connection {left}",
                "Look why the change was cut short, then deploy again.",
                trouble);
    }

    /// <summary>A stop that came between the lines is no failure once they are taken back.</summary>
    private async Task<Exception> EndAsync(NetBatchException end)
    {
        if (run.SafeStop.IsCancellationRequested && end.Code == ErrorCode.OutcomeUnknown && end is not ConfigChangeException)
        {
            await run.WarnAsync(end.Message, run.OwnerLost).ConfigureAwait(false);
            return new OperationCanceledException(run.SafeStop);
        }

        return end;
    }

    private async Task<NetBatchException> FailedAsync(IDeviceSession session, NetBatchException cause)
    {
        if (cause is ConfigChangeException { Left: ConfigLeft.Nothing })
        {
            await Aftercare.DisarmOrWarnAsync(session).ConfigureAwait(false);
            await Aftercare.DropAsync(session).ConfigureAwait(false);
            return cause;
        }

        return args.RollbackOnFailure
            ? (await BackWay().TakeAsync(session, cause, isLast: true).ConfigureAwait(false))!
            : new NetBatchException(cause.Code, $"{cause.Message} Nothing was taken back, as was asked for.", cause.Remedy, cause);
    }

    private async Task SaveAsync(IDeviceSession session)
    {
        if (means.Save is null)
        {
            return;
        }

        if (!args.Save && wasSaved != true)
        {
            await run.WarnAsync(
                wasSaved is null
                    ? $"The change is made and not saved: the platform does not tell whether the running config was saved before. Save it by '{means.Save}', or give -Save."
                    : $"The change is made and not saved: before it the running config differed from the startup config already. Look at both, then save by '{means.Save}', or give -Save.",
                run.OwnerLost).ConfigureAwait(false);
            return;
        }

        if ((await changer.SettleAsync(run, session, change, SafetyStep.Save).ConfigureAwait(false)).Error is { } error)
        {
            throw new NetBatchException(error.Code, $"{error.Message} The change is made and not saved.", error.Remedy);
        }
    }

    // The device's timer must not run out while its state settles.
    private TimeSpan CheckWait()
    {
        var most = TimeSpan.FromSeconds(args.CheckWait);
        return Clock.Left is not { } left || left > most ? most : left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private async Task CheckpointAsync(IDeviceSession session)
    {
        if (net == SafetyNet.Checkpoint && (await changer.SettleAsync(run, session, change, SafetyStep.Checkpoint).ConfigureAwait(false)).Error is { } error)
        {
            net = SafetyNet.Lines;
            await run.WarnAsync($"The device keeps no checkpoint ({error.Message}); a failed change would be taken back by lines.", run.OwnerLost).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// The save that an earlier attempt did not come to: the lines are there. Where the startup config is what was there
    /// before them, nothing of anybody else is saved with them.
    /// </summary>
    private async Task SaveEarlierAsync(IDeviceSession session, CancellationToken cancellationToken)
    {
        if (args.Lines.Count == 0 || await IsSavedAsync(session, cancellationToken).ConfigureAwait(false) == true)
        {
            return;
        }

        change = ChangeSteps.Change(run.Order, args, args.Lines, null);
        var lines = goal.Parse(ConfigLines.Text(args.Lines));
        wasSaved = await IsSavedAsync(session, cancellationToken, startup => ConfigEngine.Predict(startup, lines)).ConfigureAwait(false);
        await SaveAsync(session).ConfigureAwait(false);
    }

    /// <summary>Whether the startup config, or what <paramref name="made"/> makes of it, is the one that runs; null: the platform does not tell.</summary>
    private async Task<bool?> IsSavedAsync(IDeviceSession session, CancellationToken cancellationToken, Func<ConfigTree, ConfigTree>? made = null)
    {
        if (means.Save is null || means.ShowStartup is not { } show)
        {
            return null;
        }

        try
        {
            var text = Encoding.UTF8.GetString(await DeviceReading.ReadAsync(run, session, show, cancellationToken).ConfigureAwait(false));
            var startup = goal.Parse(text);
            return ConfigsAgree(made?.Invoke(startup) ?? startup, before.Tree, made is null);
        }
        catch (NetBatchException unread) when (unread.Code is ErrorCode.CommandRejected or ErrorCode.InvalidConfig or ErrorCode.Redacted)
        {
            // A device that was never saved says so in words of its own.
            return false;
        }
    }

    private async Task<DeviceText> ReadAsync(IDeviceSession session, string document, CancellationToken cancellationToken)
    {
        var bytes = await DeviceReading.RunningAsync(run, session, Show, rules, cancellationToken).ConfigureAwait(false);
        await run.KeepAsync(document, bytes, cancellationToken).ConfigureAwait(false);
        return Text(bytes);
    }

    private async Task<(byte[] Bytes, DeviceText Text)> LookAsync(IDeviceSession session, CancellationToken cancellationToken)
    {
        var bytes = await DeviceReading.RunningAsync(run, session, Show, rules, cancellationToken).ConfigureAwait(false);
        return (bytes, Text(bytes));
    }

    private DeviceText Text(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        return new DeviceText(text, goal.Parse(text));
    }

    // A prediction has other lines first than the device; what remains to be done either way is nothing.
    private static bool ConfigsAgree(ConfigTree one, ConfigTree other, bool inOrder) => inOrder
        ? ChangeGoal.Differences(one, other).Count == 0
        : ConfigEngine.Remediation(one, other).IsEmpty && ConfigEngine.Remediation(other, one).IsEmpty;

    private ValueTask KeepAsync(string name, string text) => run.KeepAsync(name, Encoding.UTF8.GetBytes(text), run.OwnerLost);

    private BackWay BackWay() => new(changer, run, change, net, Clock, before, async session =>
    {
        var bytes = await DeviceReading.RunningAsync(run, session, Show, rules, run.OwnerLost).ConfigureAwait(false);
        return goal.Parse(Encoding.UTF8.GetString(bytes));
    });
}
