namespace NetBatch.Lab.Configs.Forti;

/// <summary>
/// The sections that the simulated FortiGate has, with their settings, bounds and defaults, from the FortiOS 7.4 CLI reference
/// (docs.fortinet.com/document/fortigate/7.4.4/cli-reference). A table by names has <c>[]</c>, one by numbers <c>[#]</c>, one whose
/// order counts <c>&gt;</c>; <c>!</c> marks what an entry must have.
/// </summary>
internal static class FortiSections
{
    public static IReadOnlyList<FortiSchema> All { get; } = FortiSchema.Read(
        """
        system global
          admin-sport 1-65535 =443
          admin-ssh-port 1-65535 =22
          admintimeout 1-480 =5
          alias text
          hostname text
          pre-login-banner enable|disable =disable
          timezone text
        system accprofile[]
          secfabgrp none|read|read-write =none
          fwgrp none|read|read-write|custom =none
        system interface[]
          vdom text
          mode static|dhcp|pppoe =static
          ip net =0.0.0.0 0.0.0.0
          allowaccess list ping|https|ssh|snmp|http|telnet|fgfm|fabric
          status up|down =up
          type physical|vlan|loopback|aggregate|tunnel =vlan
          description text
          alias text
          role lan|wan|dmz|undefined =undefined
          snmp-index 1-2147483647
          interface ref system interface
          vlanid 1-4094
          mtu-override enable|disable =disable
          mtu 68-65535 =1500
          secondary-IP enable|disable =disable
          config secondaryip[#]
            ip net!
            allowaccess list ping|https|ssh|snmp|http|telnet|fgfm|fabric
        system admin[]
          accprofile ref system accprofile!
          vdom text
          trusthost1 net =0.0.0.0 0.0.0.0
          trusthost2 net =0.0.0.0 0.0.0.0
          comments text
          password list word
        system dns
          primary ip
          secondary ip
        system console
          output standard|more =more
        system snmp sysinfo
          status enable|disable =disable
          contact-info text
          description text
          location text
        system snmp community[#]
          name text!
          status enable|disable =enable
          config hosts[#]
            ip net!
        firewall address[]
          uuid word
          type ipmask|iprange|fqdn =ipmask
          subnet net =0.0.0.0 0.0.0.0
          start-ip ip
          end-ip ip
          fqdn text
          comment text
        firewall addrgrp[]
          uuid word
          member list ref firewall address, firewall addrgrp!
          comment text
        firewall service custom[]
          protocol TCP/UDP/SCTP|ICMP|IP =TCP/UDP/SCTP
          tcp-portrange list word
          udp-portrange list word
          comment text
        firewall service group[]
          member list ref firewall service custom, firewall service group!
          comment text
        firewall schedule recurring[]
          day list sunday|monday|tuesday|wednesday|thursday|friday|saturday|none =none
          start word
          end word
        router access-list[]
          comments text
          config rule[#]
            action permit|deny =permit
            prefix net
            exact-match enable|disable =disable
        router route-map[]
          comments text
          config rule[#]
            action permit|deny =permit
            match-ip-address ref router access-list
            set-metric 0-2147483647
            set-local-preference 0-2147483647
        system ntp
          ntpsync enable|disable =disable
          type fortiguard|custom =fortiguard
          syncinterval 1-1440 =60
          config ntpserver[#]
            server text!
        log syslogd setting
          status enable|disable =disable
          server text
          port 0-65535 =514
        firewall policy[#>]
          status enable|disable =enable
          name text
          uuid word
          srcintf list ref system interface, any!
          dstintf list ref system interface, any!
          action accept|deny =deny
          srcaddr list ref firewall address, firewall addrgrp!
          dstaddr list ref firewall address, firewall addrgrp!
          schedule ref firewall schedule recurring!
          service list ref firewall service custom, firewall service group!
          logtraffic all|utm|disable =utm
          nat enable|disable =disable
          comments text
        router static[#]
          status enable|disable =enable
          dst net =0.0.0.0 0.0.0.0
          gateway ip
          distance 1-255 =10
          device ref system interface
          blackhole enable|disable =disable
          comment text
        router bgp
          as word
          router-id ip
          keepalive-timer 0-65535 =60
          config neighbor[]
            description text
            remote-as word!
            route-map-in ref router route-map
            route-map-out ref router route-map
            shutdown enable|disable =disable
          config network[#]
            prefix net!
        router ospf
          router-id ip
          config area[]
            type regular|nssa|stub =regular
          config network[#]
            prefix net!
            area ip
        """);

    /// <summary>Finds a section by words of which each may be abbreviated.</summary>
    /// <param name="sections">The sections that may be meant.</param>
    /// <param name="words">The words.</param>
    /// <param name="wrong">Index of the word that fits none, or the count of the words where some are missing.</param>
    public static FortiSchema? Find(IReadOnlyList<FortiSchema> sections, IReadOnlyList<string> words, out int wrong)
    {
        var left = sections.ToList();
        for (wrong = 0; wrong < words.Count; wrong++)
        {
            var at = wrong;
            string Word(FortiSchema section) => section.Path.Split(' ') is var path && path.Length > at ? path[at] : "";
            var exact = left.FindAll(section => Word(section) == words[at]);
            left = exact.Count > 0 ? exact : left.FindAll(section => Word(section).StartsWith(words[at], StringComparison.Ordinal));
            if (left.Count == 0)
            {
                return null;
            }
        }

        return left.Find(section => section.Path.Count(sign => sign == ' ') == words.Count - 1);
    }
}
