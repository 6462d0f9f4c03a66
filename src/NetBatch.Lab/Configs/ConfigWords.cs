namespace NetBatch.Lab.Configs;

/// <summary>Second words: what may follow a first word that begins many settings. First words that are not here take what comes.</summary>
internal static class ConfigWords
{
    /// <summary>A number or an address may stand there too.</summary>
    public const string Value = "#";

    private static readonly Dictionary<string, string[]> Top = Table(
    [
        ("ip", "access-list arp as-path bgp-community bootp cef classless community-list device dhcp dns domain domain-list "
            + "domain-lookup domain-name extcommunity-list finger flow flow-cache flow-export forward-protocol ftp " +
            "gratuitous-arps host http icmp igmp load-sharing local mroute multicast name-server nat pim prefix-list radius rcmd route "
                + "routing scp security sla source-route ssh subnet-zero tacacs tcp tftp " +
            "virtual-router virtual-router-mac vrf address hardware"),
        ("ipv6", "access-list cef dhcp general-prefix hop-limit icmp local multicast nd neighbor ospf prefix-list route router "
            + "source-route unicast-routing"),
        ("ipv4", "access-list conflict-policy netmask-format prefix-list unnumbered virtual"),
        ("ntp", "access-group allow authenticate authentication-key broadcastdelay clock-period distribute local-interface logging "
            + "master max-associations peer server serve source source-interface trusted-key update-calendar qualify"),
        ("logging", "# archive buffer-size buffered buginf cns-events console count delimiter discriminator event exception facility "
            + "format history host hostnameprefix ip level line local local-interface local-proxy logfile message-counter " +
            "module monitor on origin-id persistent policy qos queue-limit rate-limit relogging repeat-messages reload server source "
                + "source-interface suppress synchronous timestamp trap userinfo vrf"),
        ("snmp-server", "aaa cache chassis-id community contact context counter drop enable engine-id engineID extension file-transfer "
            + "globalEnforcePriv group host ifindex inform interface ip ipv4 ipv6 local-interface location manager mib notification " +
            "packetsize protocol queue-length queue-limit source-interface spi sysobjectid system-shutdown tcp-session tftp-server-list "
                + "throttle-time timeouts transport trap trap-source traps trap-timeout usm user vrf view"),
        ("router", "bfd bgp eigrp general hsrp igmp isis l2vpn mld mobile msdp multicast odr ospf ospfv3 pim rip static vrrp"),
        ("spanning-tree", "backbonefast bpdu bpduguard bpdufilter bridge domain edge edge-port etherchannel extend guard link-type "
            + "logging loopguard mode mst pathcost pathfinder port port-priority portfast port-type root transmit uplinkfast vlan cost"),
        ("banner", "# exec incoming login motd prompt-timeout slip-ppp"),
        ("clock", "calendar-valid format protocol save set summer-time timezone initialize"),
        ("aaa", "accounting attribute authentication authorization common-criteria config-commands default-taskgroup dnis group "
            + "intercept local max-sessions memory nas new-model password policy root server session-id session-mib traceback user"),
        ("service", "alignment call-home compress-config config configuration counters dhcp disable-ip-fast-frag exec-callback "
            + "exec-wait finger hide-telnet-addresses interface internal linenumber nagle old-slip-prompts pad password-encryption "
            + "password-recovery " +
            "policy-map prompt pt-vty-logging routing scripting sequence-numbers slave-log tcp-keepalives-in tcp-keepalives-out "
                + "tcp-small-servers telnet-zeroidle timestamps udp-small-servers unsupported-transceiver timestamp cli"),
        ("vrf", "*"),
    ]);

    private static readonly Dictionary<string, string[]> InInterface = Table(
    [
        ("ip", "access-group address arp authentication auth-proxy bandwidth-percent bandwidth broadcast-address cgmp dhcp "
            + "directed-broadcast eigrp flow forward hello-interval helper-address hold-time igmp inspect load-sharing local-proxy-arp " +
            "mask-reply mroute mrm mtu multicast nat nbar nhrp ospf passive-interface pim policy port-unreachable probe proxy-arp proxy "
                + "rarp-server redirects rip route-cache router rsvp rtp sap security source split-horizon summary-address tcp unnumbered "
                +
            "unreachables urd verify virtual-reassembly virtual-router vrf wccp attached-host icmp"),
        ("ipv4", "access-group address arp bgp directed-broadcast flow forwarding-enable helper-address mask-reply mtu point-to-point "
            + "redirects ttl-propagate unnumbered unreachables verify virtual local"),
        ("ipv6", "access-group address dhcp enable flow hello-interval mtu nd nhrp ospf ospfv3 pim redirects router traffic-filter "
            + "unnumbered unreachables verify local link-local"),
        ("switchport", "access autostate backup block dot1q host mac-learning mode native nonegotiate port-security priority "
            + "private-vlan protected trunk vlan voice monitor phone tap"),
        ("ospf", "#  cost hello-interval dead-interval network priority"),
        ("spanning-tree", "bpdufilter bpduguard cost guard link-type mst port port-priority portfast vlan edge"),
    ]);

    // Nothing follows these.
    private static readonly string[] Alone = ["shutdown", "exit-address-family", "root", "auto-summary", "synchronization"];

    /// <summary>Puts the second word right; false: none that may stand there.</summary>
    public static bool Check(bool inInterface, List<string> words, int at)
    {
        if (words.Count <= at + 1)
        {
            return true;
        }

        if (Alone.Contains(words[at]))
        {
            return false;
        }

        if (!(inInterface ? InInterface : Top).TryGetValue(words[at], out var known) || known is ["*"])
        {
            return true;
        }

        var typed = words[at + 1];
        if (known.Contains(Value) && (char.IsAsciiDigit(typed[0]) || !char.IsAsciiLetter(typed[0])))
        {
            return true;
        }

        var found = Array.Find(known, word => string.Equals(word, typed, StringComparison.OrdinalIgnoreCase))
            ?? (typed.Length > 1
                && known.Where(word => word.StartsWith(typed, StringComparison.OrdinalIgnoreCase)).Take(2).ToArray() is [var only] ? only
                : null);
        if (found is null)
        {
            return false;
        }

        words[at + 1] = found;
        return true;
    }

    private static Dictionary<string, string[]> Table(IEnumerable<(string First, string Second)> rows) =>
        rows.ToDictionary(row => row.First, row => row.Second.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
