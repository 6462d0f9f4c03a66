namespace NetBatch.Lab.Tests;

/// <summary>Small changes as people make them, typed in the platform's own words. Some are refused, as people's are.</summary>
internal static class Edits
{
    /// <summary>The lines of one change, from the outermost place of the configuration back to it.</summary>
    public static IReadOnlyList<string> Of(string platform, Random random)
    {
        var n = random.Next(1, 250);
        var some = platform switch
        {
            "fortinet_fortios" => Forti(random, n),
            "cisco_asa" => Asa(random, n),
            "huawei_vrp" => Vrp(random, n),
            _ => Comware(random, n),
        };
        return some[random.Next(some.Count)];
    }

    private static List<string[]> Forti(Random random, int n)
    {
        var (policy, other, name) = (random.Next(1, 7), random.Next(1, 7), $"a{n % 5}");
        string Address() => new[] { "all", "branch", "servers", "inside", $"a{n % 5}" }[random.Next(5)];
        return
        [
            ["config system global", $"set alias fw{n}", $"set admintimeout {1 + n}", "end"],
            ["config system global", "unset alias", "unset timezone", "end"], ["config system dns", $"set secondary 192.0.2.{n}", "end"],
            ["config system interface", $"edit port{1 + n % 3}", $"set description \"link {n}\"", "set mtu-override enable",
                $"set mtu {1000 + n}", "next", "end"],
            ["config system interface", $"edit port{1 + n % 3}", "unset description", "unset allowaccess", "end"],
            ["config system interface", $"edit port{1 + n % 3}", $"set status {(n % 2 == 0 ? "up" : "down")}", "append allowaccess snmp",
                "end"],
            ["config system interface", $"edit lo{n % 3}", "set vdom root", "set type loopback", $"set ip 192.0.2.{n}/32", "next", "end"],
            ["config system interface", $"delete lo{n % 3}", "end"],
            ["config firewall address", $"edit {name}", $"set subnet 192.0.2.{n}/32", $"set comment \"host {n}\"", "next", "end"],
            ["config firewall address", $"edit {name}", "set type iprange", $"set start-ip 192.0.2.{n}", $"set end-ip 192.0.2.{n + 1}",
                "next", "end"],
            ["config firewall address", $"delete {name}", "end"],
            ["config firewall addrgrp", "edit inside", $"append member {name}", "next", "end"],
            ["config firewall addrgrp", "edit inside", $"unselect member {name}", "next", "end"],
            ["config firewall service custom", $"edit s{n % 3}", $"set tcp-portrange {n} {n + 300}", "next", "end"],
            ["config firewall service custom", $"delete s{n % 3}", "end"],
            ["config firewall policy", $"edit {policy}", $"set name p{n}", "set srcintf port1", "set dstintf port2", "set action accept",
                $"set srcaddr {Address()}", $"set dstaddr {Address()}", "set schedule always",
                    $"set service {(n % 2 == 0 ? "SSH" : "HTTPS DNS")}", "next", "end"],
            ["config firewall policy", $"edit {policy}", $"set srcaddr {Address()}", $"set service {(n % 2 == 0 ? "SSH" : $"s{n % 3}")}",
                "next", "end"],
            ["config firewall policy", $"edit {policy}", n % 2 == 0 ? "unset action" : "set action accept", "set nat enable", "next",
                "end"],
            ["config firewall policy", $"delete {policy}", "end"], ["config firewall policy", $"delete {policy}", "end"],
            ["config firewall policy", $"move {policy} {(n % 2 == 0 ? "before" : "after")} {other}", "end"],
            ["config firewall policy", $"move {policy} {(n % 2 == 0 ? "before" : "after")} {other}", "end"],
            ["config router static", $"edit {2 + n % 3}", $"set dst 198.51.{n}.0/24", "set gateway 10.0.0.1", "set device port1", "next",
                "end"],
            ["config router static", $"edit {1 + n % 3}", $"set distance {1 + n}", "set comment changed", "next", "end"],
            ["config router static", $"delete {2 + n % 3}", "end"],
            ["config system ntp", "config ntpserver", $"edit {1 + n % 3}", $"set server 192.0.2.{n}", "next", "end",
                $"set syncinterval {n}", "end"],
            ["config system ntp", "config ntpserver", $"delete {1 + n % 3}", "end", "end"],
            ["config log syslogd setting", $"set server 192.0.2.{n}", $"set port {500 + n}", "end"], ["config log syslogd setting",
                "set status disable", "end"],
            ["config router access-list", $"edit L{n % 2}", "config rule", $"edit {1 + n % 4}", $"set prefix 198.51.{n}.0/24", "next",
                "end", "next", "end"],
            ["config router access-list", $"delete L{n % 2}", "end"],
            ["config router route-map", "edit M", "config rule", "edit 1", $"set match-ip-address L{n % 2}", "next", "end", "next", "end"],
            ["config router route-map", "delete M", "end"],
            ["config router bgp", $"set as {65000 + n}", "set router-id 10.0.0.9", "config neighbor", $"edit 192.0.2.{n % 4 + 1}",
                $"set remote-as {65000 + n}", "next",
                "end", "end"],
            ["config router bgp", "config neighbor", $"delete 192.0.2.{n % 4 + 1}", "end", "end"],
            ["config system snmp sysinfo", "set status enable", $"set location \"room {n}\"", "end"],
        ];
    }

    private static List<string[]> Asa(Random random, int n)
    {
        string Source() => new[] { "any", "object branch", $"object h{n % 4}", $"host 192.0.2.{n % 8}",
            "object-group servers" }[random.Next(5)];
        string Entry() =>
            $"{(random.Next(3) == 0 ? "deny" : "permit")} {(random.Next(2) == 0 ? $"tcp {Source()} {Source()} eq {(n % 2 == 0
                ? "https" : "ssh")}" : $"ip {Source()} {Source()}")}";
        var list = n % 2 == 0 ? "outside_in" : "inside_in";
        return
        [
            [$"domain-name n{n}.example"], ["no domain-name lab.example"], [$"logging trap {(n % 2 == 0 ? "errors" : "debugging")}"],
                ["no logging trap informational"],
            [$"logging host inside 192.0.2.{n}"], ["no logging host inside 10.200.0.10"], [$"ntp server 192.0.2.{n % 5}"],
                ["no ntp server 10.200.0.1"],
            [$"snmp-server location room {n}"], ["no snmp-server location lab"], [$"banner motd keep out {n}"], ["no banner motd"],
            [$"object network h{n % 4}", $"host 192.0.2.{n}", "exit"], [$"object network h{n % 4}", $"subnet 198.51.{n}.0 255.255.255.0",
                "description net", "exit"],
            [$"no object network h{n % 4}"], ["object-group network servers", $"network-object host 192.0.2.{n % 6}", "exit"],
            ["object-group network servers", $"no network-object host 192.0.2.{n % 6}", "exit"], ["object-group network servers",
                $"network-object object h{n % 4}", "exit"],
            [$"object-group network g{n % 2}", $"network-object host 192.0.2.{n}", "exit"], [$"no object-group network g{n % 2}"],
            [$"access-list {list} line {1 + n % 5} extended {Entry()}"], [$"access-list {list} line {1 + n % 5} extended {Entry()}"],
            [$"access-list {list} line {1 + n % 5} extended {Entry()}"], [$"access-list {list} extended {Entry()}"],
            [$"access-list {list} line {1 + n % 4} remark note {n}"], ["no access-list outside_in extended permit icmp any any"],
            ["no access-list outside_in remark the way in"],
                ["no access-list outside_in extended permit tcp any object-group servers eq https"],
            [$"access-list new{n % 2} extended permit ip any host 192.0.2.{n}", $"access-group new{n % 2} out interface inside"],
            [$"clear configure access-list new{n % 2}"],
            ["interface GigabitEthernet0/0", $"description link {n}", "exit"], ["interface GigabitEthernet0/1", "no description", "exit"],
            ["interface GigabitEthernet0/2", "no shutdown", "nameif dmz", $"security-level {n % 100}",
                $"ip address 192.0.2.{n} 255.255.255.0", "exit"],
            ["interface GigabitEthernet0/2", "no nameif", "exit"], ["interface GigabitEthernet0/2", "no ip address", "shutdown", "exit"],
            [$"route inside 198.51.{n}.0 255.255.255.0 10.0.1.2 {1 + n}"], ["route outside 0.0.0.0 0.0.0.0 10.0.0.2"],
            [$"http 192.0.2.{n} 255.255.255.255 inside"], ["no http 10.0.0.0 255.0.0.0 inside"], [$"ssh timeout {1 + n % 60}"],
                ["no threat-detection basic-threat"],
            [$"username u{n % 3} password $sha512$5000${n} pbkdf2 privilege {n % 16}"], [$"no username u{n % 3}"],
                [$"mtu inside {1400 + n}"],
            ["policy-map global_policy", "class inspection_default", "inspect sip", "exit", "exit"],
        ];
    }

    private static List<string[]> Vrp(Random random, int n)
    {
        string Rule() => n % 3 == 0 ? $"permit source 192.0.2.{n % 8} 0" : $"deny source 198.51.{n}.0 0.0.0.255";
        string Advanced() =>
            $"{(n % 3 == 0 ? "deny" : "permit")} tcp source 192.0.2.{random.Next(4)} 0 destination-port eq {(n % 2 == 0 ? 443 : 80)}";
        return
        [
            [$"dns server 192.0.2.{n % 4}"], [$"undo dns server 192.0.2.{n % 4}"], [$"info-center loghost 192.0.2.{n}"],
                ["undo info-center loghost 10.200.0.10"],
            ["undo stp enable"], ["stp enable"], ["undo stp mode"], ["stp mode mstp"], ["undo lldp enable"],
                [$"ntp-service unicast-server 192.0.2.{n % 5} preference"],
            ["undo ntp-service unicast-server 10.200.0.1"], [$"snmp-agent sys-info location room {n}"],
                ["undo snmp-agent sys-info location"],
            [$"vlan batch {20 + n % 7} {30 + n % 5} to {34 + n % 9}"], [$"undo vlan {20 + n % 7}"], [$"undo vlan {30 + n % 5}"],
                [$"vlan {20 + n % 7}", $"description v{n}", "quit"],
            ["vlan 10", "undo description", "quit"], [$"vlan {20 + n % 7}", $"interface Vlanif{20 + n % 7}",
                $"ip address 192.0.2.{n} 24", "quit"],
            [$"undo interface Vlanif{20 + n % 7}"],
            ["acl 2000", $"rule {Rule()}", "quit"], ["acl 2000", $"rule {1 + n % 12} {Rule()}", "quit"], ["acl 2000", "undo rule 5",
                "quit"],
            ["acl 2000", "undo rule 5", $"rule 5 {Rule()}", "quit"], ["acl 3000", $"rule {1 + n % 20} {Advanced()}", "quit"],
                ["acl 3000", "undo rule 10", "quit"],
            ["acl 3000", "undo rule 5", $"rule 5 {Advanced()}", "rule 5 description changed", "quit"], ["acl 3000",
                "rule 10 description ping", "quit"],
            ["acl 3000", "undo rule 15", "undo rule 10", $"rule 10 {Advanced()}", "rule 15 permit icmp", "quit"],
            [$"acl {2001 + n % 2}", $"rule {Rule()}", "quit"], [$"undo acl {2001 + n % 2}"],
            ["interface GigabitEthernet0/0/1", $"port trunk allow-pass vlan {20 + n % 7}", "quit"], ["interface GigabitEthernet0/0/1",
                "undo port trunk allow-pass vlan 10", "quit"],
            ["interface GigabitEthernet0/0/1", $"description trunk {n}", $"port trunk pvid vlan {20 + n % 7}", "quit"],
            ["interface GigabitEthernet0/0/2", "undo port default vlan", "port link-type trunk",
                $"port trunk allow-pass vlan {20 + n % 7} 100", "quit"],
            ["interface GigabitEthernet0/0/2", $"port default vlan {20 + n % 7}", "quit"], ["interface GigabitEthernet0/0/3",
                "undo shutdown", $"description d{n}", "quit"],
            ["interface GigabitEthernet0/0/3", "port link-type access", "port default vlan 10", "stp edged-port enable", "quit"],
            [$"ip vpn-instance v{n % 2}", "ipv4-family", $"route-distinguisher 100:{n}", "quit", "quit"],
            ["interface Vlanif101", $"ip binding vpn-instance v{n % 2}", $"ip address 192.0.2.{n} 24", "quit"], ["interface Vlanif101",
                "undo ip binding vpn-instance", "quit"],
            ["interface Vlanif100", $"ip address 198.51.100.{n} 24 sub", $"ospf cost {n}", "quit"], ["interface Vlanif100",
                $"ip address 192.0.2.{n} 30", "quit"],
            ["interface Vlanif101", "undo traffic-filter inbound", "quit"], ["interface Vlanif101", "traffic-filter outbound acl 2000",
                "quit"],
            ["ospf 1", $"silent-interface Vlanif{100 + n % 2}", "area 1", $"network 198.51.{n}.0 0.0.0.255", "quit", "quit"],
                ["undo ospf 1"],
            ["ospf 1", "area 0", "undo network 10.0.0.0 0.255.255.255", "quit", "quit"],
            [$"ip route-static 198.51.{n}.0 24 10.0.0.1 preference {1 + n} description r{n}"],
                ["undo ip route-static 0.0.0.0 0 10.0.0.1", "ip route-static 0.0.0.0 0 10.0.0.9"],
            [$"bgp {65001 + n % 2}", $"peer 192.0.2.{n % 3} as-number {65000 + n}", $"peer 192.0.2.{n % 3} description p{n}", "quit"],
            ["bgp 65001", $"undo peer 192.0.2.{n % 3}", "quit"], ["undo bgp"],
            ["aaa", $"local-user u{n % 3} password irreversible-cipher $1a${n}", $"local-user u{n % 3} privilege level {n % 16}", "quit"],
            ["aaa", $"undo local-user u{n % 3}", "quit"], ["user-interface vty 0 4", "acl 2000 inbound", $"idle-timeout {n} 0", "quit"],
            ["user-interface vty 0 4", "undo acl inbound", "undo idle-timeout", "quit"],
            [$"route-policy R {(n % 2 == 0 ? "permit" : "deny")} node {10 * (1 + n % 2)}", $"apply cost {n}", "if-match acl 2000",
                "quit"], ["undo route-policy R node 10"],
        ];
    }

    private static List<string[]> Comware(Random random, int n)
    {
        string Rule() => n % 3 == 0 ? $"permit source 192.0.2.{n % 8} 0" : $"deny source 198.51.{n}.0 0.0.0.255";
        string Advanced() =>
            $"{(n % 3 == 0 ? "deny" : "permit")} tcp source 192.0.2.{random.Next(4)} 0 destination-port eq {(n % 2 == 0 ? 443 : 80)}";
        return
        [
            [$"info-center loghost 192.0.2.{n}"], ["undo info-center loghost 10.200.0.10"], ["undo lldp global enable"],
                ["stp mode rstp"], ["undo stp mode"],
            [$"ntp-service unicast-server 192.0.2.{n % 5}"], ["undo ntp-service unicast-server 10.200.0.1"],
                [$"snmp-agent sys-info location room {n}"],
            ["undo snmp-agent sys-info location"], [$"vlan {20 + n % 7} to {24 + n % 9}"], [$"undo vlan {20 + n % 7}"],
                [$"vlan {20 + n % 7}", $"description v{n}", "quit"],
            ["vlan 10", "undo description", "quit"], [$"vlan {20 + n % 7}", $"interface Vlan-interface{20 + n % 7}",
                $"ip address 192.0.2.{n} 24", "quit"],
            [$"undo interface Vlan-interface{20 + n % 7}"],
            ["acl basic 2000", $"rule {Rule()}", "quit"], ["acl basic 2000", $"rule {1 + n % 12} {Rule()}", "quit"], ["acl basic 2000",
                "undo rule 0", "quit"],
            ["acl basic 2000", "undo rule 0", $"rule 0 {Rule()}", "quit"], ["acl advanced 3000", $"rule {1 + n % 20} {Advanced()}", "quit"],
            ["acl advanced 3000", "undo rule 5", $"rule 5 {Advanced()}", "rule 5 comment changed", "quit"], ["acl advanced 3000",
                "undo rule 10", "quit"],
            ["acl advanced 3000", "undo rule 10", "undo rule 5", $"rule 5 {Advanced()}", "rule 10 permit icmp", "quit"],
            [$"acl basic {2001 + n % 2}", $"rule {Rule()}", "quit"], [$"undo acl basic {2001 + n % 2}"],
            ["interface GigabitEthernet1/0/1", $"port trunk permit vlan {20 + n % 7}", "quit"], ["interface GigabitEthernet1/0/1",
                "undo port trunk permit vlan 10", "quit"],
            ["interface GigabitEthernet1/0/1", $"description trunk {n}", $"port trunk pvid vlan {20 + n % 7}", "quit"],
            ["interface GigabitEthernet1/0/2", "port link-type trunk", $"port trunk permit vlan {20 + n % 7} 100", "quit"],
            ["interface GigabitEthernet1/0/2", $"port access vlan {20 + n % 7}", "quit"], ["interface GigabitEthernet1/0/3",
                "undo shutdown", $"description d{n}", "quit"],
            ["interface GigabitEthernet1/0/3", "port access vlan 10", "stp edged-port", "quit"],
            [$"ip vpn-instance v{n % 2}", $"route-distinguisher 100:{n}", "quit"],
            ["interface Vlan-interface101", $"ip binding vpn-instance v{n % 2}", $"ip address 192.0.2.{n} 24", "quit"],
            ["interface Vlan-interface101", "undo ip binding vpn-instance", "quit"], ["interface Vlan-interface100", $"ospf cost {n}",
                "quit"],
            ["interface Vlan-interface100", $"ip address 192.0.2.{n} 30", "quit"], ["interface Vlan-interface101",
                "undo packet-filter 3000 inbound", "quit"],
            ["interface Vlan-interface101", "packet-filter 2000 outbound", "quit"],
            ["ospf 1", $"silent-interface Vlan-interface{100 + n % 2}", "area 1", $"network 198.51.{n}.0 0.0.0.255", "quit", "quit"],
                ["undo ospf 1"],
            [$"ip route-static 198.51.{n}.0 24 10.0.0.1 preference {1 + n} description r{n}"],
                ["undo ip route-static 0.0.0.0 0 10.0.0.1", "ip route-static 0.0.0.0 0 10.0.0.9"],
            [$"bgp {65001 + n % 2}", $"peer 192.0.2.{n % 3} as-number {65000 + n}", $"peer 192.0.2.{n % 3} description p{n}",
                "address-family ipv4 unicast",
                $"peer 192.0.2.{n % 3} enable", "quit", "quit"],
            ["bgp 65001", $"undo peer 192.0.2.{n % 3}", "quit"], ["undo bgp"],
            [$"local-user u{n % 3} class manage", $"password hash $h$6${n}", "service-type ssh", "quit"],
                [$"undo local-user u{n % 3} class manage"],
            ["line vty 0 63", $"idle-timeout {n} 0", "quit"], ["line vty 0 63", "undo idle-timeout", "quit"],
            [$"route-policy R {(n % 2 == 0 ? "permit" : "deny")} node {10 * (1 + n % 2)}", $"apply cost {n}", "quit"],
                ["undo route-policy R node 10"],
        ];
    }
}
