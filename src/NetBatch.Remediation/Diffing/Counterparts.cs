namespace NetBatch.Remediation;

/// <summary>
/// Finds, among the lines of one section, the one that is another value of the same setting. Look-ups are made a
/// rule at a time and only when asked for, so thousands of siblings cost one pass and not one each.
/// Lines that the excepted section holds too take no other's place: a second user or banner goes by itself.
/// </summary>
/// <param name="section">The lines among which it is looked for.</param>
/// <param name="state">The rules for them.</param>
/// <param name="platform">The platform.</param>
/// <param name="except">A section whose lines take no other's place.</param>
/// <param name="isOld">Whether the section is what runs, and the lines that are asked for are wanted.</param>
internal sealed class Counterparts(ConfigNode section, RuleState state, ConfigRules platform, ConfigNode? except = null, bool isOld = false)
{
    private Dictionary<LeafRule, Dictionary<string, ConfigNode>>? known;

    /// <summary>The first line of the section that takes this line's place; null: none.</summary>
    public ConfigNode? Of(string text)
    {
        if (section.Count == 0)
        {
            return null;
        }

        foreach (var rule in state.Of(RuleKind.Idempotent, text))
        {
            if (Key(rule, text) is { } key && Lines(rule).TryGetValue(key, out var found)
                && !(rule.Flag && (isOld ? IsShorter(text, found.Text) : IsShorter(found.Text, text))))
            {
                return found;
            }
        }

        return null;
    }

    private Dictionary<string, ConfigNode> Lines(LeafRule rule)
    {
        if ((known ??= []).TryGetValue(rule, out var lines))
        {
            return lines;
        }

        lines = new Dictionary<string, ConfigNode>(StringComparer.Ordinal);
        var at = 0;
        foreach (var child in section.Span)
        {
            // Most lines stand in both, and to look one up costs less than to read its key.
            if (except?.Find(child.Text, ref at) is null
                && (rule.AnyCounterpart ? AnyKey(rule, child.Text) : Key(rule, child.Text)) is { } key
                && state.First(RuleKind.NotIdempotent, child.Text) is null)
            {
                lines.TryAdd(key, child);
            }
        }

        known.Add(rule, lines);
        return lines;
    }

    private static bool IsShorter(string text, string other) => text.Count(c => c == ' ') < other.Count(c => c == ' ');

    private string? Key(LeafRule rule, string text) =>
        rule.Words == 0 ? LineKey.OfMatch(rule.Last, text, platform.Negation)
        : rule.Last.IsMatch(text) ? LineKey.FirstWords(text, rule.Words) : null;

    /// <summary>The key of a line whether or not the rule holds for it.</summary>
    private string? AnyKey(LeafRule rule, string text) =>
        rule.Words > 0 ? LineKey.FirstWords(text, rule.Words) : LineKey.Of(rule.Last, text, platform.Negation);
}
