using System.Globalization;
using System.Text;
using NetBatch.Lab.Configs;
using NetBatch.Lab.Devices;

namespace NetBatch.Lab.Platforms;

/// <summary>Outputs that several platforms show alike.</summary>
internal static class CommonOutputs
{
    public static string Clock(SimDevice device) =>
        device.Now.UtcDateTime.ToString("*HH:mm:ss.fff 'UTC' ddd MMM d yyyy", CultureInfo.InvariantCulture) + "\n";

    /// <summary>Log lines; some look like errors, as real ones do.</summary>
    public static string Logging(SimDevice device)
    {
        var at = device.Facts.BootedAt;
        string Line(int minutes, string text) =>
            at.AddMinutes(minutes).UtcDateTime.ToString("'*'MMM d HH:mm:ss.fff", CultureInfo.InvariantCulture) + ": " + text + "\n";
        return "Syslog logging: enabled (0 messages dropped, 3 messages rate-limited, 0 flushes, 0 overruns)\n\n" +
            "Log Buffer (8192 bytes):\n\n" +
            Line(1, "%SYS-5-RESTART: System restarted --") +
            Line(2, "%LINK-3-UPDOWN: Interface GigabitEthernet0/0, changed state to up") +
            Line(2, "%LINEPROTO-5-UPDOWN: Line protocol on Interface GigabitEthernet0/0, changed state to up") +
            string.Concat(device.Facts.Neighbors.Select(neighbor =>
                Line(3, $"%OSPF-5-ADJCHG: Process 1, Nbr {neighbor.RouterId} on GigabitEthernet0/{neighbor.Place} from LOADING to FULL, "
                    + $"Loading Done"))) +
            Line(30, "%PARSER-5-CFGLOG_LOGGEDCMD: User:admin logged command: % Invalid input detected at '^' marker.");
    }

    public static string Ping(string address) =>
        $"Type escape sequence to abort.\nSending 5, 100-byte ICMP Echos to {address}, timeout is 2 seconds:\n!!!!!\nSuccess rate is "
            + $"100 percent (5/5), round-trip min/avg/max = 1/2/4 ms\n";

    /// <summary>A long text of the size that the lab was given, whole lines, the device's name in it.</summary>
    public static string TechSupport(SimDevice device)
    {
        var text = new StringBuilder(device.Spec.TechSupportBytes + 128);
        text.Append("------------------ show tech-support ------------------\n");
        for (var line = 1; text.Length < device.Spec.TechSupportBytes; line++)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"{line,9}: {device.Name} 0x{unchecked((uint)line * 2654435761u):X8} memory pool block of process table").Append(' ', 4);
            text.Append('\n');
        }

        return text.ToString();
    }

    public static string InterfaceConfig(IosLikeShell shell, string name)
    {
        if (InterfaceName.Expand(name, shell.Grammar.PortNames) is not { } full
            || shell.Sim.Running.Find("interface " + full) is not { } port)
        {
            return shell.RejectWord(name);
        }

        var config = new ConfigNode("");
        config.Add(port.Copy());
        return shell.RunningText(config);
    }

    /// <summary>The interfaces of a running config with what their lines say.</summary>
    public static IEnumerable<InterfaceState> Interfaces(ConfigNode running, string addressWord = "ip address ")
    {
        foreach (var node in running.Children.Where(node => node.Line.StartsWith("interface ", StringComparison.Ordinal)))
        {
            var address = node.Children.FirstOrDefault(line =>
                line.Line.StartsWith(addressWord, StringComparison.Ordinal))?.Line[addressWord.Length..].Split(' ', '/');
            var description = node.Children.FirstOrDefault(line =>
                line.Line.StartsWith("description ", StringComparison.Ordinal))?.Line[12..];
            yield return new InterfaceState(node.Line[10..], address?[0], address is [_, var mask, ..] ? mask : null,
                node.Find("shutdown") is null, description);
        }
    }

    /// <summary>OSPF neighbours as IOS lists them.</summary>
    public static string OspfNeighbors(DeviceFacts facts, Func<int, string> interfaceName)
    {
        var text = new StringBuilder("\nNeighbor ID     Pri   State           Dead Time   Address         Interface\n");
        foreach (var neighbor in facts.Neighbors)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"{neighbor.RouterId,-15} {1,3}   {(neighbor.Place == 0 ? "FULL/DR" : "FULL/BDR"),-15} 00:00:"
                    + $"{30 + neighbor.Place * 4,2}    {neighbor.Address,-15} {interfaceName(neighbor.Place)}\n");
        }

        return text.ToString();
    }

    /// <summary>Length of a prefix from a mask in dots, or from the length itself.</summary>
    public static int PrefixLength(string? mask) =>
        mask is null ? 32
        : mask.Contains('.', StringComparison.Ordinal)
            ? mask.Split('.').Sum(part => int.PopCount(int.Parse(part, CultureInfo.InvariantCulture)))
        : int.Parse(mask, CultureInfo.InvariantCulture);
}

/// <summary>An interface as a running config describes it.</summary>
internal sealed record InterfaceState(string Name, string? Address, string? Mask, bool Enabled, string? Description)
{
    /// <summary>Whether there is a cable: the simulated ones lie at all that have an address.</summary>
    public bool Up => Enabled && (Address is not null || Name.StartsWith("Loopback", StringComparison.OrdinalIgnoreCase));
}
