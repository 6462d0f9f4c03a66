using NetBatch.Lab.Configs.Views;

namespace NetBatch.Lab.Configs.Asa;

/// <summary>What a simulated ASA knows, from the Cisco Secure Firewall ASA command reference (A to H, I to R, S) and from running
/// configs in public (Oxidized's ASA 5512 with 9.12, an ASAv with 9.5). The order of the lines is that of a running config.</summary>
internal static class AsaGrammar
{
    private static readonly string[] Ports =
        ["GigabitEthernet", "TenGigabitEthernet", "Management", "Port-channel", "Redundant", "Ethernet", "Vlan", "BVI", "Loopback",
            "Tunnel"];

    public static ViewGrammar Grammar { get; } = new(
        """
        view system
        hostname {word}
        domain-name {word}
        enable password {~}
        names
        interface <port> => interface config-if
        banner <motd|login|exec|asdm> {~} ; text
        ftp mode passive
        clock timezone {word} {~}
        dns domain-lookup <@if>
        same-security-traffic permit <inter-interface|intra-interface>
        object network <word> => netobject config-network-object ; is object
        object service <word> => svcobject config-service-object ; is object
        object-group network <word> => netgroup config-network-object-group ; is object-group
        object-group service <word> [{tcp|udp|tcp-udp}] => svcgroup config-service-object-group ; is object-group
        access-list <word> [line {1-99999}] remark <~> ; ordered ; is acl
        access-list <word> [line {1-99999}] extended <permit|deny> <~> ; ordered ; is acl
        access-list <word> standard <permit|deny> <~> ; ordered ; is acl
        pager lines {0-2147483647}
        logging enable
        logging timestamp
        logging buffered {emergencies|alerts|critical|errors|warnings|notifications|informational|debugging}
        logging trap {emergencies|alerts|critical|errors|warnings|notifications|informational|debugging}
        logging host <@if> <ip>
        mtu <@if> {300-65535}
        icmp unreachable rate-limit {1-100} burst-size {1-10}
        arp timeout {60-4294967}
        access-group {@acl} <in|out> interface <@if> ; whole
        router ospf <1-65535> => ospf config-router
        route <@if> <ip> <mask> <ip> [{1-255}]
        timeout xlate {word}
        timeout conn {~}
        aaa authentication <ssh|http|enable|serial|telnet> console {~}
        http server enable
        http <ip> <mask> <@if>
        snmp-server host <@if> <ip> {~}
        snmp-server location {~}
        snmp-server contact {~}
        telnet timeout {1-1440}
        ssh timeout {1-60}
        ssh version {1|2}
        ssh <ip> <mask> <@if>
        console timeout {0-60}
        threat-detection basic-threat
        ntp server <ip> [source {@if}] [prefer]
        username <word> ; group
        username <word> password {~}
        class-map <word> => classmap config-cmap ; is classmap
        policy-map <word> => policymap config-pmap ; is policymap
        service-policy <@policymap> global
        service-policy <@policymap> interface <@if>
        view interface
        shutdown
        description {~}
        duplex {auto|full|half}
        speed {auto|10|100|1000}
        vlan {1-4094}
        management-only
        nameif {word} ; is if
        security-level {0-100}
        ip address {ip} {mask}
        ospf cost {1-65535}
        view netobject
        host {ip}
        subnet {ip} {mask}
        range {ip} {ip}
        fqdn {word}
        description {~}
        view svcobject
        service {~}
        description {~}
        view netgroup
        description {~}
        network-object host <ip>
        network-object object <@object>
        network-object <ip> <mask>
        group-object <@object-group>
        view svcgroup
        description {~}
        service-object <~>
        port-object <~>
        group-object <@object-group>
        view ospf
        router-id {ip}
        network <ip> <mask> area <word>
        log-adj-changes
        passive-interface <@if>
        view classmap
        description {~}
        match access-list <@acl>
        match any
        match default-inspection-traffic
        view policymap
        description {~}
        class <@classmap> => policyclass config-pmap-c
        view policyclass
        inspect <~>
        set connection {~}
        police <input|output> {~}
        """, Ports);
}
