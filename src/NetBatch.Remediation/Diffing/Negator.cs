namespace NetBatch.Remediation;

/// <summary>Says what takes a line away: a fixed line, its default, a rewritten negation, or the opposite prefix.</summary>
internal static class Negator
{
    /// <summary>The rules of which one may say that a line goes by another one than its text with a negation.</summary>
    private static readonly RuleKind[] Kinds = [RuleKind.NegateWith, RuleKind.NegateDefault, RuleKind.NegateReplace];

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

    /// <summary>Whether another value of the same setting may go by the same line as this one. Where no rule speaks of how values of the
    /// setting go, each goes by its own text: that is known without a look at the others.</summary>
    public static bool MayShare(string text, RuleState state, ConfigRules platform)
    {
        if (IsNegated(text, platform))
        {
            return true;
        }

        foreach (var kind in Kinds)
        {
            if (state.First(kind, text) is not null)
            {
                return true;
            }
        }

        foreach (var setting in state.Of(RuleKind.Idempotent, text))
        {
            if (setting.AnyCounterpart || (setting.Last.MayMatch(text) && state.MayBeNegatedByRule(setting, Kinds, platform.Negation)))
            {
                return true;
            }
        }

        return false;
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
