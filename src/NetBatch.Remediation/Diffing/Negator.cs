namespace NetBatch.Remediation;

/// <summary>Says what takes a line away: a fixed line, its default, a rewritten negation, or the opposite prefix.</summary>
internal static class Negator
{
    public static string Negate(string text, RuleState state, ConfigRules platform)
    {
        if (Fixed(text, state) is { } fixedText)
        {
            return fixedText;
        }

        if (state.First(RuleKind.NegateDefault, text) is not null)
        {
            return "default " + Plain(text, platform);
        }

        return state.First(RuleKind.NegateReplace, text) is { } rule
            ? rule.Search!.Replace(platform.Negation + text, LinePatterns.Replacement(rule.Text)).Trim()
            : Swap(text, platform);
    }

    /// <summary>The line that a rule names in place of a negation; null: no rule does.</summary>
    public static string? Fixed(string text, RuleState state)
    {
        foreach (var rule in state.Of(RuleKind.NegateWith, text))
        {
            if (!rule.Last.IsMatch(text))
            {
                continue;
            }

            if (rule.Search is null)
            {
                return rule.Text;
            }

            if (rule.Search.IsMatch(text))
            {
                return rule.Search.Replace(text, LinePatterns.Replacement(rule.Text)).Trim();
            }
        }

        return null;
    }

    /// <summary>The line without a negation before it.</summary>
    public static string Plain(string text, ConfigRules platform) =>
        IsNegated(text, platform) ? text[platform.Negation.Length..] : text;

    public static bool IsNegated(string text, ConfigRules platform) => text.StartsWith(platform.Negation, StringComparison.Ordinal);

    private static string Swap(string text, ConfigRules platform)
    {
        if (IsNegated(text, platform))
        {
            return platform.Declaration + text[platform.Negation.Length..];
        }

        if (text.StartsWith(platform.Declaration, StringComparison.Ordinal))
        {
            return platform.Negation + text[platform.Declaration.Length..];
        }

        throw new ConfigException(
            $"nothing is known that takes away '{text}' on {platform.Name}; it begins with neither '{platform.Declaration}' nor '"
                + $"{platform.Negation}'");
    }
}
