namespace NetBatch.Remediation;

/// <summary>
/// Values that may stand once in a list (an entry of FRR's prefix lists): while one line has such a value, a second one with it is
/// passed over by the device without a word.
/// </summary>
internal sealed class SingleValues
{
    private readonly Dictionary<(ConfigNode Section, LeafRule Rule), HashSet<string>> known = [];

    /// <summary>Whether another line of the section is to have the value of this one, so that this one has to go first.</summary>
    public bool AreTaken(string text, ConfigNode section, RuleState state)
    {
        foreach (var rule in state.Of(RuleKind.Once, text))
        {
            if (rule.Last.IsMatch(text) && Value(rule, text) is { } value)
            {
                return Values(section, rule).Contains(value);
            }
        }

        return false;
    }

    private HashSet<string> Values(ConfigNode section, LeafRule rule)
    {
        if (!known.TryGetValue((section, rule), out var values))
        {
            values = new HashSet<string>(StringComparer.Ordinal);
            foreach (var child in section.Span)
            {
                if (rule.Last.IsMatch(child.Text) && Value(rule, child.Text) is { } value)
                {
                    values.Add(value);
                }
            }

            known.Add((section, rule), values);
        }

        return values;
    }

    private static string? Value(LeafRule rule, string text) =>
        rule.Search!.Match(text) is { Success: true } match ? string.Join(' ', match.Groups.Values.Skip(1).Select(g => g.Value)) : null;
}
