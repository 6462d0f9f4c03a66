using NetBatch.Lab.Configs.Views;

namespace NetBatch.Lab.Configs.Vrp;

/// <summary>
/// What a simulated Huawei switch (VRP 5, V200R019) knows, from the command references of the S series and of the NetEngine 8000
/// (support.huawei.com), each command with the <c>undo</c> form that its page gives: what is a value there is not taken by the negation.
/// </summary>
internal static class VrpGrammar
{
    private static readonly string[] Ports = ["GigabitEthernet", "XGigabitEthernet", "Ethernet", "Eth-Trunk", "Vlanif", "LoopBack",
        "MEth", "NULL"];

    public static ViewGrammar Grammar { get; } = new(
        """
        view system
        sysname {word}
        dns domain {word}
        dns server <ip>
        info-center enable ; on
        info-center loghost <ip>
        vlan <1-4094> => vlan vlan{0} ; is vlan
        stp mode {stp|rstp|mstp}
        stp enable ; on
        lldp enable
        clock timezone {word} {add|minus} {word}
        ntp-service unicast-server <ip> [preference]
        telnet server enable
        stelnet server enable
        acl number <2000-2999> => aclbasic acl-basic-{0} ; is acl
        acl number <3000-3999> => acladv acl-adv-{0} ; is acl
        ip vpn-instance <word> => vpn vpn-instance-{0} ; is vpn
        aaa => aaa aaa ; fixed
        interface <port> => interface {0} ; is port
        bgp {1-4294967295} => bgp bgp ; full
        ospf <1-65535> [router-id {ip}] => ospf ospf-{0}
        route-policy <word> {permit|deny} node <0-65535> => routepolicy route-policy ; is policy
        ip ip-prefix <word> index <1-4294967295> {permit|deny} {~}
        ip route-static <ip> <mask> <word> [preference {1-255}] [description {~}]
        snmp-agent
        snmp-agent sys-info contact {~}
        snmp-agent sys-info location {~}
        user-interface con <0-0> => ui ui-console{0} ; fixed
        user-interface vty <0-14> <0-14> => ui ui-vty{0}-{1} ; fixed
        view vlan
        description {~}
        name {word}
        view aclbasic
        description {~}
        step {1-20}
        rule <0-4294967294> {permit|deny} [{~}] ; number
        rule <0-4294967294> description {~}
        view acladv
        description {~}
        step {1-20}
        rule <0-4294967294> {permit|deny} [{~}] ; number
        rule <0-4294967294> description {~}
        view vpn
        description {~}
        ipv4-family => vpnaf vpn-instance-af-ipv4
        view vpnaf
        route-distinguisher {word}
        view aaa
        local-user <word> ; group
        local-user <word> password irreversible-cipher {word}
        local-user <word> privilege level {0-15}
        local-user <word> service-type {~}
        view interface
        description {~}
        port link-type {access|trunk|hybrid}
        port default vlan {@vlan}
        port trunk pvid vlan {1-4094}
        port trunk allow-pass vlan {list} ; adds
        ip binding vpn-instance {@vpn} ; full
        ip address {ip} {mask} ; full
        ip address <ip> {mask} sub ; full
        traffic-filter <inbound|outbound> acl <@acl>
        ospf cost {1-65535}
        ospf network-type {broadcast|p2p|nbma}
        stp edged-port {enable|disable}
        shutdown
        view bgp
        router-id {ip}
        peer <ip> ; group
        peer <ip> as-number {1-4294967295}
        peer <ip> description {~}
        peer <ip> connect-interface {port}
        ipv4-family unicast => bgpaf bgp-af-ipv4
        view bgpaf
        network <ip> {mask} ; full
        import-route <direct|static>
        peer <ip> enable
        peer <ip> route-policy {@policy} <import|export> ; whole
        view ospf
        description {~}
        silent-interface <port>
        import-route <direct|static|bgp>
        area <area> => area ospf-area-{0}
        view area
        network <ip> <word>
        stub
        view routepolicy
        description {~}
        if-match acl {@acl}
        if-match ip-prefix {word}
        apply cost {0-4294967295}
        apply local-preference {0-4294967295}
        view ui
        authentication-mode {aaa|password|none}
        user privilege level {0-15}
        idle-timeout {0-35791} [{0-59}]
        protocol inbound {all|ssh|telnet}
        acl {@acl} <inbound|outbound> ; full
        """, Ports);
}
