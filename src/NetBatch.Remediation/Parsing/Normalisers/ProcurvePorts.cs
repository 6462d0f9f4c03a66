using System.Text.RegularExpressions;

namespace NetBatch.Remediation;

/// <summary>
/// ProCurve prints which ports a VLAN has; compared and changed is which VLANs a port has, because a port leaves
/// one VLAN by entering another.
/// </summary>
internal static partial class ProcurvePorts
{
    public static void SplitPortAccess(ConfigTree tree)
    {
        foreach (var line in tree.Children.Where(c => PortAccess().IsMatch(c.Text)).ToArray())
        {
            var words = line.Text.Split(' ');
            if (words.Length < 4 || words[3].AsSpan().IndexOfAny('-', ',') < 0)
            {
                continue;
            }

            foreach (var port in NumberRange.Ports(words[3], line.LineNumber))
            {
                AddOnce(tree.Root, $"aaa port-access {words[2]} {port}", line.LineNumber);
            }

            tree.Root.Remove(line);
        }
    }

    public static void SplitDeviceProfiles(ConfigTree tree)
    {
        foreach (var profile in tree.Children.Where(c => c.Text.StartsWith("device-profile name ", StringComparison.Ordinal)))
        {
            if (FirstBelow(profile, "tagged-vlan ") is { } line && Second(line).AsSpan().IndexOfAny('-', ',') >= 0)
            {
                foreach (var vlan in NumberRange.Ports(Second(line), line.LineNumber).Order(StringComparer.Ordinal))
                {
                    AddOnce(profile, $"tagged-vlan {vlan}", line.LineNumber);
                }

                profile.Remove(line);
            }
        }
    }

    public static void MoveVlanPorts(ConfigTree tree)
    {
        foreach (var vlan in tree.Children.Where(c => c.Text.StartsWith("vlan ", StringComparison.Ordinal)).ToArray())
        {
            Move(tree, vlan, "untagged ");
            Move(tree, vlan, "tagged ");
            if (FirstBelow(vlan, "no untagged ") is { } no)
            {
                vlan.Remove(no);
            }
        }
    }

    /// <summary>The ports that a trunk has in the one line and not in the other; empty: none, or the lines are of no trunk.</summary>
    public static string Leaving(string before, string after) =>
        Trunk().Match(before) is { Success: true } old && Trunk().Match(after) is { Success: true } next
            ? string.Join(',', NumberRange.Ports(old.Groups[1].Value, 0).Except(NumberRange.Ports(next.Groups[1].Value, 0)))
            : "";

    private static void Move(ConfigTree tree, ConfigNode vlan, string kind)
    {
        if (FirstBelow(vlan, kind) is not { } line)
        {
            return;
        }

        foreach (var port in NumberRange.Ports(Second(line), line.LineNumber).Order(StringComparer.Ordinal))
        {
            var target = AddOnce(tree.Root, $"interface {port}", line.LineNumber);
            AddOnce(target, $"{kind}vlan {Second(vlan)}", line.LineNumber);
        }

        vlan.Remove(line);
    }

    private static ConfigNode? FirstBelow(ConfigNode node, string start) =>
        node.Children.FirstOrDefault(c => c.Text.StartsWith(start, StringComparison.Ordinal));

    private static string Second(ConfigNode node) => node.Text.Split(' ')[1];

    private static ConfigNode AddOnce(ConfigNode parent, string text, int line) => parent.Find(text) ?? parent.Add(text, line);

    [GeneratedRegex(@"^trunk (\S+) (?i:trk\d+)(?: |$)", RegexOptions.CultureInvariant)]
    private static partial Regex Trunk();

    [GeneratedRegex(@"^aaa port-access (authenticator|mac-based) [0-9,/\-Ttrk]+$", RegexOptions.CultureInvariant)]
    private static partial Regex PortAccess();
}
