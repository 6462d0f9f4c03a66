using NetBatch.Lab.Devices;

namespace NetBatch.Lab.Configs;

/// <summary>The configurations that firewalls have when the lab comes up.</summary>
internal static class FirewallConfigs
{
    public static string Forti(DeviceFacts facts) => $"""
        config system global
            set alias "{facts.Model}"
            set hostname "{facts.Name}"
            set timezone "Europe/Berlin"
        end
        config system accprofile
            edit "prof_admin"
                set secfabgrp read-write
                set fwgrp read-write
            next
        end
        config system interface
            edit "port1"
                set vdom "root"
                set ip {facts.LinkAddress(0)} 255.255.255.252
                set allowaccess ping https ssh
                set type physical
                set description "to the router before"
                set snmp-index 1
            next
            edit "port2"
                set vdom "root"
                set ip {facts.LinkAddress(1)} 255.255.255.252
                set allowaccess ping
                set type physical
                set description "to the router behind"
                set snmp-index 2
            next
            edit "port3"
                set vdom "root"
                set status down
                set type physical
                set snmp-index 3
            next
        end
        config system admin
            edit "admin"
                set accprofile "prof_admin"
                set vdom "root"
                set password ENC notasecret
            next
        end
        config system dns
            set primary 10.200.0.53
        end
        config firewall address
            edit "all"
                set uuid 00000000-0000-51ee-0001-000000000001
            next
            edit "branch"
                set uuid 00000000-0000-51ee-0001-000000000002
                set subnet 10.0.0.0 255.0.0.0
            next
            edit "servers"
                set uuid 00000000-0000-51ee-0001-000000000003
                set subnet 10.200.0.0 255.255.255.0
            next
        end
        config firewall addrgrp
            edit "inside"
                set uuid 00000000-0000-51ee-0002-000000000001
                set member "branch" "servers"
            next
        end
        config firewall service custom
            edit "ALL"
                set protocol IP
            next
            edit "HTTPS"
                set tcp-portrange 443
            next
            edit "SSH"
                set tcp-portrange 22
            next
            edit "DNS"
                set tcp-portrange 53
                set udp-portrange 53
            next
        end
        config firewall schedule recurring
            edit "always"
                set day sunday monday tuesday wednesday thursday friday saturday
            next
        end
        config system ntp
            set ntpsync enable
            set type custom
            config ntpserver
                edit 1
                    set server "10.200.0.1"
                next
            end
        end
        config log syslogd setting
            set status enable
            set server "10.200.0.10"
        end
        config firewall policy
            edit 1
                set name "branch to servers"
                set uuid 00000000-0000-51ee-0003-000000000001
                set srcintf "port1"
                set dstintf "port2"
                set action accept
                set srcaddr "branch"
                set dstaddr "servers"
                set schedule "always"
                set service "HTTPS" "SSH"
                set logtraffic all
            next
            edit 2
                set name "names"
                set uuid 00000000-0000-51ee-0003-000000000002
                set srcintf "port1"
                set dstintf "port2"
                set action accept
                set srcaddr "inside"
                set dstaddr "all"
                set schedule "always"
                set service "DNS"
            next
            edit 3
                set name "the rest"
                set uuid 00000000-0000-51ee-0003-000000000003
                set srcintf "any"
                set dstintf "any"
                set srcaddr "all"
                set dstaddr "all"
                set schedule "always"
                set service "ALL"
                set logtraffic all
            next
        end
        config router static
            edit 1
                set gateway {facts.LinkAddress(0)}
                set device "port1"
            next
        end
        """;

    public static string Asa(DeviceFacts facts) => $"""
        hostname {facts.Name}
        domain-name lab.example
        enable password $sha512$5000$notasecret pbkdf2
        names
        !
        interface GigabitEthernet0/0
         description to the router before
         nameif outside
         security-level 0
         ip address {facts.LinkAddress(0)} 255.255.255.252
        !
        interface GigabitEthernet0/1
         description to the router behind
         nameif inside
         security-level 100
         ip address {facts.LinkAddress(1)} 255.255.255.252
        !
        interface GigabitEthernet0/2
         shutdown
         no nameif
         no security-level
         no ip address
        !
        ftp mode passive
        object network web
         host 10.200.0.80
        object network branch
         subnet 10.0.0.0 255.0.0.0
        object-group network servers
         network-object host 10.200.0.81
         network-object object web
        access-list outside_in remark the way in
        access-list outside_in extended permit tcp any object-group servers eq https
        access-list outside_in extended permit icmp any any
        access-list outside_in extended deny ip any any log
        access-list inside_in extended permit ip object branch any
        pager lines 24
        logging enable
        logging trap informational
        logging host inside 10.200.0.10
        mtu outside 1500
        mtu inside 1500
        icmp unreachable rate-limit 1 burst-size 1
        arp timeout 14400
        access-group outside_in in interface outside
        access-group inside_in in interface inside
        route outside 0.0.0.0 0.0.0.0 10.0.0.1 1
        timeout xlate 3:00:00
        aaa authentication ssh console LOCAL
        http server enable
        http 10.0.0.0 255.0.0.0 inside
        snmp-server location lab
        ssh timeout 5
        ssh 10.0.0.0 255.0.0.0 inside
        console timeout 0
        threat-detection basic-threat
        ntp server 10.200.0.1
        username admin password $sha512$5000$notasecret pbkdf2 privilege 15
        !
        class-map inspection_default
         match default-inspection-traffic
        !
        policy-map global_policy
         class inspection_default
          inspect dns
          inspect ftp
        !
        service-policy global_policy global
        """;
}
