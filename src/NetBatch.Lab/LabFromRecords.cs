using NetBatch.Lab.Devices;

namespace NetBatch.Lab;

/// <summary>One output that a job recorded.</summary>
/// <param name="Device">Name of the device.</param>
/// <param name="Platform">Its platform.</param>
/// <param name="Command">The command, as it was sent.</param>
/// <param name="Output">What the device answered.</param>
public sealed record LabRecordedOutput(string Device, string Platform, string Command, string Output);

/// <summary>Makes simulated devices of what real ones have answered.</summary>
public static class LabFromRecords
{
    /// <summary>
    /// A lab spec with one device for each recorded one: it answers the recorded commands with the recorded outputs, and where its running
    /// config was recorded it has that config, so that config jobs can be rehearsed on it. A firewall or switch of which the lab knows
    /// whole commands only (FortiOS, ASA, VRP, Comware) shows it as recorded, and has the lab's own. A command that was recorded twice
    /// answers as it did last.
    /// </summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.NoTargets"/>: nothing was recorded;
    /// <see cref="ErrorCode.InvalidArgument"/>: a platform cannot be simulated.</exception>
    public static LabSpec Build(IEnumerable<LabRecordedOutput> outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        var devices = outputs
            .GroupBy(output => (output.Device, output.Platform))
            .Select(device => ToDevice(device.Key.Device, device.Key.Platform, device))
            .ToList();
        if (devices.Count == 0)
        {
            throw new NetBatchException(ErrorCode.NoTargets, "The job has recorded no output of which a lab could be made.");
        }

        var spec = new LabSpec { Devices = 0, Described = devices };
        spec.Check();
        return spec;
    }

    private static LabDeviceSpec ToDevice(string name, string platform, IEnumerable<LabRecordedOutput> outputs)
    {
        var texts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        string? config = null;
        foreach (var output in outputs)
        {
            var command = string.Join(' ', output.Command.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();
            if (ConfigCommands.Contains(command) && !OwnConfigs.Platforms.Contains(platform))
            {
                config = output.Output.Replace("\r\n", "\n", StringComparison.Ordinal);
            }
            else
            {
                texts[output.Command] = output.Output;
            }
        }

        return new LabDeviceSpec(name, platform, texts, config);
    }

    // These show the configuration whole; abbreviations in common use among them.
    private static readonly string[] ConfigCommands =
        ["show running-config", "show run", "sh run", "show running", "show configuration", "show configuration | display set",
            "show config"];
}
