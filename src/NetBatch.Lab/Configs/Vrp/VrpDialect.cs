using NetBatch.Lab.Configs.Views;

namespace NetBatch.Lab.Configs.Vrp;

/// <summary>
/// What is VRP's own: VLANs in batches, VPN bindings that take the addresses of a port, link types that can be changed only while
/// nothing depends on them, peers. Answers as captured in public (S5700 and AR consoles) where they are known.
/// </summary>
internal sealed class VrpDialect : ViewDialect
{
    public static VrpDialect Instance { get; } = new();

    public override ViewGrammar Grammar => VrpGrammar.Grammar;

    public override string Negation => "undo";

    public override string NameWord => "sysname";

    public override string Rewrite(ViewNode here, string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (here.Rule is null && words is ["acl", var number] && char.IsAsciiDigit(number[0]))
        {
            return $"acl number {number}";
        }

        return here.Rule?.Defines == "acl" ? NumberedRules.Numbered(here, line, first: 5) : line;
    }

    public override IEnumerable<string> Expand(ViewNode here, string line) =>
        line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["vlan", "batch", .. var numbers] && numbers.Length > 0
            && numbers.All(word => word == "to" || word.All(char.IsAsciiDigit))
            ? NumberList.Read(string.Join(' ', numbers)).Select(number => $"vlan {number}")
            : [line];

    public override string? Check(ViewConfig config, ViewNode here, ViewMatch match)
    {
        var rule = match.Rule!;
        if (here.Rule?.Defines == "acl")
        {
            return NumberedRules.Check(here, match, here.Rule.Opens == "acladv", "Error: Wrong parameter found.\n",
                "Error: The rule already exists.\n")
                ?? (rule.Parts.Exists(part => part.Word == "description") && rule.Parts.Count > 2
                && here.Find($"rule {match.Names[0]}") is null
                    ? "Error: The rule does not exist.\n" : null);
        }

        return rule.Literals switch
        {
            "bgp" when config.Root.Find("bgp") is { } old && old.Line != match.Line => "Error: BGP is already running.\n",
            "peer" when !rule.Parts.Exists(part => part.Word == "as-number")
                && config.Root.Find("bgp")?.Find($"peer {match.Names[0]} as-number") is null => "Error: The peer does not exist.\n",
            "interface" when match.Names[0].StartsWith("Vlanif", StringComparison.Ordinal)
                && !config.Defines("vlan", match.Names[0][6..]) => "Error: The VLAN does not exist.\n",
            "interface" when IsHardware(match.Names[0]) && config.Root.Find(match.Key) is null => "Error: Wrong parameter found.\n",
            "port link-type" when here.Find(match.Key)?.Line != match.Line && DependsOnType(here) => Renew,
            "port default vlan" when here.Find("port link-type")?.Line != "port link-type access" => Renew,
            "port trunk allow-pass vlan" or "port trunk pvid vlan" when here.Find("port link-type")?.Line != "port link-type trunk" =>
                Renew,
            "port link-type" or "stp edged-port" when !IsSwitched(here) => "Error: Unrecognized command found.\n",
            "ip address" or "ip binding vpn-instance" when IsSwitched(here) => "Error: Unrecognized command found.\n",
            _ => null,
        };
    }

    public override string? CheckRemoval(ViewConfig config, ViewNode here, ViewNode node) =>
        node.Rule!.Literals switch
        {
            "interface" when IsHardware(node.Names[0]) => "Error: Wrong parameter found.\n",
            "port link-type" when DependsOnType(here) => Renew,
            "vlan" when config.Root.Find($"interface Vlanif{node.Names[0]}") is not null =>
                "Error: The VLAN has a L3 interface. Please delete it first.\n",
            _ => null,
        };

    public override string Added(ViewConfig config, ViewNode here, ViewNode node, string? before)
    {
        if (node.Rule!.IsNumbered)
        {
            NumberedRules.Keep(node, before, here.Rule!.Opens == "acladv");
        }
        else if (node.Key == "ip binding vpn-instance" && before != node.Line)
        {
            return Unbound(here);
        }
        else if (node.Key.EndsWith(" as-number", StringComparison.Ordinal) && before is null)
        {
            // A new peer takes part in IPv4 at once.
            var family = new ViewEditor(config);
            foreach (var line in new[] { config.Root.Find("bgp")!.Line, "ipv4-family unicast", $"peer {node.Names[0]} enable" })
            {
                family.Apply(line);
            }
        }

        return "";
    }

    public override string Removed(ViewConfig config, ViewNode here, ViewNode node)
    {
        if (node.Rule!.IsNumbered)
        {
            here.Children.RemoveAll(child => child.Key == $"{node.Key} description");
        }
        else if (node.Key == "ip binding vpn-instance")
        {
            return Unbound(here);
        }
        else if (node.Key == "ip address")
        {
            here.Children.RemoveAll(child => child.Rule!.Literals == "ip address");
        }
        else if (node.Rule.Literals == "vlan")
        {
            // A port of a VLAN that is gone is in VLAN 1 again.
            foreach (var port in config.Root.Children)
            {
                port.Children.RemoveAll(child => child.References.Contains(("vlan", node.Names[0])));
            }
        }

        return "";
    }

    public override string Missing(string kind, string name) =>
        kind switch
        {
            "vlan" => "Error: The VLAN does not exist.\n",
            "acl" => "Error: The ACL does not exist.\n",
            "vpn" => "Error: The VPN instance does not exist.\n",
            _ => $"Error: {name} does not exist.\n",
        };

    public override string? InUse(ViewNode node) =>
        node.Rule!.Defines switch
        {
            "acl" => "Error: The ACL is in use and cannot be deleted.\n",
            "policy" => "Error: The route-policy is in use and cannot be deleted.\n",
            "vpn" => "Error: The VPN instance is in use and cannot be deleted.\n",
            _ => null,
        };

    public override string NotThere(ViewMatch match) => match.Rule!.IsNumbered ? "Error: The rule does not exist.\n" : "";

    public override bool IsFrame(string line) =>
        line[0] is '#' or '!' || line.Trim() == "return" || line.StartsWith('<');

    public override string Write(ViewNode root, bool sorted) => ViewText.Write(this, root, sorted, VlanBatch);

    private const string Renew = "Error: Please renew the default configurations.\n";

    private static bool DependsOnType(ViewNode port) =>
        port.Children.Exists(child => child.Key.StartsWith("port ", StringComparison.Ordinal) && child.Key != "port link-type");

    private static bool IsSwitched(ViewNode port) =>
        port.Names.Count > 0 && port.Names[0].Contains("Ethernet", StringComparison.Ordinal);

    private static bool IsHardware(string port) => port.Contains("Eth", StringComparison.Ordinal) && !port.StartsWith("Eth-",
        StringComparison.Ordinal);

    private static string Unbound(ViewNode port)
    {
        port.Children.RemoveAll(child => child.Rule!.Literals is "ip address");
        return "Info: All IPv4 related configurations on this interface are removed!\n"
            + "Info: All IPv6 related configurations on this interface are removed!\n";
    }

    // VLANs stand in one line; those that have settings of their own besides.
    private static IEnumerable<ViewNode> VlanBatch(IEnumerable<ViewNode> lines)
    {
        var all = lines.ToList();
        var vlans = all.FindAll(node => node.Rule!.Literals == "vlan");
        var rest = all.FindAll(node => node.Rule!.Literals != "vlan" || node.Children.Count > 0);
        var first = all.FindIndex(node => node.Rule!.Literals == "vlan");
        if (first < 0)
        {
            return rest;
        }

        var numbers = NumberList.Write([.. vlans.Select(node => int.Parse(node.Names[0],
            System.Globalization.CultureInfo.InvariantCulture))]);
        rest.Insert(first, new ViewNode(vlans[0].Rule, "vlan batch", $"vlan batch {numbers}"));
        return rest;
    }
}
