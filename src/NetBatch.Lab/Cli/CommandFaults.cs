using System.Text;
using System.Text.RegularExpressions;

namespace NetBatch.Lab.Cli;

/// <summary>The faults that strike at a command.</summary>
internal static partial class CommandFaults
{
    /// <summary>What happens before the command is done: silence for ever, or a delay.</summary>
    public static SimAction? Before(SimDevice device, string line)
    {
        if (device.Strikes(LabFaultKind.Hang, out _, fault => fault.Value is not null && Begins(line, fault.Value)))
        {
            return new SimAction(SimActionKind.Hang);
        }

        var delay = device.CommandDelay;
        if (device.Strikes(LabFaultKind.Delay, out var slow))
        {
            delay += slow.Duration;
        }

        return delay > TimeSpan.Zero ? new SimAction(SimActionKind.Delay, Delay: delay) : null;
    }

    /// <summary>What happens to the output, which has not been sent yet.</summary>
    public static void After(SimDevice device, string line, StringBuilder output, Action cut)
    {
        // Without a value the first command with an output is cut: paging-off and the like have none.
        if (device.Strikes(LabFaultKind.Drop, out _, fault => fault.Value is null ? output.Length > 0 : Begins(line, fault.Value)))
        {
            output.Length /= 2;
            cut();
            return;
        }

        if (output.Length > 0 && device.Strikes(LabFaultKind.Noise, out _))
        {
            output.Replace("\r\n", "\a\u001b[0;31m\u001b[6n\uFFFD\u001b[0m\r\n");
        }
    }

    /// <summary>What is left of an output where the device loses the rest of its configuration.</summary>
    public static string Shown(SimDevice device, string line, string text) =>
        text.Length > 1 && device.Strikes(LabFaultKind.CutConfig, out _,
            fault => fault.Value is { } value ? Begins(line, value) : ShowsConfig().IsMatch(line))
            ? text[..(text.Length / 2)].TrimEnd('\n')
            : text;

    // As people abbreviate it; the forms of Junos, FortiOS, VRP and Comware and the startup config too.
    [GeneratedRegex(@"^\s*(do\s+)?(sh(o|ow)?(\s+(run\w*(-\w*)?|conf\w*|start\w*(-\w*)?|full-configuration))?|"
        + @"dis\w*\s+(cur|sav)\S*)\s*(\||$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ShowsConfig();

    private static bool Begins(string line, string start) => line.TrimStart().StartsWith(start, StringComparison.OrdinalIgnoreCase);
}
