using System.Globalization;
using System.Text;

namespace NetBatch.Lab.Platforms;

/// <summary>What IOS shows.</summary>
internal static class IosOutputs
{
    public static string Version(SimDevice device)
    {
        var facts = device.Facts;
        var xe = device.Platform == "cisco_iosxe";
        return (xe
                ? $"Cisco IOS XE Software, Version {facts.Version}\nCisco IOS Software [Cupertino], Virtual XE Software "
                    + $"(X86_64_LINUX_IOSD-UNIVERSALK9-M), Version 17.9.4a, RELEASE SOFTWARE (fc3)\n"
                : $"Cisco IOS Software, IOSv Software (VIOS-ADVENTERPRISEK9-M), Version {facts.Version}, RELEASE SOFTWARE (fc1)\n") +
            "Technical Support: http://www.cisco.com/techsupport\nCopyright (c) 1986-2023 by Cisco Systems, Inc.\n\n\nROM: Bootstrap "
                + "program is Lab\n\n" +
            $"{device.HostName} uptime is {facts.Uptime(device.Now)}\nSystem returned to ROM by reload\nSystem image file is "
                + $"\"flash0:/vios-adventerprisek9-m\"\nLast reload reason: Unknown reason\n\n\n\n" +
            $"Cisco {facts.Model} (revision 1.0) with 460009K/62464K bytes of memory.\nProcessor board ID {facts.Serial}\n4 Gigabit "
                + $"Ethernet interfaces\n" +
            "DRAM configuration is 72 bits wide with parity disabled.\n256K bytes of non-volatile configuration memory.\n2097152K bytes "
                + "of ATA System CompactFlash 0 (Read/Write)\n\nConfiguration register is 0x2102\n\n";
    }

    public static string InterfaceBrief(SimDevice device)
    {
        var text = new StringBuilder("Interface                  IP-Address      OK? Method Status                Protocol\n");
        foreach (var one in CommonOutputs.Interfaces(device.Running))
        {
            var status = one.Enabled ? one.Up ? "up" : "down" : "administratively down";
            text.Append(CultureInfo.InvariantCulture,
                $"{one.Name,-26} {one.Address ?? "unassigned",-15} YES {(one.Address is null ? "unset" : "NVRAM"),-6} {status,-21} "
                    + $"{(one.Up ? "up" : "down")}\n");
        }

        return text.ToString();
    }

    public static string Interfaces(SimDevice device, string? name)
    {
        var wanted = name is null ? null : Configs.InterfaceName.Expand(name) ?? name;
        var text = new StringBuilder();
        foreach (var one in CommonOutputs.Interfaces(device.Running)
            .Where(one => wanted is null || string.Equals(one.Name, wanted, StringComparison.OrdinalIgnoreCase)))
        {
            var loopback = one.Name.StartsWith("Loopback", StringComparison.Ordinal);
            text.Append(CultureInfo.InvariantCulture,
                $"{one.Name} is {(one.Enabled ? one.Up ? "up" : "down" : "administratively down")}, line protocol is "
                    + $"{(one.Up ? "up" : "down")} \n");
            text.Append(loopback ? "  Hardware is Loopback\n"
                : $"  Hardware is iGbE, address is {device.Facts.DottedMac} (bia {device.Facts.DottedMac})\n");
            if (one.Description is not null)
            {
                text.Append("  Description: ").Append(one.Description).Append('\n');
            }

            if (one.Address is not null)
            {
                text.Append(CultureInfo.InvariantCulture, $"  Internet address is {one.Address}/{CommonOutputs.PrefixLength(one.Mask)}\n");
            }

            text.Append(CultureInfo.InvariantCulture,
                $"  MTU {(loopback ? 1514 : 1500)} bytes, BW {(loopback ? 8000000 : 1000000)} Kbit/sec, DLY "
                    + $"{(loopback ? 5000 : 10)} usec, \n     reliability 255/255, txload 1/255, rxload 1/255\n");
            text.Append("  Encapsulation ").Append(loopback ? "LOOPBACK" : "ARPA").Append(", loopback not set\n  Keepalive set (10 sec)\n");
            text.Append(CultureInfo.InvariantCulture,
                $"  5 minute input rate {device.Facts.Cpu * 1000} bits/sec, {device.Facts.Cpu} packets/sec\n  5 minute output rate "
                    + $"{device.Facts.Cpu * 900} bits/sec, {device.Facts.Cpu} packets/sec\n");
            text.Append("     0 input errors, 0 CRC, 0 frame, 0 overrun, 0 ignored\n     0 output errors, 0 collisions, 2 interface "
                + "resets\n");
        }

        return text.Length > 0 ? text.ToString() : "% Invalid input detected at '^' marker.\n\n";
    }

    public static string Route(SimDevice device)
    {
        var text = new StringBuilder(
            "Codes: L - local, C - connected, S - static, R - RIP, M - mobile, B - BGP\n       O - OSPF, IA - OSPF inter area, * - "
                + "candidate default\n\nGateway of last resort is not set\n\n      10.0.0.0/8 is variably subnetted, 6 subnets, 2 masks\n");
        foreach (var one in CommonOutputs.Interfaces(device.Running).Where(one => one.Up && one.Address is not null))
        {
            var length = CommonOutputs.PrefixLength(one.Mask);
            var parts = one.Address!.Split('.');
            var network = length == 32 ? one.Address
                : $"{parts[0]}.{parts[1]}.{parts[2]}.{(length == 30 ? int.Parse(parts[3], CultureInfo.InvariantCulture) & ~3 : 0)}";
            text.Append(CultureInfo.InvariantCulture, $"C        {network}/{length} is directly connected, {one.Name}\n");
            if (length < 32)
            {
                text.Append(CultureInfo.InvariantCulture, $"L        {one.Address}/32 is directly connected, {one.Name}\n");
            }
        }

        foreach (var neighbor in device.Facts.Neighbors)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"O        {neighbor.RouterId}/32 [110/11] via {neighbor.Address}, 1d02h, GigabitEthernet0/{neighbor.Place}\n");
        }

        return text.ToString();
    }

    public static string Inventory(SimDevice device) =>
        $"NAME: \"{device.Facts.Model}\", DESCR: \"{device.Facts.Model} chassis, Hw Serial#: {device.Facts.Serial}, Hw Revision: "
            + $"1.0\"\nPID: {device.Facts.Model,-18}, VID: 1.0, SN: {device.Facts.Serial}\n\n";

    public static string Users(string user) =>
        $"    Line       User       Host(s)              Idle       Location\n*578 vty 0     {user,-10} idle                 00:00:00 "
            + $"127.0.0.1\n\n  Interface    User               Mode         Idle     Peer Address\n\n";

    public static string Cpu(SimDevice device) =>
        $"CPU utilization for five seconds: {device.Facts.Cpu}%/0%; one minute: {device.Facts.Cpu}%; five minutes: "
            + $"{device.Facts.Cpu}%\n PID Runtime(ms)     Invoked      uSecs   5Sec   1Min   5Min TTY Process \n   1           "
            + $"2          11        181  0.00%  0.00%  0.00%   0 Chunk Manager    \n";
}
