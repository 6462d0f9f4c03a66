using System.Globalization;

namespace NetBatch.Remediation;

/// <summary>
/// The distance of the numbers that a list gives by itself. As soon as another one is typed all entries get new numbers in their order
/// (VRP: 2, 4, 6 for "step 2"; Comware: 0, 2, 4; NetEngine 8000 and 3Com MSR Command References, "step").
/// </summary>
internal static class NumberStep
{
    /// <summary>Where no line says another one (the same references).</summary>
    private const string Usual = "step 5";

    /// <summary>The section with the numbers that its entries get by a wanted distance, and what is typed for them; null: it has the
    /// distance, or no entries. Origins tells what line each of the section's lines was.</summary>
    public static (ConfigNode From, string Line, Dictionary<ConfigNode, ConfigNode> Origins)? Change(
        ConfigNode from, ConfigNode to, RuleState state, ConfigRules platform)
    {
        if (Rule(state) is not { } rule || !from.Children.Any(c => rule.Search!.IsMatch(c.Text)))
        {
            return null;
        }

        var (old, wanted) = (Lines(from, rule).LastOrDefault(), Lines(to, rule).LastOrDefault());
        if (old?.Text == wanted?.Text || Numbers(rule, old?.Text) == Numbers(rule, wanted?.Text))
        {
            return null;
        }

        var after = Renumbered(from, rule, wanted?.Text);
        var origins = after.Children.Zip(from.Children).ToDictionary(pair => pair.First, pair => pair.Second);
        after.RemoveAll(c => rule.Renumber!.IsMatch(c.Text));
        if (wanted is not null)
        {
            after.AddCopy(wanted);
        }

        return (after, wanted?.Text ?? Negator.Negate(old!.Text, state, platform), origins);
    }

    /// <summary>A section in which the commands set another distance, with the numbers of its entries behind that.</summary>
    public static ConfigNode After(ConfigNode section, ConfigNode commands, RuleState state, ConfigRules platform)
    {
        if (Rule(state) is not { } rule)
        {
            return section;
        }

        var removals = Lines(section, rule).Select(line => Negator.Negate(line.Text, state, platform)).ToHashSet(StringComparer.Ordinal);
        var typed = commands.Children.FirstOrDefault(c => rule.Renumber!.IsMatch(c.Text) || removals.Contains(c.Text));
        return typed is null ? section : Renumbered(section, rule, removals.Contains(typed.Text) ? null : typed.Text);
    }

    private static LeafRule? Rule(RuleState state) => state.Of(RuleKind.Ordered).FirstOrDefault(rule => rule.Renumber is not null);

    private static IEnumerable<ConfigNode> Lines(ConfigNode section, LeafRule rule) =>
        section.Children.Where(c => rule.Renumber!.IsMatch(c.Text));

    private static (long Start, long Step) Numbers(LeafRule rule, string? line)
    {
        var match = rule.Renumber!.Match(line ?? Usual);
        var start = match.Groups["start"] is { Success: true } written ? ListEntry.NumberOf(written.Value, 0) : 0;
        return (start, ListEntry.NumberOf(match.Groups["step"].Value, 0));
    }

    private static ConfigNode Renumbered(ConfigNode section, LeafRule rule, string? line)
    {
        var (number, step) = Numbers(rule, line);
        var prefix = rule.Text[..rule.Text.IndexOf("{n}", StringComparison.Ordinal)];
        var numbers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var old in section.Children.Select(c => rule.Search!.Match(c.Text)).Where(m => m.Success)
            .Select(m => m.Groups["n"].Value).OrderBy(n => long.Parse(n, CultureInfo.InvariantCulture)))
        {
            numbers.TryAdd(old, number.ToString(CultureInfo.InvariantCulture));
            number += step;
        }

        var after = new ConfigNode(section.Above, section.Text);
        foreach (var child in section.Children)
        {
            var words = child.Text.StartsWith(prefix, StringComparison.Ordinal) ? child.Text[prefix.Length..].Split(' ', 2) : [];
            if (words is [var old, var rest] && numbers.TryGetValue(old, out var given))
            {
                after.Add($"{prefix}{given} {rest}", child.LineNumber);
            }
            else
            {
                after.AddCopy(child);
            }
        }

        return after;
    }
}
