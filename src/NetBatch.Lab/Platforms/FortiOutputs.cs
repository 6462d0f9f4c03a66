using System.Globalization;
using System.Text;
using NetBatch.Lab.Configs.Forti;

namespace NetBatch.Lab.Platforms;

/// <summary>What FortiOS shows.</summary>
internal static class FortiOutputs
{
    /// <summary>The lines before a whole configuration.</summary>
    public static string Header(SimDevice device, string user) =>
        $"#config-version=FGVM64-7.4.4-FW-build2662-240514:opmode=0:vdom=0:user={user}\n"
            + $"#conf_file_ver={1_000_000 + device.ConfigVersion}\n#buildno=2662\n#global_vdom=1\n";

    public static string Section(FortiTable table)
    {
        var text = new StringBuilder();
        table.Write(text, 0);
        return text.ToString();
    }

    public static string Status(SimDevice device) =>
        $"Version: {device.Facts.Model} v{device.Facts.Version} (GA.M)\nFirmware Signature: certified\n"
            + "Virus-DB: 1.00000(2018-04-09 18:07)\nIPS-DB: 6.00741(2015-12-01 02:30)\n"
            + $"Serial-Number: {device.Facts.Serial}\nLicense Status: Valid\nVM Resources: 2 CPU/2 allowed, 1993 MB RAM\n"
            + $"Log hard disk: Available\nHostname: {device.HostName}\nOperation Mode: NAT\nCurrent virtual domain: root\n"
            + "Max number of virtual domains: 10\nVirtual domains status: 1 in NAT mode, 0 in TP mode\n"
            + "Virtual domain configuration: disable\nFIPS-CC mode: disable\nCurrent HA mode: standalone\nBranch point: 2662\n"
            + string.Create(CultureInfo.InvariantCulture,
            $"Release Version Information: GA\nSystem time: {device.Now.UtcDateTime:ddd MMM d HH:mm:ss yyyy}\n");

    public static string Performance(SimDevice device)
    {
        var up = device.Now - device.Facts.BootedAt;
        return string.Create(CultureInfo.InvariantCulture,
            $"CPU states: {device.Facts.Cpu}% user 0% system 0% nice {100 - device.Facts.Cpu}% idle 0% iowait 0% irq 0% softirq\n")
            + "Memory: 2040996k total, 1124872k used (55.1%), 700392k free (34.3%), 215732k freeable (10.6%)\n"
            + string.Create(CultureInfo.InvariantCulture, $"Uptime: {up.Days} days,  {up.Hours} hours,  {up.Minutes} minutes\n");
    }

    public static string Physical(SimDevice device)
    {
        var text = new StringBuilder("== [onboard]\n");
        foreach (var port in Ports(device).Where(port => port.Values.GetValueOrDefault("type") is ["physical"]))
        {
            var up = port.Values.GetValueOrDefault("status") is not ["down"];
            text.Append(CultureInfo.InvariantCulture,
                $"\t==[{port.Id}]\n\t\tmode: static\n\t\tip: {string.Join(' ', Address(port))}\n\t\tipv6: ::/0\n"
                    + $"\t\tstatus: {(up ? "up" : "down")}\n\t\tspeed: {(up ? "1000Mbps (Duplex: full)" : "n/a")}\n");
        }

        return text.ToString();
    }

    public static string Routes(SimDevice device)
    {
        var text = new StringBuilder("Codes: K - kernel, C - connected, S - static, R - RIP, B - BGP\n"
            + "       O - OSPF, IA - OSPF inter area\n"
            + "       * - candidate default\n\nRouting table for VRF=0\n");
        foreach (var route in device.Own<FortiConfig>().Table("router static").Entries)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"S       {string.Join('/', route.Values.GetValueOrDefault("dst", ["0.0.0.0", "0.0.0.0"]))} [10/0] via "
                    + $"{route.Values.GetValueOrDefault("gateway", ["0.0.0.0"])[0]}, "
                    + $"{route.Values.GetValueOrDefault("device", ["-"])[0]}\n");
        }

        foreach (var port in Ports(device).Where(port => port.Values.ContainsKey("ip")))
        {
            text.Append(CultureInfo.InvariantCulture, $"C       {string.Join('/', Address(port))} is directly connected, {port.Id}\n");
        }

        return text.ToString();
    }

    private static List<FortiEntry> Ports(SimDevice device) => device.Own<FortiConfig>().Table("system interface").Entries;

    private static IReadOnlyList<string> Address(FortiEntry port) => port.Values.GetValueOrDefault("ip", ["0.0.0.0", "0.0.0.0"]);
}
