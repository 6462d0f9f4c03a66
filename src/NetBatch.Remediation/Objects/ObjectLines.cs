using System.Text.RegularExpressions;

namespace NetBatch.Remediation;

/// <summary>
/// Objects that stand in several lines of a section (a BGP neighbor, a term of a policy): one line takes such an object away with
/// all that it has, here and in the sections below, so nothing else of it is taken away. An object whose foundation changes (its
/// peer group) is taken away and made again.
/// </summary>
internal sealed class ObjectLines(ConfigRules platform, ConfigNode from, ConfigNode to, ConfigNode delta)
{
    /// <summary>Where each line of a wanted section stands.</summary>
    private readonly Dictionary<ConfigNode, Dictionary<string, int>> places = [];

    public static void Apply(ConfigRules platform, ConfigNode from, ConfigNode to, ConfigNode delta, RuleState state)
    {
        if (delta.Count == 0)
        {
            return;
        }

        ObjectLines? work = null;
        PrefixSearch? prefixes = null;
        foreach (var rule in state.Of(RuleKind.NamedObject))
        {
            work ??= new ObjectLines(platform, from, to, delta);
            if (rule.Founder is null)
            {
                work.Whole(rule, ref prefixes);
            }
            else
            {
                work.Founded(rule);
            }
        }
    }

    /// <summary>Objects of flat lines: what begins with their path is theirs.</summary>
    private void Whole(LeafRule rule, ref PrefixSearch? prefixes)
    {
        foreach (var line in delta.Children.Where(c => Negator.IsNegated(c.Text, platform)).ToList())
        {
            var whole = platform.Declaration + Negator.Plain(line.Text, platform);
            if (!rule.Last.IsMatch(whole) || rule.Search!.Match(whole) is not { Success: true } match)
            {
                continue;
            }

            var path = match.Groups[1].Value;
            var start = whole[..(match.Groups[1].Index + match.Groups[1].Length)];
            if (to.Find(start) is null && (prefixes ??= new PrefixSearch(to)).Find(start + " ").Count == 0)
            {
                var removal = rule.Text.Replace("\\1", path, StringComparison.Ordinal);
                if (line.Text != removal)
                {
                    Replace(line, delta.Find(removal) is null ? removal : null);
                }
            }
        }
    }

    private void Replace(ConfigNode line, string? text)
    {
        var at = delta.Below.IndexOf(line);
        delta.Remove(line);
        if (text is not null)
        {
            delta.Insert(at, text);
        }
    }

    private void Founded(LeafRule rule)
    {
        var (before, after) = (Founders(from, rule), Founders(to, rule));
        if (before.Count == 0)
        {
            return;
        }

        var all = rule.Lines.Length > 0 && delta.Children.Any(c => Regex.IsMatch(c.Text, rule.Lines, RegexOptions.CultureInvariant));
        var gone = before.Keys.Where(name => !after.TryGetValue(name, out var founders) || all || !founders.SetEquals(before[name]))
            .ToHashSet(StringComparer.Ordinal);
        bool more;
        do
        {
            // Who belongs to a group goes with it.
            more = before.Any(entry =>
                !gone.Contains(entry.Key) && entry.Value.Any(f => gone.Contains(f[(f.LastIndexOf(' ') + 1)..])) && gone.Add(entry.Key));
        }
        while (more);

        // Members before the groups that they belong to.
        foreach (var name in before.Keys.Where(gone.Contains)
            .OrderByDescending(name =>
                before[name].Any(f => f.Contains(' ', StringComparison.Ordinal) && gone.Contains(f[(f.LastIndexOf(' ') + 1)..]))).Reverse())
        {
            Drop(delta, rule, name);
            var founder = from.Children.First(c => Name(c.Text, rule) == name && rule.Founder!.IsMatch(c.Text)).Text;
            delta.Insert(0, rule.Search!.Replace(rule.Search.Match(founder).Value, LinePatterns.Replacement(Removal(rule, before[name]))));
        }

        foreach (var name in after.Keys.Where(gone.Contains))
        {
            Make(to, delta, rule, name);
        }
    }

    /// <summary>A group goes by another form than its members: the last part of the rule's use, behind a bar.</summary>
    private static string Removal(LeafRule rule, SortedSet<string> founders) =>
        rule.Remove.Length > 0 && (founders.Contains("peer-group") || founders.Contains("peer group")) ? rule.Remove : rule.Text;

    private Dictionary<string, SortedSet<string>> Founders(ConfigNode section, LeafRule rule)
    {
        var names = new Dictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var child in section.Children)
        {
            if (rule.Last.IsMatch(child.Text) && rule.Founder!.Match(child.Text) is { Success: true } founder
                && Name(child.Text, rule) is { } name)
            {
                if (!names.TryGetValue(name, out var found))
                {
                    names.Add(name, found = new SortedSet<string>(StringComparer.Ordinal));
                }

                found.Add(founder.Groups[1].Value);
            }
        }

        return names;
    }

    private string? Name(string text, LeafRule rule) =>
        rule.Search!.Match(Negator.Plain(text, platform)) is { Success: true } match ? match.Groups[1].Value : null;

    private void Drop(ConfigNode section, LeafRule rule, string name)
    {
        section.RemoveAll(c => c.Count == 0 && Name(c.Text, rule) == name);
        foreach (var inner in section.Children.Where(c => c.Count > 0).ToList())
        {
            Drop(inner, rule, name);
            if (inner.Count == 0)
            {
                section.Remove(inner);
            }
        }
    }

    private int Place(ConfigNode wanted, string text)
    {
        if (!places.TryGetValue(wanted, out var known))
        {
            known = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var i = 0; i < wanted.Count; i++)
            {
                known.TryAdd(wanted.Below[i].Text, i);
            }

            places.Add(wanted, known);
        }

        return known.GetValueOrDefault(text, -1);
    }

    /// <summary>Adds all lines of an object where they stand in the wanted section; before the sections below, which speak of it.</summary>
    private void Make(ConfigNode wanted, ConfigNode section, LeafRule rule, string name)
    {
        for (var i = 0; i < wanted.Count; i++)
        {
            var child = wanted.Below[i];
            if (child.Count == 0 && Name(child.Text, rule) == name)
            {
                var later = section.Below.FindIndex(c => Place(wanted, c.Text) > i);
                section.Insert(later < 0 ? section.Count : later, child.Text);
            }
        }

        foreach (var child in wanted.Children.Where(c => c.Count > 0 && c.Descendants().Any(d => Name(d.Text, rule) == name)))
        {
            Make(child, section.Find(child.Text) ?? section.Add(child.Text), rule, name);
        }
    }
}
