using System.Text;

namespace NetBatch.Remediation.Jobs;

/// <summary>A config as it was read from a device.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Tree">The same, understood.</param>
internal sealed record DeviceText(string Text, ConfigTree Tree);

/// <summary>Reads configs from a device. Their texts go into documents, not into the steps' outputs.</summary>
internal static class DeviceReading
{
    /// <summary>The running config. One that is cut off is read again, once.</summary>
    /// <exception cref="NetBatchException">CutOff: the second time, too.</exception>
    public static async Task<byte[]> RunningAsync(IRunContext run, IDeviceSession session, string command, ConfigRules rules,
        CancellationToken cancellationToken)
    {
        var bytes = await DeviceRun.ReadAsync(run, session, command, shown: false, most: null, cancellationToken).ConfigureAwait(false);
        if (ConfigGuard.CutOff(Encoding.UTF8.GetString(bytes), rules) is null)
        {
            return bytes;
        }

        bytes = await DeviceRun.ReadAsync(run, session, command, shown: false, most: null, cancellationToken).ConfigureAwait(false);
        return ConfigGuard.CutOff(Encoding.UTF8.GetString(bytes), rules) is { } finding ? throw ConfigPair.Refusal(finding) : bytes;
    }

    /// <summary>The command that shows the running config in the form of the intended one.</summary>
    public static string ShowCommand(ConfigCapabilities means, Device device, string? other)
    {
        var usual = means.ShowRunning ?? throw new NetBatchException(
            ErrorCode.InvalidPlatform, $"The platform '{device.Platform}' declares no way to show its configuration.",
            "Add 'show: {running: ...}' to its platform file.");
        return means.ShowFlat is { } flat && other?.Contains('{', StringComparison.Ordinal) == false ? flat : usual;
    }
}
