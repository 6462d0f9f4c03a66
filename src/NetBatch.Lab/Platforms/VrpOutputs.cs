using System.Globalization;
using System.Text;
using NetBatch.Lab.Configs.Views;

namespace NetBatch.Lab.Platforms;

/// <summary>What VRP shows.</summary>
internal static class VrpOutputs
{
    /// <summary>A configuration with the line before it.</summary>
    public static string Framed(SimDevice device, string text) => $"!Software Version {device.Facts.Version}\n{text}";

    public static string Version(SimDevice device)
    {
        var up = device.Now - device.Facts.BootedAt;
        return string.Create(CultureInfo.InvariantCulture,
            $"Huawei Versatile Routing Platform Software\nVRP (R) software, Version 5.170 ({device.Facts.Model} {device.Facts.Version})\n"
                + $"Copyright (C) 2000-2020 HUAWEI TECH Co., Ltd.\nHUAWEI {device.Facts.Model} Routing Switch uptime is "
                + $"{up.Days / 7} weeks, {up.Days % 7} days, {up.Hours} hours, {up.Minutes} minutes\n");
    }

    public static string DeviceState(SimDevice device) =>
        $"{device.Facts.Model}'s Device status:\nSlot Sub  Type                   Online    Power    Register     Status   Role\n"
            + "-------------------------------------------------------------------------------\n"
            + $"0    -    {device.Facts.Model,-22} Present   PowerOn  Registered   Normal   Master\n";

    public static string InterfaceBrief(ViewShell shell)
    {
        var text = new StringBuilder("*down: administratively down\n^down: standby\n(l): loopback\n(s): spoofing\n\n"
            + "Interface                         IP Address/Mask      Physical   Protocol  \n");
        foreach (var port in Ports(shell).Where(port => !port.Names[0].Contains("Ethernet", StringComparison.Ordinal)))
        {
            var up = port.Find("shutdown") is null;
            var address = port.Find("ip address")?.Line.Split(' ')[2..];
            text.Append(CultureInfo.InvariantCulture,
                $"{port.Names[0],-33} {(address is null ? "unassigned" : $"{address[0]}/{Length(address[1])}"),-20} "
                    + $"{(up ? "up" : "*down"),-10} {(up ? "up" : "down"),-9} \n");
        }

        return text.ToString();
    }

    public static string Routes(ViewShell shell)
    {
        var text = new StringBuilder("Route Flags: R - relay, D - download to fib\n"
            + "------------------------------------------------------------------------------\nRouting Tables: Public\n\n"
            + "Destination/Mask    Proto   Pre  Cost      Flags NextHop         Interface\n\n");
        foreach (var words in shell.Config.Root.Children.Where(node => node.Rule!.Literals == "ip route-static").Select(node =>
            node.Line.Split(' ')))
        {
            text.Append(CultureInfo.InvariantCulture,
                $"{$"{words[2]}/{Length(words[3])}",19}  Static  60   0          RD   {words[4],-15} Vlanif100\n");
        }

        return text.ToString();
    }

    public static string Vlans(ViewShell shell)
    {
        var text = new StringBuilder("VID  Status  Property      MAC-LRN Statistics Description\n"
            + "--------------------------------------------------------------------------------\n\n");
        foreach (var vlan in shell.Config.Root.Children.Where(node => node.Rule!.Literals == "vlan").Select(node =>
            node.Names[0]).Prepend("1"))
        {
            text.Append(CultureInfo.InvariantCulture, $"{vlan,-4} enable  default       enable  disable    VLAN {vlan.PadLeft(4, '0')}\n");
        }

        return text.ToString();
    }

    private static IEnumerable<ViewNode> Ports(ViewShell shell) => shell.Config.Root.Children.Where(node =>
        node.Rule!.Literals == "interface");

    private static int Length(string mask) =>
        mask.Split('.').Sum(part => System.Numerics.BitOperations.PopCount(byte.Parse(part, CultureInfo.InvariantCulture)));
}
