namespace NetBatch.Remediation.Jobs;

/// <summary>Brings a device back after a failed change: by what it has for that itself, else by lines that are computed from what runs.</summary>
internal sealed class BackWay(IConfigChanger changer, IRunContext run, ConfigChange change, SafetyNet net, DeviceText before, Func<IDeviceSession, Task<ConfigTree>> read)
{
    /// <summary>Takes the change back, looks whether it is gone, and gives the error that tells of both.</summary>
    public async Task<NetBatchException> TakeAsync(IDeviceSession session, NetBatchException cause)
    {
        var problem = "";
        try
        {
            foreach (var way in net == SafetyNet.Lines ? [SafetyNet.Lines] : new[] { net, SafetyNet.Lines })
            {
                var error = await GoAsync(session, way).ConfigureAwait(false);
                var left = ChangeGoal.Differences(before.Tree, await read(session).ConfigureAwait(false));
                if (left.Count == 0)
                {
                    await DropAsync(session).ConfigureAwait(false);
                    return new NetBatchException(cause.Code, $"{cause.Message} It was taken back: the device's configuration is as before.", cause.Remedy, cause);
                }

                problem = error?.Message ?? $"The configuration differs from the one before at '{ChangeGoal.First(left)}'.";
            }
        }
        catch (NetBatchException trouble) when (trouble.Code != ErrorCode.LeaseLost && trouble is not ConfigChangeException { Left: ConfigLeft.Unknown })
        {
            problem = trouble.Message;
        }

        return new NetBatchException(
            ErrorCode.RollbackFailed,
            $"{cause.Message} It could not be taken back whole. {problem}{(net == SafetyNet.Timer ? $" Nobody has confirmed it: the device takes it back by itself {change.RevertAfter!.Value.TotalSeconds:0} s after it was made." : "")}",
            "Look at the device; the configuration before is kept with the job (document 'before').",
            cause);
    }

    private async Task<RunError?> GoAsync(IDeviceSession session, SafetyNet way)
    {
        switch (way)
        {
            case SafetyNet.Timer:
                return (await changer.SettleAsync(run, session, change, SafetyStep.Revert).ConfigureAwait(false)).Error;
            case SafetyNet.Checkpoint:
                return (await changer.SettleAsync(run, session, change, SafetyStep.Restore).ConfigureAwait(false)).Error;
            default:
                var lines = ConfigEngine.Remediation(await read(session).ConfigureAwait(false), before.Tree).Commands();
                if (lines.Count > 0)
                {
                    // A stop that has come already must not stop the way back at its first safe point.
                    await changer.SendAsync(new Unstopped(run), session, change with { Lines = lines, RevertAfter = null, Save = false }, run.OwnerLost).ConfigureAwait(false);
                }

                return null;
        }
    }

    private async Task DropAsync(IDeviceSession session)
    {
        if (net == SafetyNet.Checkpoint && (await changer.SettleAsync(run, session, change, SafetyStep.Drop).ConfigureAwait(false)).Error is { } error)
        {
            await run.WarnAsync($"The checkpoint '{change.Mark}' stays on the device: {error.Message}", run.OwnerLost).ConfigureAwait(false);
        }
    }
}
