using NetBatch.Lab.Configs.Views;

namespace NetBatch.Lab.Configs.Comware;

/// <summary>What a simulated Comware 7 switch knows, from HPE's and H3C's command references (5130EI, S6800: fundamentals, layer 2, layer
/// 3, ACL and QoS, security), each command with the <c>undo</c> form of its page.</summary>
internal static class ComwareGrammar
{
    private static readonly string[] Ports =
        ["GigabitEthernet", "Ten-GigabitEthernet", "Vlan-interface", "LoopBack", "Bridge-Aggregation", "M-GigabitEthernet", "NULL"];

    public static ViewGrammar Grammar { get; } = new(
        """
        view system
        sysname {word}
        clock timezone {word} {add|minus} {word}
        ip vpn-instance <word> => vpn vpn-instance-{0} ; is vpn
        ospf <1-65535> [router-id {ip}] => ospf ospf-{0}
        lldp global enable
        password-recovery enable ; on
        vlan <1-4094> => vlan vlan{0} ; is vlan
        stp mode {stp|rstp|mstp|pvst}
        stp global enable
        interface <port> => interface {0} ; is port
        bgp {1-4294967295} => bgp bgp-default ; full
        route-policy <word> {permit|deny} node <0-65535> => routepolicy route-policy-{0}-{1} ; is policy
        ip prefix-list <word> index <1-65535> {permit|deny} {~}
        ip route-static <ip> <length> <word> [preference {1-255}] [description {~}]
        info-center loghost <ip>
        snmp-agent
        snmp-agent sys-info contact {~}
        snmp-agent sys-info location {~}
        ssh server enable
        ntp-service enable
        ntp-service unicast-server <ip> [priority]
        acl basic <2000-2999> => aclbasic acl-ipv4-basic-{0} ; is acl
        acl advanced <3000-3999> => acladv acl-ipv4-adv-{0} ; is acl
        line class <vty|aux> => line line-class-{0} ; fixed
        line vty <0-63> <0-63> => line line-vty{0}-{1} ; fixed
        local-user <word> class manage => user luser-manage-{0} ; is user
        view vpn
        description {~}
        route-distinguisher {word}
        view vlan
        description {~}
        name {word}
        view aclbasic
        description {~}
        step {1-20}
        rule <0-65534> {permit|deny} [{~}] ; number
        rule <0-65534> comment {~}
        view acladv
        description {~}
        step {1-20}
        rule <0-65534> {permit|deny} [{~}] ; number
        rule <0-65534> comment {~}
        view interface
        port link-mode {bridge|route}
        description {~}
        port link-type {access|trunk|hybrid}
        port access vlan {@vlan}
        port trunk permit vlan {list} ; adds
        port trunk pvid vlan {1-4094}
        ip binding vpn-instance {@vpn}
        ip address {ip} {mask} ; full
        ip address <ip> {mask} sub ; full
        packet-filter {@acl} <inbound|outbound> ; whole
        ospf cost {0-65535}
        ospf network-type {broadcast|p2p|nbma}
        stp edged-port
        shutdown
        view ospf
        description {~}
        silent-interface <port>
        import-route <direct|static|bgp>
        area <area> => area ospf-area-{0}
        view area
        network <ip> <word>
        stub
        view bgp
        router-id {ip}
        peer <ip> ; group
        peer <ip> as-number {1-4294967295}
        peer <ip> description {~}
        peer <ip> connect-interface {port}
        address-family ipv4 unicast => bgpaf bgp-default-ipv4
        view bgpaf
        network <ip> {mask} ; full
        import-route <direct|static>
        peer <ip> enable
        peer <ip> route-policy {@policy} <import|export> ; whole
        view routepolicy
        description {~}
        if-match ip address acl {@acl}
        if-match ip address prefix-list {word}
        apply cost {0-4294967295}
        apply local-preference {0-4294967295}
        view line
        authentication-mode {none|password|scheme}
        user-role <word>
        idle-timeout {0-35791} [{0-59}]
        protocol inbound {all|ssh|telnet}
        view user
        password hash {word}
        service-type <ssh|telnet|terminal|https>
        authorization-attribute user-role <word>
        """, Ports);
}
