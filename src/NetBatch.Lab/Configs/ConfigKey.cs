namespace NetBatch.Lab.Configs;

/// <summary>Which lines are values of one setting, so that a new one takes the old one's place.</summary>
internal static class ConfigKey
{
    private static readonly string[] Single =
    [
        "hostname", "description", "ip address", "ipv4 address", "bandwidth", "mtu", "speed", "duplex", "router-id", "enable secret",
        "banner motd", "banner login", "banner exec",
        "clock timezone", "version", "switchport mode", "switchport access vlan", "switchport trunk native vlan",
        "switchport trunk allowed vlan", "ip ospf cost", "ip ospf priority",
        "ip ospf network", "name", "logging buffered", "logging console", "logging trap", "logging monitor", "logging source-interface",
        "ip domain name", "domain name", "exec-timeout", "transport input",
        "remote-as", "encapsulation", "vrf forwarding", "vrf member", "snmp-server location", "snmp-server contact",
        "snmp-server chassis-id", "snmp-server trap-source", "ip ssh version", "spanning-tree mode",
        "load-interval", "ntp source", "ip mtu", "cost", "service-policy input", "service-policy output", "maximum", "path", "delay",
        "ip ospf hello-interval", "ip ospf dead-interval", "hello-interval",
        "dead-interval", "priority", "max-lsa", "maximum-paths ibgp", "maximum-paths", "auto-cost reference-bandwidth", "default-metric",
        "max-metric", "ip name-server source-interface", "timers bgp", "state",
    ];

    /// <summary>The first words of a setting that has one value, or null.</summary>
    public static string? SingleOf(string line) =>
        line.EndsWith(" secondary", StringComparison.Ordinal) ? null : Array.Find(Single, start => ConfigGrammar.Starts(line, start));

    /// <summary>What a line sets. Two users' lines with other secrets set the same user; a numbered entry is its number.</summary>
    public static string Of(string line)
    {
        var text = line.StartsWith("no ", StringComparison.Ordinal) ? line[3..] : line;
        if (SingleOf(text) is { } single)
        {
            return single;
        }

        // What a clause does, and what a class asks of its lines, are values of it.
        if (text.Split(' ') is ["route-map", var map, "permit" or "deny", var clause])
        {
            return $"route-map {map} {clause}";
        }

        if (text.Split(' ') is ["class-map", "match-any" or "match-all", var match])
        {
            return $"class-map {match}";
        }

        var words = text.Split(' ', 3);
        return words[0].Length > 0 && words[0].All(char.IsAsciiDigit) && words.Length > 1 ? words[0]
            : words is ["username", var user, var rest] && !rest.StartsWith("role ", StringComparison.Ordinal)
                && !rest.StartsWith("ssh", StringComparison.Ordinal) ? $"username {user}"
            : text;
    }
}
