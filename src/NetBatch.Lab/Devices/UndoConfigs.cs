using NetBatch.Lab.Devices;

namespace NetBatch.Lab.Configs;

/// <summary>The configurations that VRP and Comware have when the lab comes up.</summary>
internal static class UndoConfigs
{
    public static string Vrp(DeviceFacts facts) => $"""
        #
        sysname {facts.Name}
        #
        vlan batch 10 100 101
        #
        stp mode rstp
        #
        lldp enable
        #
        acl number 2000
         description who may log in
         rule 5 permit source 10.0.0.0 0.255.255.255
         rule 10 deny
        acl number 3000
         rule 5 permit tcp source 10.0.0.0 0.255.255.255 destination-port eq 22
         rule 10 permit icmp
         rule 15 deny ip
        #
        vlan 10
         description users
        #
        aaa
         local-user admin password irreversible-cipher $1a$notasecret
         local-user admin privilege level 15
         local-user admin service-type ssh
        #
        interface Vlanif100
         description to the router before
         ip address {facts.LinkAddress(0)} 255.255.255.252
         ospf cost 10
        #
        interface Vlanif101
         description to the router behind
         ip address {facts.LinkAddress(1)} 255.255.255.252
         traffic-filter inbound acl 3000
        #
        interface GigabitEthernet0/0/1
         description trunk
         port link-type trunk
         port trunk allow-pass vlan 10 100 to 101
        #
        interface GigabitEthernet0/0/2
         port link-type access
         port default vlan 10
        #
        interface GigabitEthernet0/0/3
         shutdown
        #
        interface LoopBack0
         ip address {facts.RouterId} 255.255.255.255
        #
        ospf 1 router-id {facts.RouterId}
         area 0.0.0.0
          network 10.0.0.0 0.255.255.255
        #
        ip route-static 0.0.0.0 0.0.0.0 10.0.0.1
        #
        info-center loghost 10.200.0.10
        #
        snmp-agent
        snmp-agent sys-info location lab
        #
        stelnet server enable
        #
        ntp-service unicast-server 10.200.0.1
        #
        user-interface con 0
        user-interface vty 0 4
         authentication-mode aaa
         protocol inbound ssh
        #
        return
        """;

    public static string Comware(DeviceFacts facts) => $"""
        #
        sysname {facts.Name}
        #
        ospf 1 router-id {facts.RouterId}
         area 0.0.0.0
          network 10.0.0.0 0.255.255.255
        #
        lldp global enable
        #
        vlan 1
        #
        vlan 10
         description users
        #
        vlan 100 to 101
        #
        interface LoopBack0
         ip address {facts.RouterId} 255.255.255.255
        #
        interface Vlan-interface100
         description to the router before
         ip address {facts.LinkAddress(0)} 255.255.255.252
         ospf cost 10
        #
        interface Vlan-interface101
         description to the router behind
         ip address {facts.LinkAddress(1)} 255.255.255.252
         packet-filter 3000 inbound
        #
        interface GigabitEthernet1/0/1
         port link-mode bridge
         description trunk
         port link-type trunk
         port trunk permit vlan 1 10 100 to 101
        #
        interface GigabitEthernet1/0/2
         port link-mode bridge
         port access vlan 10
        #
        interface GigabitEthernet1/0/3
         port link-mode bridge
         shutdown
        #
        ip route-static 0.0.0.0 0 10.0.0.1
        #
        info-center loghost 10.200.0.10
        #
        snmp-agent
        snmp-agent sys-info location lab
        #
        ssh server enable
        #
        ntp-service enable
        ntp-service unicast-server 10.200.0.1
        #
        acl basic 2000
         description who may log in
         rule 0 permit source 10.0.0.0 0.255.255.255
         rule 5 deny
        #
        acl advanced 3000
         rule 0 permit tcp source 10.0.0.0 0.255.255.255 destination-port eq 22
         rule 5 permit icmp
         rule 10 deny ip
        #
        line vty 0 63
         authentication-mode scheme
         user-role network-operator
        #
        local-user admin class manage
         password hash $h$6$notasecret
         service-type ssh
         authorization-attribute user-role network-admin
        #
        return
        """;
}
