using System.Text.RegularExpressions;

namespace NetBatch.Remediation;

/// <summary>
/// Splits lines that make several VLANs at once (<c>vlan 1,10,20</c>) where one side has them otherwise than the
/// other: negating the whole list would take VLANs away that are meant to stay.
/// </summary>
internal static partial class ListSplitter
{
    public static (ConfigTree From, ConfigTree To) Prepare(ConfigTree from, ConfigTree to)
    {
        var rules = RuleState.Root(from.Platform).Of(RuleKind.SplitList);
        if (rules.Length == 0 || (!Overlap(from, to) && !Overlap(to, from)))
        {
            return (from, to);
        }

        return (Split(from), Split(to));
    }

    private static bool Overlap(ConfigTree one, ConfigTree other)
    {
        var unshared = one.Children.Where(c => VlanLists.IsList(c.Text)
            && other.Find(c.Text) is null && other.Find(other.Platform.Negation + c.Text) is null).ToList();
        if (unshared.Count == 0)
        {
            return false;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var child in other.Children)
        {
            var text = Negator.Plain(child.Text, other.Platform);
            if (VlanLists.IsList(text))
            {
                names.UnionWith(VlanLists.Split(new ConfigNode(null, text, child.LineNumber)));
            }
            else if (Single().IsMatch(text))
            {
                names.Add(text);
            }
        }

        var root = RuleState.Root(one.Platform);
        return unshared.SelectMany(VlanLists.Split)
            .Any(vlan => names.Contains(vlan) || root.First(RuleKind.AlwaysPrinted, vlan) is not null);
    }

    private static ConfigTree Split(ConfigTree tree)
    {
        var split = new ConfigTree(tree.Platform);
        foreach (var child in tree.Children)
        {
            var plain = Negator.Plain(child.Text, tree.Platform);
            if (!VlanLists.IsList(plain))
            {
                split.Root.AddCopy(child);
                continue;
            }

            foreach (var text in Members(child, plain))
            {
                if (tree.Find(text) is null && split.Find(text) is null)
                {
                    split.Root.Add(text, child.LineNumber);
                }
            }
        }

        // What stands below a list is said of each of its members.
        foreach (var child in tree.Children.Where(c => c.Count > 0 && VlanLists.IsList(c.Text)))
        {
            foreach (var section in Members(child, child.Text).Select(split.Find))
            {
                foreach (var line in child.Children.Where(line => section!.Find(line.Text) is null))
                {
                    section!.AddCopy(line);
                }
            }
        }

        return split;
    }

    private static IEnumerable<string> Members(ConfigNode list, string plain) =>
        VlanLists.Split(new ConfigNode(null, plain, list.LineNumber)).Select(vlan => list.Text[..^plain.Length] + vlan);

    [GeneratedRegex(@"^vlan \d+$", RegexOptions.CultureInvariant)]
    private static partial Regex Single();
}
