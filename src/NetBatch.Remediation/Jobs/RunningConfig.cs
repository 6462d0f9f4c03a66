using System.Text;

namespace NetBatch.Remediation.Jobs;

/// <summary>A device's running and startup config, as a change reads them.</summary>
internal sealed class RunningConfig(IRunContext run, Device device, ConfigCapabilities means, ConfigRules rules, RemediationArgs args,
    ChangeGoal goal)
{
    private string Show => DeviceReading.ShowCommand(means, device, args.Intended ?? args.Before);

    /// <summary>What runs.</summary>
    public async Task<(byte[] Bytes, DeviceText Text)> ReadAsync(IDeviceSession session, CancellationToken cancellationToken)
    {
        var bytes = await DeviceReading.RunningAsync(run, session, Show, rules, cancellationToken).ConfigureAwait(false);
        var text = Encoding.UTF8.GetString(bytes);
        return (bytes, new DeviceText(text, goal.Parse(text)));
    }

    /// <summary>What runs, kept as a document of the job.</summary>
    public async Task<DeviceText> KeepAsync(IDeviceSession session, string document)
    {
        var bytes = await DeviceReading.RunningAsync(run, session, Show, rules, run.OwnerLost).ConfigureAwait(false);
        await run.KeepAsync(document, bytes, run.OwnerLost).ConfigureAwait(false);
        var text = Encoding.UTF8.GetString(bytes);
        return new DeviceText(text, goal.Parse(text));
    }

    /// <summary>What the device would go back to if it were told to take a timed change back now; null: to where its timer was
    /// set.</summary>
    public async Task<ConfigTree?> TargetAsync(IDeviceSession session) =>
        (Show == means.ShowFlat ? means.Timed?.ShowFlatTarget : means.Timed?.ShowTarget) is { } show
            ? goal.Parse(Encoding.UTF8.GetString(
                await DeviceRun.ReadAsync(run, session, show, shown: false, most: null, run.OwnerLost).ConfigureAwait(false)))
            : null;

    /// <summary>Whether the startup config is the one that runs; null: the platform does not tell.</summary>
    public Task<bool?> IsSavedAsync(IDeviceSession session, ConfigTree running, CancellationToken cancellationToken) =>
        AgreesAsync(session, startup => ChangeGoal.Differences(startup, running).Count == 0, cancellationToken);

    /// <summary>Whether the startup config with these lines made is the one that runs; null: the platform does not tell.</summary>
    public Task<bool?> WouldBeSavedAsync(IDeviceSession session, ConfigTree running, ConfigTree lines,
        CancellationToken cancellationToken) =>
        AgreesAsync(
            session,
            startup =>
            {
                // A prediction has other lines first than the device; what remains to be done either way is nothing.
                var made = ConfigEngine.Predict(startup, lines);
                return ConfigEngine.Remediation(made, running).IsEmpty && ConfigEngine.Remediation(running, made).IsEmpty;
            },
            cancellationToken);

    private async Task<bool?> AgreesAsync(IDeviceSession session, Func<ConfigTree, bool> agrees, CancellationToken cancellationToken)
    {
        if (means.Save is null || means.ShowStartup is not { } show)
        {
            return null;
        }

        try
        {
            return agrees(goal.Parse(
                Encoding.UTF8.GetString(
                    await DeviceRun.ReadAsync(run, session, show, shown: false, most: null, cancellationToken).ConfigureAwait(false))));
        }
        catch (NetBatchException unread) when (unread.Code is ErrorCode.CommandRejected or ErrorCode.InvalidConfig or ErrorCode.Redacted)
        {
            // A device that was never saved says so in words of its own.
            return false;
        }
    }
}
