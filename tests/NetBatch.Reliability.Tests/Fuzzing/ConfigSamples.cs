namespace NetBatch.Reliability.Tests.Fuzzing;

/// <summary>Configurations of the forms that differ: by indent, by braces, by set lines, by edit and next.</summary>
internal static class ConfigSamples
{
    public static readonly IReadOnlyList<string> All =
    [
        """
        hostname r1
        !
        interface Gi0/1
         description a
         ip address 192.0.2.1 255.255.255.0
        !
        banner motd ^C
        hello
        ^C
        ip access-list extended A
         10 permit ip any any
        !
        router bgp 65000
         address-family ipv4
          neighbor 192.0.2.9 activate
         exit-address-family
        !
        crypto pki certificate chain X
         certificate 01
          30820122
          quit
        end

        """,
        """
        system {
            host-name r1;
            services { ssh; }
        }
        interfaces {
            ge-0/0/0 {
                unit 0 { family inet { address 192.0.2.1/24; } }
                /* note */ disable;
            }
            inactive: ge-0/0/1 { description "a \"b\""; }
        }

        """,
        "set system host-name r1\nset interfaces ge-0/0/0 unit 0 family inet address 192.0.2.1/24\ndeactivate interfaces ge-0/0/1\n",
        """
        config system interface
            edit "port1"
                set ip 192.0.2.1 255.255.255.0
                set allowaccess ping https
            next
        end

        """,
        "/interface bridge\nadd name=b1 comment=\"a b\"\n/ip address\nadd address=192.0.2.1/24 \\\n    interface=b1\n",
        "sysname r1\n#\ninterface GigabitEthernet0/0/1\n ip address 192.0.2.1 24\n#\nacl number 3000\n rule 5 permit ip\n#\nreturn\n",
    ];
}
