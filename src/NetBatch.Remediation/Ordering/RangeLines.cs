using System.Globalization;

namespace NetBatch.Remediation;

/// <summary>
/// Sections for several members at once (<c>line vty 0 4</c>): the device prints them in groups of its own, so each member is compared by
/// itself, and neighbours for which the same is to be done are joined again.
/// </summary>
internal static class RangeLines
{
    /// <summary>More members than any device has.</summary>
    private const int Most = 100_000;

    /// <summary>Splits the ranges where the configs have other ones.</summary>
    public static (ConfigTree From, ConfigTree To) Split(ConfigTree from, ConfigTree to)
    {
        foreach (var rule in RuleState.Root(from.Platform).Of(RuleKind.Range))
        {
            if (!Headers(from, rule).SequenceEqual(Headers(to, rule), StringComparer.Ordinal))
            {
                (from, to) = (Split(from, rule), Split(to, rule));
            }
        }

        return (from, to);
    }

    /// <summary>Joins neighbours of a change that say the same.</summary>
    public static void Join(ConfigTree delta)
    {
        foreach (var rule in RuleState.Root(delta.Platform).Of(RuleKind.Range))
        {
            var lines = delta.Root.Below;
            for (var i = 0; i < lines.Count; i++)
            {
                var end = i;
                while (end + 1 < lines.Count && Follows(lines[end], lines[end + 1], rule))
                {
                    end++;
                }

                if (end > i)
                {
                    var last = rule.Search!.Match(lines[end].Text).Groups["first"].Value;
                    lines[i].Rename($"{lines[i].Text} {last}");
                    lines.RemoveRange(i + 1, end - i);
                }
            }
        }
    }

    private static bool Follows(ConfigNode one, ConfigNode next, LeafRule rule) =>
        rule.Search!.Match(one.Text) is { Success: true } a && rule.Search.Match(next.Text) is { Success: true } b
        && one.Text[..a.Groups["first"].Index] == next.Text[..b.Groups["first"].Index]
        && Number(b.Groups["first"].Value) == Number(a.Groups["first"].Value) + 1
        && one.SameBelow(next);

    private static IEnumerable<string> Headers(ConfigTree tree, LeafRule rule) =>
        tree.Children.Where(c => rule.Last.IsMatch(c.Text) && rule.Search!.IsMatch(c.Text)).Select(c => c.Text);

    private static ConfigTree Split(ConfigTree tree, LeafRule rule)
    {
        var split = new ConfigTree(tree.Platform);
        foreach (var child in tree.Children)
        {
            if (!rule.Last.IsMatch(child.Text) || rule.Search!.Match(child.Text) is not { Success: true } match)
            {
                split.Root.AddCopy(child);
                continue;
            }

            var first = Number(match.Groups["first"].Value);
            var last = match.Groups["last"] is { Success: true } end ? Number(end.Value) : first;
            if (last < first || last > Most)
            {
                throw new ConfigException(child.LineNumber, $"'{child.Text}' is no range of members up to {Most}; correct its numbers");
            }

            for (var member = first; member <= last; member++)
            {
                var section = split.Root.Add(string.Create(CultureInfo.InvariantCulture, $"{match.Groups["head"].Value} {member}"),
                    child.LineNumber);
                foreach (var line in child.Children)
                {
                    section.AddCopy(line);
                }
            }
        }

        return split;
    }

    private static long Number(string text) => long.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : long.MaxValue;
}
