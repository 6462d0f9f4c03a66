using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NetBatch.Lab.Configs.Views;

namespace NetBatch.Lab.Platforms;

/// <summary>What an ASA shows.</summary>
internal static class AsaOutputs
{
    public static string Version(SimDevice device) =>
        $"\nCisco Adaptive Security Appliance Software Version {device.Facts.Version} \nDevice Manager Version 7.18(1)\n\n"
            + "Compiled on Thu 14-Mar-24 18:01 GMT by builders\nSystem image file is \"boot:/asa9164-smp-k8.bin\"\n"
            + $"Config file at boot was \"startup-config\"\n\n{device.HostName} up {Uptime(device)}\n\n"
            + $"Hardware:   {device.Facts.Model}, 2048 MB RAM, CPU Xeon 5500 series 2200 MHz\nInternal ATA Compact Flash, 10240MB\n\n"
            + $"Serial Number: {device.Facts.Serial}\nConfiguration has not been modified since last system restart.\n";

    public static string Inventory(SimDevice device) =>
        $"Name: \"Chassis\", DESCR: \"ASAv Adaptive Security Virtual Appliance\"\nPID: ASAv              , VID: V01     , SN: "
            + $"{device.Facts.Serial}\n";

    public static string Privilege(ViewShell shell) =>
        $"Username : {shell.Request.User}\nCurrent privilege level : {shell.Privilege}\n"
            + $"Current Mode/s : {(shell.Privilege == 15 ? "P_PRIV" : "P_UNPR")}\n";

    /// <summary>A configuration with the lines before and behind it.</summary>
    public static string Running(SimDevice device, string text) =>
        $": Saved\n\n: \n: Serial Number: {device.Facts.Serial}\n"
            + $": Hardware:   {device.Facts.Model}, 2048 MB RAM, CPU Xeon 5500 series 2200 MHz\n:\n"
            + $"ASA Version {device.Facts.Version} \n!\n{text}Cryptochecksum:"
            + $"{Checksum(text).Replace(" ", "", StringComparison.Ordinal)}\n: end\n";

    public static string Section(ViewShell shell, string section) =>
        string.Concat(shell.Config.Root.Children.Where(node => node.Line.StartsWith(section, StringComparison.Ordinal))
            .Select(node => node.Line + "\n" + string.Concat(node.Children.Select(child => $" {child.Line}\n"))));

    public static string Checksum(string text)
    {
        var hex = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
        return $"{hex[..8]} {hex[8..16]} {hex[16..24]} {hex[24..]}";
    }

    public static string InterfaceBrief(ViewShell shell)
    {
        var text = new StringBuilder("Interface                  IP-Address      OK? Method Status                Protocol\n");
        foreach (var port in Ports(shell))
        {
            var up = port.Find("shutdown") is null;
            text.Append(CultureInfo.InvariantCulture,
                $"{port.Names[0],-26} {Address(port)?[0] ?? "unassigned",-15} YES {(Address(port) is null ? "unset " : "CONFIG")} "
                    + $"{(up ? "up" : "administratively down"),-21} {(up ? "up" : "down")}\n");
        }

        return text.ToString();
    }

    public static string Names(ViewShell shell)
    {
        var text = new StringBuilder("Interface                Name                     Security\n");
        foreach (var port in Ports(shell).Where(port => port.Find("nameif") is not null))
        {
            text.Append(CultureInfo.InvariantCulture,
                $"{port.Names[0],-24} {port.Find("nameif")!.Line[7..],-24} {port.Find("security-level")?.Line[15..] ?? "0",8}\n");
        }

        return text.ToString();
    }

    public static string Routes(ViewShell shell)
    {
        var text = new StringBuilder("\nCodes: L - local, C - connected, S - static, O - OSPF, B - BGP\n"
            + "Gateway of last resort is not set\n\n");
        foreach (var route in shell.Config.Root.Children.Where(node => node.Rule!.Literals == "route"))
        {
            var words = route.Line.Split(' ');
            text.Append(CultureInfo.InvariantCulture, $"S        {words[2]} {words[3]} [{words[5]}/0] via {words[4]}, {words[1]}\n");
        }

        return text.ToString();
    }

    public static string AccessLists(ViewShell shell)
    {
        var text = new StringBuilder("access-list cached ACL log flows: total 0, denied 0 (deny-flow-max 4096)\n"
            + "            alert-interval 300\n");
        foreach (var list in shell.Config.Root.Children.Where(node => node.Rule!.Defines == "acl").GroupBy(node => node.Names[0]))
        {
            text.Append(CultureInfo.InvariantCulture,
                $"access-list {list.Key}; {list.Count()} elements; name hash: 0x{list.Key.Length:x8}\n");
            var number = 0;
            foreach (var entry in list)
            {
                var rest = entry.Line[$"access-list {list.Key} ".Length..];
                text.Append(CultureInfo.InvariantCulture, $"access-list {list.Key} line {++number} {rest}")
                    .Append(rest.StartsWith("remark", StringComparison.Ordinal) ? "\n" : " (hitcnt=0) 0x00000000\n");
            }
        }

        return text.ToString();
    }

    private static IEnumerable<ViewNode> Ports(ViewShell shell) => shell.Config.Root.Children.Where(node =>
        node.Rule!.Opens == "interface");

    private static string[]? Address(ViewNode port) => port.Find("ip address")?.Line.Split(' ')[2..];

    private static string Uptime(SimDevice device)
    {
        var up = device.Now - device.Facts.BootedAt;
        return string.Create(CultureInfo.InvariantCulture, $"{up.Days} days {up.Hours} hours");
    }
}
