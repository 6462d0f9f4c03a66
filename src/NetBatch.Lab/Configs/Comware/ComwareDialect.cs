using System.Globalization;
using NetBatch.Lab.Configs.Views;

namespace NetBatch.Lab.Configs.Comware;

/// <summary>What is Comware's own. Answers from the fixtures of netdriver (<c>The rule does not exist.</c>) and from captured consoles;
/// where no source tells a text, it is in the form of the others.</summary>
internal sealed class ComwareDialect : ViewDialect
{
    public static ComwareDialect Instance { get; } = new();

    public override ViewGrammar Grammar => ComwareGrammar.Grammar;

    public override string Negation => "undo";

    public override string NameWord => "sysname";

    public override string Rewrite(ViewNode here, string line) =>
        here.Rule?.Defines == "acl" ? NumberedRules.Numbered(here, line, first: 0)

            // The older form of the same, which Comware 7 still takes and writes in the new one.
            : here.Rule is null && line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["acl", "number", var number]
                && number.Length == 4 ? $"acl {(number[0] == '2' ? "basic" : "advanced")} {number}" : line;

    public override IEnumerable<string> Expand(ViewNode here, string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        return words is ["vlan", var low, "to", var high] && low.All(char.IsAsciiDigit) && high.All(char.IsAsciiDigit)
            ? NumberList.Read($"{low} to {high}").Select(number => $"vlan {number}") : [line];
    }

    public override string? Check(ViewConfig config, ViewNode here, ViewMatch match)
    {
        var rule = match.Rule!;
        if (here.Rule?.Defines == "acl")
        {
            return NumberedRules.Check(here, match, here.Rule.Opens == "acladv", " % Wrong parameter found.\n",
                "The rule already exists.\n")
                ?? (rule.Parts.Exists(part => part.Word == "comment") && here.Find($"rule {match.Names[0]}") is null
                    ? "The rule does not exist.\n" : null);
        }

        return rule.Literals switch
        {
            "bgp" when config.Root.Find("bgp") is { } old && old.Line != match.Line => "BGP is already running.\n",
            "peer" when !rule.Parts.Exists(part => part.Word == "as-number")
                && config.Root.Find("bgp")?.Find($"peer {match.Names[0]} as-number") is null => "The peer does not exist.\n",
            "interface" when match.Names[0].StartsWith("Vlan-interface", StringComparison.Ordinal)
                && match.Names[0] != "Vlan-interface1" && !config.Defines("vlan", match.Names[0][14..]) => "The VLAN does not exist.\n",
            "interface" when IsHardware(match.Names[0]) && config.Root.Find(match.Key) is null => " % Wrong parameter found.\n",
            "port access vlan" when here.Find("port link-type") is not null => "The port is not an access port.\n",
            "port trunk permit vlan" or "port trunk pvid vlan" when here.Find("port link-type")?.Line != "port link-type trunk" =>
                "The port is not a trunk port.\n",
            "port link-type" or "stp edged-port" when !IsHardware(here.Names[0]) => " % Unrecognized command found.\n",
            "ip address" or "ip binding vpn-instance" when IsHardware(here.Names[0]) => " % Unrecognized command found.\n",
            _ => null,
        };
    }

    public override string? CheckRemoval(ViewConfig config, ViewNode here, ViewNode node) =>
        node.Rule!.Literals == "interface" && IsHardware(node.Names[0]) ? " % Wrong parameter found.\n" : null;

    public override string Added(ViewConfig config, ViewNode here, ViewNode node, string? before)
    {
        if (node.Rule!.IsNumbered)
        {
            NumberedRules.Keep(node, before, here.Rule!.Opens == "acladv");
        }
        else if (node.Key == "port link-type")
        {
            // Access is what a port is without a word; another type begins anew.
            if (before != node.Line)
            {
                here.Children.RemoveAll(child =>
                    child.Rule!.Literals is "port access vlan" or "port trunk permit vlan" or "port trunk pvid vlan");
            }

            if (node.Line == "port link-type access")
            {
                here.Children.Remove(node);
            }
            else if (node.Line == "port link-type trunk" && before != node.Line)
            {
                // A trunk lets VLAN 1 pass, and says so.
                new ViewEditor(config).Type(here, "port trunk permit vlan 1");
            }
        }
        else if (node.Key == "ip binding vpn-instance" && before != node.Line)
        {
            return Unbound(here);
        }

        return "";
    }

    public override string Removed(ViewConfig config, ViewNode here, ViewNode node)
    {
        switch (node.Rule!.Literals)
        {
            case "rule" when node.Rule.IsNumbered:
                here.Children.RemoveAll(child => child.Key == $"{node.Key} comment");
                break;
            case "port link-type":
                here.Children.RemoveAll(child => child.Rule!.Literals is "port trunk permit vlan" or "port trunk pvid vlan");
                break;
            case "ip binding vpn-instance":
                return Unbound(here);
            case "ip address" when node.Key == "ip address":
                here.Children.RemoveAll(child => child.Rule!.Literals == "ip address");
                break;
            case "vlan":
                config.Root.Children.RemoveAll(child => child.Key == $"interface Vlan-interface{node.Names[0]}");
                foreach (var port in config.Root.Children)
                {
                    port.Children.RemoveAll(child => child.References.Contains(("vlan", node.Names[0])));
                }

                break;
        }

        return "";
    }

    public override string Missing(string kind, string name) =>
        kind switch
        {
            "vlan" => "The VLAN does not exist.\n",
            "acl" => "The ACL does not exist.\n",
            "vpn" => "The VPN instance does not exist.\n",
            _ => $"{name} does not exist.\n",
        };

    public override string? InUse(ViewNode node) => null;

    public override string NotThere(ViewMatch match) => match.Rule!.IsNumbered ? "The rule does not exist.\n" : "";

    public override bool IsFrame(string line) => line[0] is '#' || line.Trim() is "return" || line.TrimStart().StartsWith("version ",
        StringComparison.Ordinal);

    public override string Write(ViewNode root, bool sorted) => ViewText.Write(this, root, sorted, VlanRanges);

    private static bool IsHardware(string port) => port.Contains("GigabitEthernet", StringComparison.Ordinal) && !port.StartsWith("M-",
        StringComparison.Ordinal);

    private static string Unbound(ViewNode port)
    {
        port.Children.RemoveAll(child => child.Rule!.Literals == "ip address");
        return "Some configurations on the interface are removed.\n";
    }

    // VLANs without settings of their own stand in ranges.
    private static IEnumerable<ViewNode> VlanRanges(IEnumerable<ViewNode> lines)
    {
        var all = lines.ToList();
        var plain = new SortedSet<int>(all.Where(node => node.Rule!.Literals == "vlan" && node.Children.Count == 0)
            .Select(node => int.Parse(node.Names[0], CultureInfo.InvariantCulture)));
        foreach (var node in all)
        {
            if (node.Rule!.Literals != "vlan" || node.Children.Count > 0)
            {
                yield return node;
                continue;
            }

            var number = int.Parse(node.Names[0], CultureInfo.InvariantCulture);
            if (plain.Contains(number - 1))
            {
                continue;
            }

            var last = number;
            while (plain.Contains(last + 1))
            {
                last++;
            }

            yield return new ViewNode(node.Rule, node.Key, last == number ? node.Line : $"vlan {number} to {last}");
        }
    }
}
