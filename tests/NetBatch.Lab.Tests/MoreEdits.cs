namespace NetBatch.Lab.Tests;

/// <summary>Changes of things that hang on each other: lists and their order, objects in use, lines that take others away.</summary>
internal static class MoreEdits
{
    /// <summary>The lines of one change on IOS or one of its kin.</summary>
    public static IReadOnlyList<string> Indented(string platform, Random random)
    {
        var n = random.Next(1, 250);
        List<string[]> some = platform switch
        {
            "cisco_nxos" => [.. Filters(random, n, "ip access-list", "ip any any"), .. Nxos(n)],
            "arista_eos" => [.. Filters(random, n, "ip access-list", "ip any any"), .. Eos(n)],
            "cisco_iosxr" => [.. Filters(random, n, "ipv4 access-list", "ipv4 any any"), .. Xr(n)],
            _ => [.. Filters(random, n, "ip access-list extended", "ip any any"), .. Ios(random, n)],
        };
        return some[random.Next(some.Count)];
    }

    /// <summary>The lines of one change on Junos.</summary>
    public static IReadOnlyList<string> Junos(Random random)
    {
        var n = random.Next(1, 250);
        string Term(int term) => $"firewall family inet filter F term t{term}";
        string Policy(int term) => $"policy-options policy-statement P term t{term}";
        string[][] some =
        [
            [$"set {Term(n % 5)} from source-address 192.0.2.{n}/32", $"set {Term(n % 5)} then {(n % 2 == 0 ? "accept" : "discard")}"],
            [$"delete {Term(n % 5)}"], [$"insert {Term(n % 5)} before term t{(n + 1) % 5}"], [$"insert {Term(n % 5)} after term t0"],
            [$"set {Policy(n % 4)} from protocol static", $"set {Policy(n % 4)} then accept"], [$"delete {Policy(n % 4)}"],
            [$"insert {Policy(n % 4)} before term t{(n + 1) % 4}"], ["delete firewall family inet filter F"],
            [$"set protocols bgp group G neighbor 192.0.2.{n % 4} peer-as {65000 + n}",
                $"set protocols bgp group G neighbor 192.0.2.{n % 4} description \"peer  {n}\""],
            [$"delete protocols bgp group G neighbor 192.0.2.{n % 4}"], ["delete protocols bgp group G"],
            [$"set interfaces ge-0/0/5 unit {n % 3} family inet address 198.51.100.{n}/32"], ["delete interfaces ge-0/0/5"],
            [$"delete interfaces ge-0/0/5 unit {n % 3} family inet"], [$"set vlans u{n % 3} vlan-id {n}"], [$"delete vlans u{n % 3}"],
            [$"set routing-options static route 198.51.{n % 6}.0/24 next-hop 10.0.0.{n % 3 + 1}"],
            [$"delete routing-options static route 198.51.{n % 6}.0/24"],
        ];
        return some[random.Next(some.Length)];
    }

    private static List<string[]> Filters(Random random, int n, string kind, string all)
    {
        string Entry() => $"{(random.Next(3) == 0 ? "deny" : "permit")} tcp {(n % 2 == 0 ? "any" : $"host 192.0.2.{n % 6}")} any eq "
            + $"{new[] { 22, 80, 443, 8080 }[random.Next(4)]}";
        var list = $"{kind} L{n % 2}";
        return
        [
            [list, Entry(), Entry(), "exit"], [list, $"{1 + n % 60} {Entry()}", "exit"], [list, $"no {10 * (1 + n % 4)}", "exit"],
            [list, $"no {10 * (1 + n % 3)}", $"{10 * (1 + n % 3)} {Entry()}", "exit"], [list, $"deny {all}", "exit"],
            [$"no {list}", list, Entry(), Entry(), $"permit {all}", "exit"], [$"no {list}", list, Entry(), "exit"], [$"no {list}"],
        ];
    }

    private static List<string[]> Ios(Random random, int n) =>
    [
        [$"class-map match-any C{n % 3}", $"match dscp af{1 + n % 4}1", "exit"], [$"no class-map C{n % 3}"],
        [$"policy-map P{n % 2}", $"class C{n % 3}", $"bandwidth percent {1 + n % 30}", "exit", "exit"],
        [$"policy-map P{n % 2}", $"no class C{n % 3}", "exit"], [$"no policy-map P{n % 2}"],
        ["interface GigabitEthernet0/1", $"service-policy output P{n % 2}", "exit"],
        ["interface GigabitEthernet0/1", "no service-policy output", "exit"],
        ["interface GigabitEthernet0/1", $"ip access-group L{n % 2} in", "exit"],
        ["interface GigabitEthernet0/1", "no ip access-group L0 in", "exit"],
        [$"vrf definition V{n % 2}", $"rd 65000:{n}", "exit"], [$"no vrf definition V{n % 2}"],
        ["interface GigabitEthernet0/1", $"vrf forwarding V{n % 2}", $"ip address 192.0.2.{n} 255.255.255.0", "exit"],
        ["interface GigabitEthernet0/1", "no vrf forwarding", "exit"],
        ["interface GigabitEthernet0/2", "switchport mode trunk", $"switchport trunk allowed vlan 10,{20 + n % 9}-{30 + n % 9}", "exit"],
        ["interface GigabitEthernet0/2", $"switchport trunk allowed vlan add {20 + n % 40}", "exit"],
        ["interface GigabitEthernet0/2", $"switchport trunk allowed vlan remove {20 + n % 40}", "exit"],
        ["router bgp 65001", $"neighbor 192.0.2.{n % 3} remote-as {65000 + n}", $"neighbor 192.0.2.{n % 3} description peer {n}", "exit"],
        ["router bgp 65001", $"no neighbor 192.0.2.{n % 3}", "exit"],
        ["router bgp 65001", $"neighbor 192.0.2.{n % 3} remote-as {65000 + n}", "address-family ipv4",
            $"neighbor 192.0.2.{n % 3} activate", "exit", "exit"], ["no router bgp 65001"],
        [$"route-map R {(n % 2 == 0 ? "permit" : "deny")} {10 * (1 + n % 3)}", $"match tag {n}", $"set metric {n}", "exit"],
        [$"no route-map R permit {10 * (1 + n % 3)}"],
        [$"username w{n % 3} privilege {1 + n % 15} secret 9 $9${n}"], [$"no username w{n % 3}"],
        ["line vty 0 4", $"access-class L{n % 2} in", "exit"], ["line vty 0 4", random.Next(2) == 0 ? "transport input ssh" : "transport "
            + "input all", "exit"],
        ["ip route 0.0.0.0 0.0.0.0 10.0.0.1"], ["no ip route 0.0.0.0 0.0.0.0 10.0.0.1", $"ip route 0.0.0.0 0.0.0.0 10.0.0.{n}"],
    ];

    private static List<string[]> Nxos(int n) =>
    [
        ["feature bgp", "router bgp 65001", $"address-family ipv4 unicast", "exit", "exit"], ["no feature bgp"],
        [$"vrf context V{n % 2}", "exit"], [$"no vrf context V{n % 2}"],
        ["interface Ethernet1/1", $"vrf member V{n % 2}", $"ip address 192.0.2.{n}/24", "exit"],
        ["interface Ethernet1/1", "no vrf member", "exit"],
        ["interface Ethernet1/3", "switchport mode trunk", $"switchport trunk allowed vlan 10,{20 + n % 9}-{30 + n % 9}", "exit"],
        ["interface Ethernet1/3", $"switchport trunk allowed vlan add {20 + n % 40}", "exit"],
        ["interface Ethernet1/3", $"switchport trunk allowed vlan remove {20 + n % 40}", "exit"],
        ["interface Ethernet1/1", $"ip access-group L{n % 2} in", "exit"],
    ];

    private static List<string[]> Eos(int n) =>
    [
        [$"vrf instance V{n % 2}", "exit"], [$"no vrf instance V{n % 2}"],
        ["interface Ethernet1", $"vrf V{n % 2}", $"ip address 192.0.2.{n}/24", "exit"], ["interface Ethernet1", "no vrf", "exit"],
        ["interface Ethernet3", "switchport mode trunk", $"switchport trunk allowed vlan 10,{20 + n % 9}-{30 + n % 9}", "exit"],
        ["interface Ethernet3", $"switchport trunk allowed vlan add {20 + n % 40}", "exit"],
        ["interface Ethernet1", $"ip access-group L{n % 2} in", "exit"],
        ["router bgp 65001", $"neighbor 192.0.2.{n % 3} remote-as {65000 + n}", $"neighbor 192.0.2.{n % 3} description peer {n}", "exit"],
        ["router bgp 65001", $"no neighbor 192.0.2.{n % 3}", "exit"],
    ];

    private static List<string[]> Xr(int n) =>
    [
        [$"route-policy Q{n % 3}", $"if destination in S{n % 2} then", $"set med {n}", "else", "drop", "endif", "end-policy"],
        [$"route-policy Q{n % 3}", "pass", "end-policy"], [$"no route-policy Q{n % 3}"],
        [$"prefix-set S{n % 2}", $"198.51.{n}.0/24,", "192.0.2.0/24", "end-set"], [$"no prefix-set S{n % 2}"],
        ["router bgp 65001", $"neighbor 192.0.2.{n % 3}", $"remote-as {65000 + n}", $"description peer {n}", "root"],
        ["router bgp 65001", $"no neighbor 192.0.2.{n % 3}", "root"], ["no router bgp 65001"],
        ["interface GigabitEthernet0/0/0/0", $"ipv4 access-group L{n % 2} ingress", "exit"],
    ];
}
