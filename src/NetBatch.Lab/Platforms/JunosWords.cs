namespace NetBatch.Lab.Platforms;

/// <summary>What may follow the first word of a Junos statement; first words that are not here take what comes.</summary>
internal static class JunosWords
{
    private static readonly Dictionary<string, string[]> Second = new Dictionary<string, string>
    {
        ["system"] = "accounting allow-v4mapped-packets archival arp authentication-order auto-configuration auto-snapshot "
            + "backup-router boot-server commit compress-configuration-files configuration-database ddos-protection "
            + "default-address-selection " +
            "domain-name domain-search dump-device dynamic-profile-options extensions fips host-name inet6-backup-router "
                + "internet-options kernel-replication license location login management-instance max-configurations-on-flash " +
            "max-configuration-rollbacks name-resolution name-server no-compress-configuration-files no-multicast-echo "
                + "no-ping-record-route no-ping-time-stamp no-redirects ntp packet-forwarding-options pic-console-authentication ports "
                + "processes proxy " +
            "radius-options radius-server root-authentication saved-core-context scripts services static-host-mapping syslog "
                + "tacplus-options tacplus-server time-zone tracing",
        ["snmp"] = "client-list community contact description engine-id filter-duplicates filter-interfaces health-monitor interface "
            + "location name nonvolatile proxy rmon routing-instance-access subagent traceoptions trap-group trap-options v3 view",
        ["protocols"] = "bfd bgp connections dcbx dot1x esis evpn igmp igmp-snooping iccp isis l2circuit l2-learning l2vpn lacp ldp "
            + "lldp lldp-med link-management mld mpls msdp mstp mvpn neighbor-discovery oam ospf ospf3 pim protection-group rip ripng " +
            "router-advertisement router-discovery rstp rsvp sflow source-packet-routing stp vrrp vstp layer2-control",
        ["routing-options"] =
            "aggregate auto-export autonomous-system bgp-orf-cisco-mode bmp confederation damping fate-sharing flow forwarding-table "
                + "generate graceful-restart instance-export instance-import interface interface-routes martians maximum-paths " +
            "maximum-prefixes multicast nonstop-routing options ppm resolution rib rib-groups route-distinguisher-id route-record "
                + "router-id source-routing static topologies traceoptions validation",
        ["policy-options"] =
            "application-maps apply-groups as-list as-path as-path-group community condition damping policy-statement prefix-list "
                + "route-filter-list rtf-prefix-list tunnel-attribute",
        ["firewall"] = "family filter flexible-match hierarchical-policer interface-set load-balance-group policer three-color-policer",
        ["chassis"] = "aggregated-devices alarm auto-image-upgrade cluster config-button craft-lockout fabric fpc fpc-resync lcd-menu "
            + "maximum-ecmp memory-enhanced network-services no-source-route pem pic redundancy routing-engine satellite-management "
            + "tfeb virtual-chassis",
    }.ToDictionary(row => row.Key, row => row.Value.Split(' '));

    /// <summary>Whether the words begin like a statement that there is.</summary>
    public static bool Knows(IReadOnlyList<string> words) =>
        words.Count < 2 || !Second.TryGetValue(words[0], out var second) || second.Contains(words[1]);
}
