namespace NetBatch.Lab.Configs;

/// <summary>Interface names, written out.</summary>
internal static class InterfaceName
{
    /// <summary>The types of interfaces as Cisco's IOS, IOS XE and IOS XR write them.</summary>
    public static IReadOnlyList<string> Cisco { get; } =
    [
        "GigabitEthernet", "TenGigabitEthernet", "FastEthernet", "Ethernet", "Loopback", "Vlan", "Port-channel", "Tunnel", "Serial",
        "Bundle-Ether", "MgmtEth", "TenGigE", "HundredGigE", "TwentyFiveGigE", "FortyGigE",
        "FortyGigabitEthernet", "TwentyFiveGigabitEthernet", "HundredGigabitEthernet", "AppGigabitEthernet", "BDI", "BVI", "Dialer",
        "Virtual-Template", "Null", "tunnel-ip", "nve", "Management", "mgmt",
    ];

    /// <summary>The types as NX-OS writes them.</summary>
    public static IReadOnlyList<string> Nxos { get; } = ["Ethernet", "loopback", "port-channel", "Vlan", "mgmt", "nve", "tunnel", "Tunnel",
        "Bdi"];

    /// <summary>The types as EOS writes them.</summary>
    public static IReadOnlyList<string> Eos { get; } = ["Ethernet", "Loopback", "Management", "Port-Channel", "Vlan", "Vxlan", "Tunnel",
        "Recirc-Channel", "Dps"];

    /// <summary><c>gi0/1</c> becomes <c>GigabitEthernet0/1</c>; null: no such type, or no number.</summary>
    public static string? Expand(string name, IReadOnlyList<string>? types = null)
    {
        types ??= Cisco;
        var digits = name.AsSpan().IndexOfAnyInRange('0', '9');
        if (digits <= 0)
        {
            return null;
        }

        var type = name[..digits];
        var full = types.FirstOrDefault(candidate => string.Equals(candidate, type, StringComparison.OrdinalIgnoreCase))
            ?? types.FirstOrDefault(candidate => candidate.StartsWith(type, StringComparison.OrdinalIgnoreCase));
        return full is null ? null : full + name[digits..];
    }
}
