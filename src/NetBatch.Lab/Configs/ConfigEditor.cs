namespace NetBatch.Lab.Configs;

/// <summary>What a config line did.</summary>
internal enum ConfigOutcome
{
    /// <summary>It stands in the configuration now, or what it removes is gone.</summary>
    Done,
    /// <summary>It opened a section.</summary>
    Entered,
    /// <summary>No such line may stand here.</summary>
    Invalid,
}

/// <summary>The place in a configuration where a session types, and what its lines do to it.</summary>
internal sealed class ConfigEditor(ConfigGrammar grammar, ConfigNode root)
{
    // Of these there is one: a new one takes the old one's place.
    private static readonly string[] Single =
    [
        "hostname", "description", "ip address", "ipv4 address", "bandwidth", "mtu", "speed", "duplex", "router-id", "enable secret", "banner motd", "banner login", "banner exec",
        "clock timezone", "version", "switchport mode", "switchport access vlan", "switchport trunk native vlan", "switchport trunk allowed vlan", "ip ospf cost", "ip ospf priority",
        "ip ospf network", "name", "logging buffered", "logging console", "ip domain name", "exec-timeout", "transport input", "remote-as", "encapsulation", "vrf forwarding",
        "snmp-server location", "snmp-server contact", "ip ssh version", "spanning-tree mode", "load-interval", "ntp source", "ip mtu", "cost", "service-policy input", "service-policy output",
    ];

    // On unless the configuration says no.
    private static readonly string[] DefaultOn =
        ["ip domain lookup", "ip http server", "ip http secure-server", "ip routing", "cdp run", "cdp enable", "switchport", "ip redirects", "ip proxy-arp", "auto-summary", "aaa root", "lldp run", "service pad", "ip source-route"];

    private readonly List<(ConfigSection Section, ConfigNode Node)> _path = [];

    /// <summary>The line that opened the innermost section, or null.</summary>
    public string? Place => _path.Count == 0 ? null : _path[^1].Node.Line;

    /// <summary>What the prompt calls the place.</summary>
    public string Mode => _path.Count == 0 ? "config" : _path[^1].Section.Mode;

    /// <summary>Leaves the innermost section; false: it was in none.</summary>
    public bool Leave()
    {
        if (_path.Count == 0)
        {
            return false;
        }

        _path.RemoveAt(_path.Count - 1);
        return true;
    }

    /// <summary>Does a line: here, or where it belongs further up, as the devices do.</summary>
    public ConfigOutcome Apply(string line)
    {
        for (var depth = _path.Count; depth >= 0; depth--)
        {
            var path = _path.Take(depth).Select(entry => entry.Section).ToList();
            if (grammar.Canonical(path, line) is not { } text)
            {
                continue;
            }

            _path.RemoveRange(depth, _path.Count - depth);
            return Do(depth == 0 ? root : _path[^1].Node, path, text);
        }

        return ConfigOutcome.Invalid;
    }

    private ConfigOutcome Do(ConfigNode node, List<ConfigSection> path, string text)
    {
        if (text.StartsWith("no ", StringComparison.Ordinal))
        {
            Remove(node, text[3..]);
            return ConfigOutcome.Done;
        }

        node.Children.RemoveAll(child => child.Line == "no " + text);
        if (grammar.SectionOf(path, text) is { } section)
        {
            var inner = node.Find(text);
            if (inner is null)
            {
                node.Children.Add(inner = new ConfigNode(text));
            }

            _path.Add((section, inner));
            return ConfigOutcome.Entered;
        }

        var prefix = text.EndsWith(" secondary", StringComparison.Ordinal) ? null : Array.Find(Single, start => ConfigGrammar.Starts(text, start));
        if (prefix is not null)
        {
            node.Children.RemoveAll(child => child.Line == "no " + prefix);
        }

        var old = prefix is null
            ? node.Children.FindIndex(child => child.Line == text)
            : node.Children.FindIndex(child => ConfigGrammar.Starts(child.Line, prefix) && !child.Line.EndsWith(" secondary", StringComparison.Ordinal));
        if (old >= 0)
        {
            node.Children[old] = new ConfigNode(text);
        }
        else if (!DefaultOn.Contains(text))
        {
            node.Children.Add(new ConfigNode(text));
        }

        return ConfigOutcome.Done;
    }

    private void Remove(ConfigNode node, string text)
    {
        // "no ntp server 10.0.0.1" takes that line, "no description" and "no router ospf 1" all that begins so.
        var removed = node.Children.RemoveAll(child => string.Equals(child.Line, text, StringComparison.OrdinalIgnoreCase));
        if (removed == 0)
        {
            removed = node.Children.RemoveAll(child => ConfigGrammar.Starts(child.Line, text));
        }

        if (removed == 0 && Array.Find(Single, start => ConfigGrammar.Starts(text, start)) is { } single)
        {
            removed = node.Children.RemoveAll(child => ConfigGrammar.Starts(child.Line, single));
        }

        if (removed > 0 && grammar.WritesNoAddress && ConfigGrammar.Starts(text, "ip address") && !node.Children.Exists(child => ConfigGrammar.Starts(child.Line, "ip address")))
        {
            node.Children.Add(new ConfigNode("no ip address"));
        }

        if (removed == 0 && DefaultOn.Contains(text) && node.Find("no " + text) is null)
        {
            node.Children.Add(new ConfigNode("no " + text));
        }
    }
}
