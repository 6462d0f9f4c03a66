using NetBatch.Lab.Devices;

namespace NetBatch.Lab.Configs;

/// <summary>The configuration that a device has when the lab comes up.</summary>
internal static class InitialConfig
{
    public static string For(SimDevice device) =>
        device.Platform switch
        {
            "cisco_nxos" => Nxos(device.Facts),
            "cisco_iosxr" => Xr(device.Facts),
            "arista_eos" => Eos(device.Facts),
            "juniper_junos" => Junos(device.Facts),
            "cisco_asa" => FirewallConfigs.Asa(device.Facts),
            "huawei_vrp" => UndoConfigs.Vrp(device.Facts),
            "hp_comware" => UndoConfigs.Comware(device.Facts),
            "fortinet_fortios" => FirewallConfigs.Forti(device.Facts),
            "linux" => "",
            _ => Ios(device.Facts),
        };

    private static string Ios(DeviceFacts facts) => $"""
        version {facts.Version.Split('(')[0]}
        service timestamps debug datetime msec
        service timestamps log datetime msec
        no service pad
        hostname {facts.Name}
        enable secret 9 $9$lab$notasecret
        no aaa new-model
        no ip domain lookup
        ip domain name lab.example
        interface Loopback0
         description router id
         ip address {facts.RouterId} 255.255.255.255
        interface GigabitEthernet0/0
         description to the router before
         ip address {facts.LinkAddress(0)} 255.255.255.252
         ip ospf cost 10
        interface GigabitEthernet0/1
         description to the router behind
         ip address {facts.LinkAddress(1)} 255.255.255.252
         ip ospf cost 10
        interface GigabitEthernet0/2
         no ip address
         shutdown
        router ospf 1
         router-id {facts.RouterId}
         passive-interface Loopback0
         network 10.0.0.0 0.255.255.255 area 0
        no ip http server
        no ip http secure-server
        ip ssh version 2
        ip access-list standard MGMT
         10 permit 10.0.0.0 0.255.255.255
         20 deny any log
        logging host 10.200.0.10
        snmp-server location lab
        line con 0
         logging synchronous
        line vty 0 4
         login local
         transport input ssh
        ntp server 10.200.0.1
        """;

    private static string Nxos(DeviceFacts facts) => $"""
        version {facts.Version} Bios:version
        hostname {facts.Name}
        feature ospf
        feature interface-vlan
        no ip domain-lookup
        vlan 1
        vlan 10
          name users
        vrf context management
          ip route 0.0.0.0/0 10.200.0.254
        interface Ethernet1/1
          description to the router before
          no switchport
          ip address {facts.LinkAddress(0)}/30
          ip router ospf 1 area 0.0.0.0
          no shutdown
        interface Ethernet1/2
          description to the router behind
          no switchport
          ip address {facts.LinkAddress(1)}/30
          ip router ospf 1 area 0.0.0.0
          no shutdown
        interface Ethernet1/3
          switchport access vlan 10
        interface mgmt0
          vrf member management
        interface loopback0
          description router id
          ip address {facts.RouterId}/32
        line console
        line vty
        router ospf 1
          router-id {facts.RouterId}
        ntp server 10.200.0.1 use-vrf management
        logging server 10.200.0.10
        """;

    private static string Xr(DeviceFacts facts) => $"""
        hostname {facts.Name}
        domain name lab.example
        logging 10.200.0.10 vrf default
        ntp
         server 10.200.0.1
        interface Loopback0
         description router id
         ipv4 address {facts.RouterId} 255.255.255.255
        interface MgmtEth0/RP0/CPU0/0
         shutdown
        interface GigabitEthernet0/0/0/0
         description to the router before
         ipv4 address {facts.LinkAddress(0)} 255.255.255.252
        interface GigabitEthernet0/0/0/1
         description to the router behind
         ipv4 address {facts.LinkAddress(1)} 255.255.255.252
        router ospf 1
         router-id {facts.RouterId}
         area 0
          interface Loopback0
          interface GigabitEthernet0/0/0/0
           cost 10
          interface GigabitEthernet0/0/0/1
           cost 10
        ssh server v2
        """;

    private static string Eos(DeviceFacts facts) => $"""
        hostname {facts.Name}
        dns domain lab.example
        spanning-tree mode mstp
        vlan 10
           name users
        interface Ethernet1
           description to the router before
           no switchport
           ip address {facts.LinkAddress(0)}/30
        interface Ethernet2
           description to the router behind
           no switchport
           ip address {facts.LinkAddress(1)}/30
        interface Ethernet3
           switchport access vlan 10
        interface Loopback0
           description router id
           ip address {facts.RouterId}/32
        interface Management1
        ip routing
        ntp server 10.200.0.1
        logging host 10.200.0.10
        router ospf 1
           router-id {facts.RouterId}
           network 10.0.0.0/8 area 0.0.0.0
           max-lsa 12000
        """;

    private static string Junos(DeviceFacts facts) => $"""
        set version {facts.Version}
        set system host-name {facts.Name}
        set system domain-name lab.example
        set system services ssh
        set system services netconf ssh
        set system syslog host 10.200.0.10 any notice
        set system ntp server 10.200.0.1
        set interfaces ge-0/0/0 description "to the router before"
        set interfaces ge-0/0/0 unit 0 family inet address {facts.LinkAddress(0)}/30
        set interfaces ge-0/0/1 description "to the router behind"
        set interfaces ge-0/0/1 unit 0 family inet address {facts.LinkAddress(1)}/30
        set interfaces ge-0/0/2 disable
        set interfaces lo0 unit 0 family inet address {facts.RouterId}/32
        set routing-options router-id {facts.RouterId}
        set protocols ospf area 0.0.0.0 interface ge-0/0/0.0 metric 10
        set protocols ospf area 0.0.0.0 interface ge-0/0/1.0 metric 10
        set protocols ospf area 0.0.0.0 interface lo0.0 passive
        set snmp location lab
        """;
}
