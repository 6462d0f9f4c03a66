using System.Text.RegularExpressions;

namespace NetBatch.Remediation;

/// <summary>
/// Changes an access list that cannot be mended where it is: a second list is made in the new order, its users use that one, the list is
/// made anew, its users use it again, and the second one goes. Only where a new list takes the place of the old one in each of its users
/// (<c>ip access-group</c>, <c>access-class</c>); elsewhere there would be a moment without any.
/// </summary>
internal sealed partial class SecondList(ConfigRules platform, LeafRule rule, ConfigNode from, ConfigNode to)
{
    /// <summary>Names are of 64 characters at most and begin with a letter: a number says what kind of list it is (IOS Security Command
    /// Reference, "ip access-list").</summary>
    private const int LongestName = 64;

    private readonly string name = to.Text[(to.Text.LastIndexOf(' ') + 1)..];

    /// <summary>The lines and sections; none: it has users of another kind, or none at all.</summary>
    public List<ConfigNode> Lines()
    {
        var root = from.Above!;
        var second = name + "-netbatch";
        if (second.Length > LongestName || !char.IsAsciiLetter(name[0]))
        {
            return [];
        }

        var users = root.Children.Where(c => c.Text != from.Text && Uses(c)).ToList();
        if (users.Count == 0 || users.Exists(u => u.Count == 0 || u.Descendants().Any(d => Words.Has(d.Text, name) && !Stays(u, d)))
            || root.Children.Any(c => Words.Has(c.Text, second)))
        {
            return [];
        }

        var header = to.Text[..^name.Length];
        return
        [
            List(header + second),
            .. users.Select(user => Switched(user, second)),
            new ConfigNode(root, platform.Negation + header + name),
            List(header + name),
            .. users.Select(user => Switched(user, name)),
            new ConfigNode(root, platform.Negation + header + second),
        ];
    }

    private bool Uses(ConfigNode node) => Words.Has(node.Text, name) || node.Descendants().Any(d => Words.Has(d.Text, name));

    /// <summary>Whether a use is one that a new list takes over, and is wanted as it is.</summary>
    private bool Stays(ConfigNode user, ConfigNode line) =>
        Use().IsMatch(line.Text) && to.Above!.Find(user.Text)?.Find(line.Text) is not null;

    private ConfigNode List(string header)
    {
        var list = new ConfigNode(null, header);
        foreach (var entry in ListEntry.Of(to.Children, rule))
        {
            list.Add(entry.Line(rule.Text));
        }

        return list;
    }

    private ConfigNode Switched(ConfigNode user, string list)
    {
        var section = new ConfigNode(null, user.Text);
        foreach (var line in user.Children.Where(c => Words.Has(c.Text, name)))
        {
            section.Add(Use().Replace(line.Text, match => $"{match.Groups[1].Value} {list} {match.Groups[2].Value}"));
        }

        return section;
    }

    [GeneratedRegex(@"^(ip access-group|access-class) \S+ ((?:in|out)\b.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Use();
}
