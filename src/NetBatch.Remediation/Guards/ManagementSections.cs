using System.Text.RegularExpressions;

namespace NetBatch.Remediation;

/// <summary>The parts of a running config that carry a session's addresses: their interfaces, the interfaces' VRFs, the access lists on
/// the session's way.</summary>
internal sealed partial class ManagementSections
{
    private readonly IReadOnlyList<string> addresses;
    private readonly List<string> interfaces = [];
    private readonly List<string> vrfs = [];
    private readonly HashSet<string> lists = new(StringComparer.Ordinal);

    private ManagementSections(IReadOnlyList<string> addresses) => this.addresses = addresses;

    /// <summary>Whether an interface has one of the addresses.</summary>
    public bool HasInterface => interfaces.Count > 0;

    public static ManagementSections Of(ConfigTree running, IReadOnlyList<string> addresses)
    {
        var own = new ManagementSections(addresses);
        foreach (var terminal in running.Children.Where(c => TerminalLines().IsMatch(c.Text)))
        {
            own.AddLists(terminal.Descendants());
        }

        foreach (var node in addresses.Count == 0 ? [] : running.AllLines().Where(n => own.HasAddress(n.Text)))
        {
            if (running.Platform.Syntax == ConfigSyntax.Curly)
            {
                own.AddFlat(node.Text);
                own.AddLists(running.Children.Where(c => own.interfaces.Exists(i => Flat(c.Text, i))));
            }
            else if (Interface(node) is { } section)
            {
                own.interfaces.Add(section.Text);
                own.AddLists(section.Descendants());
                own.vrfs.AddRange(section.Descendants().Select(n => VrfLine().Match(n.Text)).Where(m => m.Success)
                    .Select(m => m.Groups[1].Value));
            }
            else if (node.Path[0].StartsWith("config system interface", StringComparison.Ordinal))
            {
                own.interfaces.Add(node.Path[Math.Min(1, node.Path.Count - 1)]);
            }
        }

        return own;
    }

    /// <summary>What of the session a line touches; null: nothing known.</summary>
    public string? Touches(ConfigNode node, ConfigRules platform)
    {
        if (node.Path.Any(HasAddress))
        {
            return "address";
        }

        foreach (var text in node.Path)
        {
            var plain = Negator.Plain(text, platform);
            if (interfaces.Exists(i =>
                plain == i || text == "delete " + i[(i.IndexOf(' ', StringComparison.Ordinal) + 1)..] || Flat(plain, i)))
            {
                return "interface";
            }

            if (ListDefinition().Match(plain) is { Success: true } list && lists.Contains(list.Groups[1].Value))
            {
                return "access list on the way";
            }

            if (VrfDefinition().Match(plain) is { Success: true } match && vrfs.Contains(match.Groups[1].Value))
            {
                return "VRF";
            }
        }

        return null;
    }

    // Devices show IPv6 addresses in capitals, too.
    private bool HasAddress(string text)
    {
        foreach (var address in addresses)
        {
            if (Words.Has(text, address) || (address.Contains(':', StringComparison.Ordinal)
                && text.Contains(':', StringComparison.Ordinal) && Words.Has(text.ToLowerInvariant(), address)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The interface that a line stands in, however deep.</summary>
    private static ConfigNode? Interface(ConfigNode? line)
    {
        for (; line is not null && !InterfaceHeader().IsMatch(line.Text); line = line.Parent)
        {
        }

        return line;
    }

    private static bool Flat(string line, string start) =>
        (start.StartsWith("interface", StringComparison.Ordinal) || start.StartsWith("groups ", StringComparison.Ordinal)
            || start.StartsWith("logical-systems ", StringComparison.Ordinal))
        && (line.StartsWith("set " + start + " ", StringComparison.Ordinal) || line.StartsWith(start + " ", StringComparison.Ordinal));

    private void AddLists(IEnumerable<ConfigNode> lines) =>
        lists.UnionWith(lines.Select(line => ListUse().Match(line.Text)).Where(m => m.Success).Select(m => m.Groups[1].Value));

    private void AddFlat(string line)
    {
        if (FlatInterface().Match(line) is { Success: true } match)
        {
            interfaces.Add(match.Groups[1].Value);
        }
    }

    [GeneratedRegex(@"^(?:line |user-interface |management |ssh )", RegexOptions.CultureInvariant)]
    private static partial Regex TerminalLines();

    [GeneratedRegex(@"(?:access-group|access-class|traffic-filter(?: inbound| outbound)?(?: ipv6)?(?: acl)?(?: name)?|\bacl|filter "
        + @"(?:input|output)) (?!in\b|out\b)(\S+)", RegexOptions.CultureInvariant)]
    private static partial Regex ListUse();

    [GeneratedRegex(@"^(?:set |resequence )?(?:(?:ip |ipv4 |ipv6 |mac )?access-list(?: standard| extended| resequence)?|acl(?: "
        + @"ipv6)?(?: number| name| advanced| basic)?|firewall (?:family \S+ )?filter) (\S+)", RegexOptions.CultureInvariant)]
    private static partial Regex ListDefinition();

    [GeneratedRegex(@"^(?:interface|vlan) ", RegexOptions.CultureInvariant)]
    private static partial Regex InterfaceHeader();

    [GeneratedRegex(@"^(?:ip )?(?:vrf forwarding|vrf member|vrf|binding vpn-instance|ip binding vpn-instance) (\S+)$",
        RegexOptions.CultureInvariant)]
    private static partial Regex VrfLine();

    [GeneratedRegex(@"^(?:ip )?(?:vrf definition|vrf context|vrf instance|vrf|vpn-instance) (\S+)$", RegexOptions.CultureInvariant)]
    private static partial Regex VrfDefinition();

    [GeneratedRegex(@"^set (?:/ )?((?:(?:groups|logical-systems) \S+ )?(?:interfaces (?:ethernet |bonding |bridge |loopback |vlan )?\S+"
        + @"|interface \S+))", RegexOptions.CultureInvariant)]
    private static partial Regex FlatInterface();
}
