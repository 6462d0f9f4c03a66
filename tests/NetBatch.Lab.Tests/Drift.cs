using NetBatch.Lab.Configs;

namespace NetBatch.Lab.Tests;

/// <summary>Changes of the kind by which fleets drift, and the commands that take a change back.</summary>
internal static class Drift
{
    /// <summary>The lines of one small change.</summary>
    public static IReadOnlyList<string> Edit(Random random, string platform, SimDevice device)
    {
        var n = random.Next(1, 250);
        if (random.Next(3) == 0)
        {
            return Removal(random, device);
        }

        return platform switch
        {
            "cisco_iosxr" => Pick(random, Xr(random, n)),
            "cisco_nxos" => Pick(random, [.. Common(random, n, slash: true), .. Nxos(random, n)]),
            "arista_eos" => Pick(random, [.. Common(random, n, slash: true), .. Eos(random, n)]),
            _ => Pick(random, [.. Common(random, n, slash: false), .. Ios(random, n)]),
        };
    }

    /// <summary>A set or delete of the kind by which fleets drift.</summary>
    public static string JunosEdit(Random random, string[] lines)
    {
        var n = random.Next(1, 250);
        if (random.Next(3) == 0)
        {
            var words = JunosConfig.WordsOf(lines[random.Next(1, lines.Length)])[1..];
            return "delete " + string.Join(' ', words.Take(random.Next(2, words.Count + 1)));
        }

        string[] some =
        [
            $"set system host-name core{n}", $"set system ntp server 192.0.2.{n}", $"set system syslog host 192.0.2.{n} any warning",
            $"set snmp location \"room {n}\"", $"set snmp contact noc{n}",
            $"set snmp community c{n} authorization read-only", $"set interfaces ge-0/0/{n % 3} description \"link {n}\"",
            $"set interfaces ge-0/0/{n % 3} disable", $"set interfaces ge-0/0/{n % 9} mtu {1500 + n}",
            $"set interfaces ge-0/0/{n % 9} unit {n % 4} family inet address 192.0.2.{n}/32",
            $"set protocols ospf area 0.0.0.0 interface ge-0/0/{n % 2}.0 metric {n}",
            $"set protocols ospf area 0.0.0.{n % 3} interface ge-0/0/{n}.0",
            $"set routing-options static route 198.51.{n}.0/24 next-hop 10.0.0.1", $"set routing-options router-id 192.0.2.{n}",
            $"set vlans v{n} vlan-id {n}", $"set firewall family inet filter F term t{n} then accept",
            $"set system login user u{n} class super-user", $"set system login message \"keep out {n}\"",
            $"set policy-options prefix-list P 198.51.{n}.0/24", "set system services telnet",
        ];
        return some[random.Next(some.Length)];
    }

    /// <summary>The commands that make the one configuration of the other: what is too much goes first, in each section.</summary>
    public static IEnumerable<string> Inverse(ConfigNode wanted, ConfigNode present)
    {
        foreach (var line in present.Children.Where(child => wanted.Find(child.Line) is null))
        {
            yield return Negated(line.Line);
        }

        foreach (var line in wanted.Children)
        {
            var same = present.Find(line.Line);
            var inside = Inverse(line, same ?? new ConfigNode(line.Line)).ToList();
            if (same is not null && inside.Count == 0)
            {
                continue;
            }

            foreach (var part in line.Line.Split('\n'))
            {
                yield return part;
            }

            foreach (var one in inside)
            {
                yield return one;
            }

            if (inside.Count > 0)
            {
                yield return "exit";
            }
        }
    }

    private static IReadOnlyList<string> Removal(Random random, SimDevice device)
    {
        var top = device.Running.Children.Where(line => !line.Line.StartsWith("version", StringComparison.Ordinal)).ToList();
        var line = top[random.Next(top.Count)];
        var inside = line.Children.ToList();
        // A policy is typed whole.
        if (inside.Count > 0 && !line.Line.StartsWith("route-policy ", StringComparison.Ordinal)
            && !line.Line.StartsWith("prefix-set ", StringComparison.Ordinal)
            && (random.Next(2) == 0 || line.Line.StartsWith("interface Gig", StringComparison.Ordinal)
                || line.Line.StartsWith("line ", StringComparison.Ordinal)))
        {
            // The lines are typed one after the other: the section may be gone by then, and is made again.
            return [line.Line, Negated(inside[random.Next(inside.Count)].Line), "exit"];
        }

        return line.Line.StartsWith("interface Gig", StringComparison.Ordinal) || line.Line.StartsWith("line ", StringComparison.Ordinal)
            || line.Line is "vlan 1" or "vrf context management" ? [] : [Negated(line.Line)];
    }

    private static string Negated(string line) =>
        line.StartsWith("no ", StringComparison.Ordinal) ? line[3..]
        : line.StartsWith("banner ", StringComparison.Ordinal) ? "no " + string.Join(' ', line.Split(' ', '\n').Take(2))
        : "no " + line;

    private static string[] Pick(Random random, List<string[]> some) => some[random.Next(some.Count)];

    private static List<string[]> Common(Random random, int n, bool slash) =>
    [
        [$"hostname core{n}"], [$"ntp server 192.0.2.{n}"], ["no ntp server 10.200.0.1"], [$"snmp-server location room {n}"],
        [$"snmp-server contact noc {n}"], [$"snmp-server community c{n} ro"],
        [$"logging host 192.0.2.{n}"], [$"username u{n} privilege 15 secret s{n}"],
        [slash ? $"ip route 198.51.{n}.0/24 10.0.0.1" : $"ip route 198.51.{n}.0 255.255.255.0 10.0.0.1"],
        [$"vlan {n}", $"name v{n}", "exit"], [$"vlan 10,{20 + n % 9}-{30 + n % 9}", "exit"],
        [$"interface Loopback{n}", $"description loop {n}",
            slash ? $"ip address 192.0.2.{n}/32" : $"ip address 192.0.2.{n} 255.255.255.255", "exit"],
        ["no interface Loopback0"], ["interface Loopback0", $"description changed {n}", "shutdown", "exit"],
        ["router ospf 1", $"router-id 192.0.2.{n}", $"passive-interface Loopback{n}", "exit"], ["no router ospf 1"],
        [$"router ospf {n}", "log-adjacency-changes", "exit"],
        random.Next(2) == 0 ? ["line vty 0 4", "exec-timeout 5 0", "exit"] : ["line vty 0 4", $"access-class A{n} in", "exit"],
    ];

    private static List<string[]> Ios(Random random, int n) =>
    [
        [$"interface GigabitEthernet0/{n % 3}", $"description link {n}", "exit"],
        [$"interface GigabitEthernet0/{n % 3}", $"ip address 192.0.2.{n} 255.255.255.0", "no shutdown", "exit"],
        [$"interface GigabitEthernet0/{n % 3}", "no ip address", "shutdown", "exit"],
        [$"interface GigabitEthernet0/{n % 3}", $"ip ospf cost {n}", "no cdp enable", "exit"],
        [$"interface GigabitEthernet0/{n % 3}", $"ip address 198.51.100.{n} 255.255.255.0 secondary", "exit"],
        [$"interface GigabitEthernet0/{n % 3}.{n}", $"encapsulation dot1Q {n}", $"ip address 192.0.2.{n} 255.255.255.255", "exit"],
        ["ip access-list standard MGMT", $"{n % 30 + 21} permit host 192.0.2.{n}", "no 10", "exit"],
        [$"ip access-list extended X{n}", "permit tcp any any eq 22", "deny ip any any log", "exit"],
        ["ip access-list standard MGMT", $"permit host 192.0.2.{n}", "exit"], ["banner motd ^", $"keep out {n}", "of here ^"],
        ["no banner motd"], [$"logging buffered {4096 + n}"], [$"logging trap {(random.Next(2) == 0 ? "warnings" : "errors")}"],
        [$"logging 192.0.2.{n}"], ["ip http server"], ["no ip http server"], ["ip domain lookup"], ["aaa new-model"], ["no aaa new-model"],
        ["archive", "path flash:archive", "exit"], [$"ip domain name n{n}.example"],
        ["no service pad"], ["service pad"], ["service password-encryption"], [$"enable secret 9 s{n}"],
        ["default interface GigabitEthernet0/1"], [$"access-list 7 permit 192.0.2.{n}"], ["no ip ssh version"],
    ];

    private static List<string[]> Nxos(Random random, int n) =>
    [
        [$"interface Ethernet1/{n % 3 + 1}", $"description link {n}", "shutdown", "exit"],
        [$"interface Ethernet1/{n % 2 + 1}", $"ip address 192.0.2.{n}/24", "no shutdown", "exit"],
        [$"interface Ethernet1/{n}", $"switchport access vlan {n}", "exit"],
        [$"interface Ethernet1/{n % 2 + 1}", $"ip ospf cost {n}", "exit"],
        [$"interface vlan{n}", $"ip address 192.0.2.{n}/32", "no shutdown", "exit"], ["feature bgp"], ["no feature ospf"],
        [$"logging server 192.0.2.{n} 5 use-vrf management"],
        [$"ip access-list A{n % 3}", $"{n} permit tcp any any eq 22", "permit ip any any", "exit"],
        ["vrf context management", $"ip route 198.51.{n}.0/24 10.200.0.254", "exit"], ["banner motd #", $"keep out {n}", "#"],
        [$"interface loopback{n % 2}", random.Next(2) == 0 ? "no description" : $"description loop {n}", "exit"],
    ];

    private static List<string[]> Eos(Random random, int n) =>
    [
        [$"interface Ethernet{n % 3 + 1}", $"description link {n}", "shutdown", "exit"],
        [$"interface Ethernet{n % 2 + 1}", $"ip address 192.0.2.{n}/24", $"ip ospf cost {n}", "exit"],
        [$"interface Ethernet{n}", $"switchport access vlan {n}", "exit"],
        ["no interface Ethernet3"], ["banner motd", $"keep out {n}", "EOF"], ["no ip routing"], ["ip routing"],
        [$"ip access-list A{n % 3}", $"{n} permit tcp any any eq ssh", "exit"], ["management ssh", $"idle-timeout {n}", "exit"],
        [$"interface vlan{n}", $"ip address 192.0.2.{n}/32", "exit"], [$"logging buffered {n}"],
        ["router ospf 1", $"max-lsa {n}", $"network 192.0.2.{n}/32 area 0.0.0.0", "exit"],
        [random.Next(2) == 0 ? "spanning-tree mode rapid-pvst" : "no spanning-tree mode"],
    ];

    private static List<string[]> Xr(Random random, int n) =>
    [
        [$"hostname core{n}"], ["ntp", $"server 192.0.2.{n}", "exit"], ["ntp", "no server 10.200.0.1", "exit"], ["no ntp"],
        [$"logging 192.0.2.{n} vrf default"], ["no logging 10.200.0.10 vrf default"], [$"snmp-server location room {n}"],
        [$"snmp-server community c{n} RO"], [$"interface GigabitEthernet0/0/0/{n % 2}", $"description link {n}", "exit"],
        [$"interface GigabitEthernet0/0/0/{n}", $"ipv4 address 192.0.2.{n} 255.255.255.0", "no shutdown", "exit"],
        [$"interface Loopback{n}", $"ipv4 address 192.0.2.{n} 255.255.255.255", "exit"], ["no interface Loopback0"],
        ["interface MgmtEth0/RP0/CPU0/0", "no shutdown", "exit"],
        ["router ospf 1", "area 0", $"interface GigabitEthernet0/0/0/{n % 2}", $"cost {n}", "root"],
        ["router ospf 1", $"area {n}", $"interface Loopback{n}", "root"], ["no router ospf 1"],
        ["router static", "address-family ipv4 unicast", $"198.51.{n}.0/24 10.0.0.1", "root"],
        [$"ipv4 access-list A{n % 3}", $"{n} permit ipv4 host 192.0.2.{n} any", "exit"],
        [$"username u{n}", "group root-lr", $"secret 10 s{n}", "exit"],
        ["banner motd #", $"keep out {n}", "#"], [random.Next(2) == 0 ? "ssh server v2" : "no ssh server v2"],
        [$"domain name n{n}.example"], ["line default", "exec-timeout 5 0", "exit"], [$"vrf v{n}", $"description vrf {n}", "exit"],
        [$"route-policy P{n}", "pass", "end-policy"],
    ];
}
