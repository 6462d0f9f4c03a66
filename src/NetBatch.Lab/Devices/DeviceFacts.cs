using System.Globalization;

namespace NetBatch.Lab.Devices;

/// <summary>What tells one simulated device from another: it follows from seed, place and platform alone.</summary>
internal sealed class DeviceFacts
{
    public DeviceFacts(string name, string platform, int index, int seed, DateTimeOffset now)
    {
        Index = index;
        Name = name;
        Platform = platform;
        var random = new Lcg(unchecked((uint)(seed * 7919 + index * 104729 + 1)));
        Serial = platform is "juniper_junos" ? $"VM{random.Letters(2)}{random.Next(10000000):D8}"
            : $"{random.Letters(3)}{random.Next(100000):D4}{random.Letters(2)}{random.Next(90) + 10}";
        BootedAt = now - TimeSpan.FromMinutes(60 + random.Next(600_000));
        Mac = $"52:54:00:{random.Next(256):x2}:{index >> 8 & 255:x2}:{index & 255:x2}";
        Cpu = 1 + random.Next(30);
        Model = Models[platform];
        Version = Versions[platform];
        RouterId = $"10.255.{index / 250}.{index % 250 + 1}";
        Neighbors = [.. new[] { index - 1, index + 1 }.Where(other => other >= 0).Select((other, place) =>
            new Neighbor($"10.255.{other / 250}.{other % 250 + 1}",
                $"10.{Math.Min(index, other) / 250}.{Math.Min(index, other) % 250}.{(other < index ? 1 : 2)}", place))];
    }

    public int Index { get; }

    public string Name { get; }

    public string Platform { get; }

    public string Serial { get; }

    public DateTimeOffset BootedAt { get; }

    /// <summary>Colon form, lower case.</summary>
    public string Mac { get; }

    /// <summary>Load of the processor in percent.</summary>
    public int Cpu { get; }

    public string Model { get; }

    public string Version { get; }

    public string RouterId { get; }

    /// <summary>The OSPF neighbours: the devices before and behind in the row.</summary>
    public IReadOnlyList<Neighbor> Neighbors { get; }

    /// <summary>The link to the device before (0) or behind (1): network, own address in it.</summary>
    public string LinkAddress(int place)
    {
        var low = place == 0 ? Index - 1 : Index;
        return low < 0 ? $"10.254.{Index / 250}.{Index % 250}" : $"10.{low / 250}.{low % 250}.{(place == 0 ? 2 : 1)}";
    }

    /// <summary>Mac in Cisco's dotted form.</summary>
    public string DottedMac
    {
        get
        {
            var hex = Mac.Replace(":", "", StringComparison.Ordinal);
            return $"{hex[..4]}.{hex[4..8]}.{hex[8..]}";
        }
    }

    /// <summary>Uptime in Cisco's words.</summary>
    public string Uptime(DateTimeOffset now)
    {
        var up = now - BootedAt;
        var parts = new List<string>();
        void Part(int count, string unit)
        {
            if (count > 0 || parts.Count > 0)
            {
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{count} {unit}{(count == 1 ? "" : "s")}"));
            }
        }

        Part(up.Days / 365, "year");
        Part(up.Days % 365 / 7, "week");
        Part(up.Days % 7, "day");
        Part(up.Hours, "hour");
        Part(up.Minutes, "minute");
        return string.Join(", ", parts);
    }

    internal static IReadOnlyDictionary<string, string> Models { get; } = new Dictionary<string, string>
    {
        ["cisco_ios"] = "IOSv", ["cisco_iosxe"] = "C8000V", ["cisco_nxos"] = "Nexus9000 C9300v", ["cisco_iosxr"] = "IOS-XRv 9000",
        ["arista_eos"] = "vEOS-lab", ["juniper_junos"] = "vmx", ["linux"] = "x86_64", ["fortinet_fortios"] = "FortiGate-VM64",
            ["cisco_asa"] = "ASAv",
        ["huawei_vrp"] = "S5735-L24T4S-A", ["hp_comware"] = "5130 24G EI",
    };

    private static readonly Dictionary<string, string> Versions = new()
    {
        ["cisco_ios"] = "15.9(3)M6", ["cisco_iosxe"] = "17.09.04a", ["cisco_nxos"] = "10.3(4a)", ["cisco_iosxr"] = "7.9.2",
        ["arista_eos"] = "4.31.2F", ["juniper_junos"] = "22.4R3.25", ["linux"] = "12 (bookworm)",
        ["fortinet_fortios"] = "7.4.4,build2662,240514", ["cisco_asa"] = "9.16(4)", ["huawei_vrp"] = "V200R019C00SPC500",
        ["hp_comware"] = "7.1.070, Release 3507P18",
    };

    /// <summary>A small repeatable generator: System.Random promises no fixed sequence across versions for a seed.</summary>
    private sealed class Lcg(uint state)
    {
        private uint state = state;

        public int Next(int below)
        {
            this.state = unchecked(this.state * 1664525 + 1013904223);
            return (int)((ulong)(this.state >> 4) * (ulong)below >> 28);
        }

        public string Letters(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => (char)('A' + Next(26))));
    }
}

/// <summary>An OSPF neighbour: its router id, its address on the link, the link's place (0 or 1).</summary>
internal sealed record Neighbor(string RouterId, string Address, int Place);
