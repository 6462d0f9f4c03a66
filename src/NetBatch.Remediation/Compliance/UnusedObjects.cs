using System.Text.RegularExpressions;

namespace NetBatch.Remediation;

/// <summary>
/// Objects that a config defines and nothing in it names: access lists, route-maps, policies, VRFs. A platform's rules of references say
/// what is an object. Cautious: whatever names one, in whatever sense, uses it.
/// </summary>
public static class UnusedObjects
{
    /// <summary>The first line of each object that is not used, with the object's name, in the order of the text.</summary>
    public static IReadOnlyList<(ConfigNode Line, string Name)> In(ConfigTree config)
    {
        var rules = RuleState.Root(config.Platform).Of(RuleKind.Reference);
        if (rules.Length == 0)
        {
            throw new ConfigException(
                $"what is an object is not known of {config.Platform.Name}, so nothing can be said of those that are not used");
        }

        var users = Users(config);
        var found = new List<(ConfigNode, string)>();
        var seen = new HashSet<(LeafRule, string)>();
        foreach (var line in config.Children)
        {
            foreach (var rule in rules.Where(rule => Name(rule, line) is not null))
            {
                var name = Name(rule, line)!;
                if (seen.Add((rule, name)) && !users.GetValueOrDefault(name, []).Exists(user => Name(rule, user) != name)
                    && !IsUsedBySpecialLine(config, rule, name) && !ActsByItself(line))
                {
                    found.Add((line, name));
                }
            }
        }

        return found;
    }

    /// <summary>An ASA's object with its translation is in force though nothing names it (ASA configuration guide, "Network Object NAT").
    /// </summary>
    private static bool ActsByItself(ConfigNode line) =>
        line.Children.Any(inner => inner.Text.StartsWith("nat (", StringComparison.Ordinal));

    private static string? Name(LeafRule rule, ConfigNode line) =>
        rule.Last.IsMatch(line.Text) && rule.Search!.Match(line.Text) is { Success: true } match ? match.Groups[1].Value : null;

    /// <summary>Lines that use an object without its name as a word (<c>interface Vlan10</c>).</summary>
    private static bool IsUsedBySpecialLine(ConfigTree config, LeafRule rule, string name) => rule.Lines.Length > 0
        && new Regex(rule.Lines.Replace("\\1", Regex.Escape(name), StringComparison.Ordinal), RegexOptions.CultureInvariant) is var form
        && config.Children.Any(line => Name(rule, line) is null && form.IsMatch(line.Text)
            && (rule.Lines.Contains("\\1", StringComparison.Ordinal) || line.Descendants().Append(line).Any(l => Words.Has(l.Text, name))));

    /// <summary>For each word the sections at the top that hold it.</summary>
    private static Dictionary<string, List<ConfigNode>> Users(ConfigTree config)
    {
        var users = new Dictionary<string, List<ConfigNode>>(StringComparer.Ordinal);
        foreach (var top in config.Children)
        {
            foreach (var word in top.Descendants().Prepend(top).SelectMany(line => line.Text.Split(Separators)).Distinct())
            {
                if (!users.TryGetValue(word, out var list))
                {
                    users.Add(word, list = []);
                }

                list.Add(top);
            }
        }

        return users;
    }

    private static readonly char[] Separators = [' ', '"', '\'', ',', ';', '(', ')', '[', ']', '=', '\n'];
}
