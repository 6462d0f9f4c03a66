namespace NetBatch.Lab.Configs;

/// <summary>The configurations of the platforms whose configs are indented.</summary>
internal static class Grammars
{
    private const string CommonTop =
        "aaa access-list alias archive arp banner boot bfd call-home cdp clock cos crypto enable errdisable event feature hardware "
            + "hostname ip ipv6 key lacp lldp logging login mac " +
        "management memory monitor mpls multilink netconf-yang ntp parser password platform port-channel privilege qos radius "
            + "radius-server redundancy restconf rmon sampler " +
        "scheduler service snmp snmp-server spanning-tree ssh system tacacs tacacs-server track transceiver tunnel udld username "
            + "version vtp";

    private const string InterfaceWords =
        "arp bandwidth bfd carrier-delay cdp channel-group delay description dot1x duplex encapsulation flowcontrol hold-queue ip ipv6 "
            + "ipv4 isis keepalive lacp lldp load-interval logging mac-address " +
        "media-type mpls mtu negotiation nat ntp ospf pim qos service-policy shutdown snmp spanning-tree speed standby storm-control "
            + "switchport tunnel udld vrf vrrp xconnect l2transport channel hsrp mode no ptp";

    private const string RouterWords =
        "address-family aggregate-address area auto-cost auto-summary bgp default default-information default-metric distance "
            + "distribute-list exit-address-family graceful-restart is-type log-adjacency-changes " +
        "maximum-paths max-lsa max-metric metric-style neighbor net network nsf passive-interface redistribute router-id "
            + "summary-address timers version vrf template eigrp synchronization log";

    private const string Entries = "permit deny remark statistics counters # fragments";

    private static readonly ConfigSection[] Common =
    [
        new("interface", "config-if", InterfaceWords),
        new("router", "config-router", RouterWords),
        new("address-family", "config-router-af", RouterWords, Inside: "router"),
        new("vlan", "config-vlan", "name state shutdown mtu remote-span private-vlan vn-segment"),
        new("vrf definition", "config-vrf", "address-family description rd route-target exit-address-family"),
        new("vrf context", "config-vrf", "ip ipv6 address-family description rd vni"),
        new("vrf instance", "config-vrf", "description rd"),
        new("ip vrf", "config-vrf", "description rd route-target export import"),
        new("ip access-list standard", "config-std-nacl", Entries, Numbered: true) { RefusesDuplicates = true, PassesTwins = true },
        new("ip access-list extended", "config-ext-nacl", Entries, Numbered: true) { RefusesDuplicates = true, PassesTwins = true },
        new("ipv6 access-list", "config-ipv6-acl", "permit deny remark sequence"),
        new("class-map", "config-cmap", "match description"),
        new("policy-map", "config-pmap", "class description"),
        new("class", "config-pmap-c", "bandwidth police priority set shape queue-limit random-detect service-policy", Inside: "policy-map"),
        new("route-map", "config-route-map", "match set description continue"),
        new("line", "config-line",
            "access-class exec exec-timeout history length logging login logout-warning password privilege session-limit "
                + "session-timeout speed stopbits transport width motd-banner"),
        new("key chain", "config-keychain", "key description"),
        new("key", "config-keychain-key", "key-string accept-lifetime send-lifetime cryptographic-algorithm", Inside: "key chain"),
        new("archive", "config-archive", "log maximum path rollback time-period write-memory", Alone: true),
        new("redundancy", "config-red", "mode main-cpu", Alone: true),
        new("control-plane", "config-cp", "service-policy", Alone: true),
        new("track", "config-track", "delay object threshold"),
        new("aaa group server", "config-sg", "server ip use-vrf source-interface deadtime"),
        new("event manager applet", "config-applet", "event action description"),
    ];

    private const string Order =
        "version|feature|service|hostname|boot|banner|logging buffered|enable|aaa|username|clock|*|ip domain lookup|ip domain "
            + "name|dns|domain|spanning-tree|vrf|vlan|track|class-map|policy-map|" +
        "interface|router|ip|ip routing|ip route|ip http server|ip ssh|ip "
            + "access-list|ipv6|access-list|route-map|logging|snmp-server|control-plane|line|ntp|ssh|event|end";

    public static ConfigGrammar Ios { get; } = new(CommonTop, Common, Order)
    {
        WritesNoAddress = true,
        WritesLoggingHost = true,
        VrfWords = "vrf forwarding",
        NeedsNeighbors = true,
        KeepsUsedMaps = true,
        WritesPairsWithComma = true,
        OnByDefault =
        [
            "ip domain lookup", "ip routing", "cdp run", "cdp enable", "switchport",
            "ip redirects", "ip proxy-arp", "lldp run", "ip source-route",
            "ip unreachables", "ip cef", "exec-timeout 10 0",
        ],
        Hardware = ["GigabitEthernet", "FastEthernet", "TenGigabitEthernet", "Ethernet", "Serial"],
    };

    public static ConfigGrammar Nxos { get; } = new(
        CommonTop + " nv vpc fabric cfs copp install",
        [
            .. Common,
            new("ip access-list", "config-acl", Entries, Numbered: true) { NumbersRemarks = true },
            new("vpc domain", "config-vpc-domain", "peer-keepalive peer-switch peer-gateway role delay auto-recovery"),
        ],
        Order)
    {
        OnByDefault = ["ip domain-lookup", "cdp enable", "switchport", "ip redirects", "lldp transmit", "lldp receive"],
        DefaultHostName = "switch",
        VrfWords = "vrf member",
        VrfTakes = ["ip", "ipv6", "hsrp"],
        Fixed = ["vlan 1", "vrf context management"],
        Features = new Dictionary<string, string>
        {
            ["router bgp"] = "bgp", ["router ospf"] = "ospf", ["ip router ospf"] = "ospf", ["ip ospf"] = "ospf",
        },
        PortNames = InterfaceName.Nxos,
    };

    public static ConfigGrammar Eos { get; } = new(
        CommonTop + " agent daemon dns queue-monitor hardware ip peer-filter sflow",
        [
            .. Common,
            new("ip access-list", "config-acl", Entries, Numbered: true) { NumbersRemarks = true, RefusesDuplicates = true },
            new("management", "config-mgmt", "authentication idle-timeout protocol shutdown connection-limit vrf no"),
        ],
        Order)
    {
        OnByDefault = ["switchport", "lldp run", "ip redirects"],
        DefaultHostName = "localhost",
        VrfWords = "vrf",
        PortNames = InterfaceName.Eos,
    };

    public static ConfigGrammar Xr { get; } = new(
        CommonTop + " domain lpts rd-set telemetry vty-pool ipv4 tpa control-plane",
        [
            new("interface", "config-if", InterfaceWords),
            new("router", "config-router", RouterWords),
            new("area", "config-ospf-ar",
                "authentication cost dead-interval default-cost hello-interval interface network passive range stub nssa",
                Inside: "router"),
            new("interface", "config-ospf-ar-if", "authentication bfd cost dead-interval hello-interval network passive priority",
                Inside: "area"),
            new("neighbor", "config-bgp-nbr", "address-family description ebgp-multihop password remote-as timers update-source use",
                Inside: "router"),
            new("address-family", "config-bgp-af", RouterWords + " route-policy #", Inside: "router"),
            new("address-family", "config-bgp-nbr-af", RouterWords + " route-policy next-hop-self soft-reconfiguration",
                Inside: "neighbor"),
            new("ntp", "config-ntp", "server peer source authenticate authentication-key trusted-key", Alone: true),
            new("vrf", "config-vrf", "address-family description rd import export"),
            new("ipv4 access-list", "config-ipv4-acl", Entries, Numbered: true) { NumbersRemarks = true },
            new("ipv6 access-list", "config-ipv6-acl", Entries, Numbered: true) { NumbersRemarks = true },
            new("route-policy", "config-rpl", ""),
            new("prefix-set", "config-pfx", ""),
            new("line", "config-line", "exec-timeout transport access-class session-timeout width length"),
            new("class-map", "config-cmap", "match description end-class-map"),
            new("policy-map", "config-pmap", "class description end-policy-map"),
            new("username", "config-un", "group secret password"),
        ],
        "hostname|clock|banner|*|domain|logging|username|ntp|line|snmp-server|vrf|ipv4 "
            + "access-list|interface|prefix-set|route-policy|router|ssh|end")
    {
        DefaultHostName = "ios",
    };
}
