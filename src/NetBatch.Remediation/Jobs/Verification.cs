namespace NetBatch.Remediation.Jobs;

/// <summary>Looks at a device whose change was cut off in an earlier attempt, and tells from its config what is there of it.</summary>
internal sealed class Verification(
    IDeviceConnector connector, IRunContext run, ChangeGoal goal, RunningConfig config, StartupSave save, StaleRevertTimer timer)
{
    private const int MostNamed = 5;

    /// <summary>Looks; a change that is there whole is confirmed and saved.</summary>
    /// <returns>Whether it is to be sent again: nothing of it is there.</returns>
    /// <exception cref="NetBatchException">OutcomeUnknown: a part of it is there.</exception>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var isToBeSent = false;
        await DeviceRun.InSessionAsync(
            connector,
            run,
            async session => isToBeSent = await LookAsync(session, cancellationToken).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
        return isToBeSent;
    }

    private async Task<bool> LookAsync(IDeviceSession session, CancellationToken cancellationToken)
    {
        await session.RaisePrivilegeAsync(cancellationToken).ConfigureAwait(false);
        var (_, running) = await config.ReadAsync(session, cancellationToken).ConfigureAwait(false);
        var traces = goal.Traces(running.Tree);
        var isWhole = traces.Missing.Count + traces.Other.Count == 0;
        if (!isWhole && traces.There.Count > 0)
        {
            throw InPart(traces);
        }

        await timer.EndAsync(session, running, isWhole).ConfigureAwait(false);
        if (isWhole)
        {
            await run.WarnAsync("The change of the earlier attempt was found whole.", run.OwnerLost).ConfigureAwait(false);
            await save.SaveEarlierAsync(session, running, run.OwnerLost).ConfigureAwait(false);
        }

        return !isWhole;
    }

    private static NetBatchException InPart(AppliedLines traces) => new(
        ErrorCode.OutcomeUnknown,
        traces.Missing.Count == 0
            ? $"All {traces.There.Count} lines of the change are there, and the config is not the intended one all the same: "
                + $"{Named(traces.Other)} would be sent yet."
            : $"A part of the change is there. There: {Named(traces.There)}. Not there: {Named(traces.Missing)}.",
        "Bring the device to one of its two configs by hand (the one before is kept with the job as document 'before'), then resume "
            + "with Verify or Skip.");

    private static string Named(IReadOnlyList<string> lines) =>
        string.Join(", ", lines.Take(MostNamed).Select(line => $"'{SecretRedactor.Redact(line)}'"))
            + (lines.Count > MostNamed ? $" and {lines.Count - MostNamed} more" : "");
}
