namespace NetBatch.Remediation.Jobs;

/// <summary>
/// Saves what runs after a change: where it was saved before, so that nothing of anybody else is saved with it, or where
/// it was asked for.
/// </summary>
internal sealed class StartupSave(
    IConfigChanger changer, IRunContext run, RemediationArgs args, ConfigCapabilities means, RunningConfig config)
{
    /// <summary>Saves, or says why not.</summary>
    /// <param name="session">The session.</param>
    /// <param name="change">The change.</param>
    /// <param name="wasSaved">Whether the config was saved before it; null: the platform does not tell.</param>
    /// <exception cref="NetBatchException">The device refused; the change is made and not saved.</exception>
    public async Task SaveAsync(IDeviceSession session, ConfigChange change, bool? wasSaved)
    {
        if (means.Save is null)
        {
            return;
        }

        if (!args.Save && wasSaved != true)
        {
            await run.WarnAsync(
                wasSaved is null
                    ? $"The change is made and not saved: the platform does not tell whether the running config was saved before. Save "
                        + $"it by '{means.Save}', or give -Save."
                    : $"The change is made and not saved: before it the running config differed from the startup config already. Look "
                        + $"at both, then save by '{means.Save}', or give -Save.",
                run.OwnerLost).ConfigureAwait(false);
            return;
        }

        if ((await changer.RunSafetyStepAsync(run, session, change, SafetyStep.Save).ConfigureAwait(false)).Error is { } error)
        {
            throw new NetBatchException(error.Code, $"{error.Message} The change is made and not saved.", error.Remedy);
        }
    }

    /// <summary>
    /// The save that an earlier attempt did not come to: the lines are there. Where the startup config is what was there
    /// before them, nothing of anybody else is saved with them.
    /// </summary>
    public async Task SaveEarlierAsync(IDeviceSession session, DeviceText running, CancellationToken cancellationToken)
    {
        if (args.Lines.Count == 0 || await config.IsSavedAsync(session, running.Tree, cancellationToken).ConfigureAwait(false) == true)
        {
            return;
        }

        var lines = ConfigParser.Commands(ConfigLines.Text(args.Lines), running.Tree.Platform);
        var wasSaved = await config.WouldBeSavedAsync(session, running.Tree, lines, cancellationToken)
            .ConfigureAwait(false);
        await SaveAsync(session, ChangeSteps.Change(run.Order, args, args.Lines, null), wasSaved).ConfigureAwait(false);
    }
}
