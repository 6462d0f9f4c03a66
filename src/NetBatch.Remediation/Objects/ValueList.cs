using System.Globalization;

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

    private ValueList(LeafRule rule, List<ConfigNode> before, List<ConfigNode> after) =>
        (this.rule, this.before, this.after) = (rule, before, after);

    /// <summary>The lists that both sections hold; their lines are compared here and nowhere else.</summary>
    public static IReadOnlyList<ValueList> InBoth(ConfigNode from, ConfigNode to, RuleState state)
    {
        var rules = state.Of(RuleKind.ValueList);
        if (rules.Length == 0)
        {
            return [];
        }

        var lists = new List<ValueList>();
        foreach (var rule in rules)
        {
            var (before, after) = (Lines(from, rule), Lines(to, rule));
            if (before.Count > 0 && after.Count > 0)
            {
                lists.Add(new ValueList(rule, before, after));
            }
        }

        return lists;
    }

    /// <summary>Whether the line is one of the list's.</summary>
    public bool Holds(ConfigNode line) => before.Contains(line) || after.Contains(line);

    /// <summary>Whether this is the first line that the list is to have.</summary>
    public bool Begins(ConfigNode line) => ReferenceEquals(after[0], line);

    /// <summary>The lines that make the one list of the other.</summary>
    public IEnumerable<string> Changes()
    {
        var (old, wanted) = (Numbers(before), Numbers(after));
        if (old.SetEquals(wanted))
        {
            return [];
        }

        if (before.Count == 1 && after.Count == 1)
        {
            return [after[0].Text];
        }

        var gone = old.Except(wanted).ToList();
        var come = wanted.Except(old).ToList();
        return [.. gone.Count > 0 ? [Line(rule.Remove, gone)] : Array.Empty<string>(),
            .. come.Count > 0 ? [Line(rule.Text, come)] : Array.Empty<string>()];
    }

    private static List<ConfigNode> Lines(ConfigNode section, LeafRule rule) =>
        [.. section.Children.Where(c => rule.Last.IsMatch(c.Text) && rule.Search!.IsMatch(c.Text))];

    private SortedSet<int> Numbers(List<ConfigNode> lines) =>
        [.. lines.SelectMany(line =>
            NumberRange.Numbers(rule.Search!.Match(line.Text).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal),
                line.LineNumber))];

    private static string Line(string form, List<int> numbers) => form.Replace("{}", NumberRange.Text(numbers), StringComparison.Ordinal);
}
