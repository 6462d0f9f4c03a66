using System.Text.RegularExpressions;

namespace NetBatch.Remediation;

/// <summary>
/// A list of numbers that one setting holds in one line or several (a trunk's VLANs): a longer one goes on in lines that add to
/// it. Taking it away opens the trunk for all, so it is replaced, or what differs is added and removed.
/// </summary>
internal sealed class ValueList
{
    private readonly LeafRule rule;
    private readonly List<ConfigNode> before;
    private readonly List<ConfigNode> after;

    /// <summary>Numbers that have a line of their own, before and after: what that line says is no matter of the list.</summary>
    private readonly HashSet<int> single;
    private readonly HashSet<int> wantedSingle;

    private ValueList(LeafRule rule, ConfigNode from, ConfigNode to, List<ConfigNode> before, List<ConfigNode> after)
    {
        (this.rule, this.before, this.after) = (rule, before, after);
        (single, wantedSingle) = (Singles(from, rule), Singles(to, rule));
    }

    /// <summary>The lists that both sections hold; their lines are compared here and nowhere else.</summary>
    public static List<ValueList> InBoth(ConfigNode from, ConfigNode to, RuleState state)
    {
        var rules = state.Of(RuleKind.ValueList);
        if (rules.Length == 0)
        {
            return [];
        }

        var lists = new List<ValueList>();
        foreach (var rule in rules)
        {
            if (Lines(from, rule) is { Count: > 0 } before && Lines(to, rule) is { Count: > 0 } after)
            {
                lists.Add(new ValueList(rule, from, to, before, after));
            }
        }

        return lists;
    }

    /// <summary>The lines of both.</summary>
    public IEnumerable<ConfigNode> All => before.Concat(after);

    /// <summary>Whether the line is one of the list's.</summary>
    public bool Holds(ConfigNode line) => before.Contains(line) || after.Contains(line);

    /// <summary>Whether the line is a member's own one, and the member stays: only what stands below it goes.</summary>
    public bool Keeps(ConfigNode line) =>
        rule.Lines.Length > 0 && Single(line, rule) is { } number && Numbers(rule, after).ContainsKey(number);

    /// <summary>Whether this is the first line that the list is to have.</summary>
    public bool Begins(ConfigNode line) => ReferenceEquals(after[0], line);

    /// <summary>The lines that make the one list of the other.</summary>
    public IEnumerable<string> Changes()
    {
        var (old, wanted) = (Numbers(rule, before), Numbers(rule, after));
        if (old.Count == wanted.Count && old.All(e => wanted.TryGetValue(e.Key, out var value) && value == e.Value))
        {
            return [];
        }

        if (rule.Flag && before.Count == 1 && after.Count == 1)
        {
            return [after[0].Text];
        }

        // What gets another value need not lose the old one first.
        var gone = old.Where(e => !wanted.ContainsKey(e.Key) && !single.Contains(e.Key) && !wantedSingle.Contains(e.Key));
        var come = wanted.Where(e => old.GetValueOrDefault(e.Key) != e.Value && !single.Contains(e.Key));
        var (removals, additions) = (Lines(gone, rule.Remove), Lines(come, rule.Text));

        // Where nothing stays, the new ones come first: on some devices a list without any holds all.
        return old.Keys.Any(wanted.ContainsKey) ? [.. removals, .. additions] : [.. additions, .. removals];
    }

    private static HashSet<int> Singles(ConfigNode section, LeafRule rule) => rule.Lines.Length == 0
        ? []
        : [.. section.Children.Select(c => Single(c, rule)).OfType<int>()];

    private static int? Single(ConfigNode line, LeafRule rule) =>
        Regex.Match(line.Text, rule.Lines, RegexOptions.CultureInvariant) is { Success: true } match
            ? NumberRange.Numbers(match.Groups[1].Value, line.LineNumber)[0]
            : null;

    private static List<ConfigNode> Lines(ConfigNode section, LeafRule rule)
    {
        var lines = new List<ConfigNode>();
        foreach (var child in section.Span)
        {
            if (rule.Last.IsMatch(child.Text) && rule.Search!.IsMatch(child.Text))
            {
                lines.Add(child);
            }
        }

        return lines;
    }

    /// <summary>Each number with the value that its line gives it; an empty one where lines have none.</summary>
    public static SortedDictionary<int, string> Numbers(LeafRule rule, List<ConfigNode> lines)
    {
        var numbers = new SortedDictionary<int, string>();
        foreach (var line in lines)
        {
            var match = rule.Search!.Match(line.Text);
            var list = (match.Groups["list"] is { Success: true } named ? named : match.Groups[1]).Value;
            foreach (var number in NumberRange.Numbers(NumberRange.Plain(list), line.LineNumber))
            {
                numbers[number] = match.Groups["value"].Value;
            }
        }

        return numbers;
    }

    /// <summary>A line for the numbers of each value; <c>{}</c> is a list with commas, <c>{to}</c> one in words.</summary>
    public static IEnumerable<string> Lines(IEnumerable<KeyValuePair<int, string>> numbers, string form) =>
        numbers.GroupBy(e => e.Value, e => e.Key, StringComparer.Ordinal).Select(group => form
            .Replace("{}", NumberRange.Text([.. group]), StringComparison.Ordinal)
            .Replace("{to}", NumberRange.Words([.. group]), StringComparison.Ordinal)
            .Replace("{value}", group.Key, StringComparison.Ordinal));
}
