namespace NetBatch.Remediation;

/// <summary>
/// The identity of a setting under a rule: two lines with the same key are values of one setting, and the later
/// replaces the earlier without a negation. Keys follow hier_config 3.6, so that rules carry over.
/// </summary>
internal static class LineKey
{
    public static string Of(LineRule rule, string text, string negation)
    {
        var plain = text.StartsWith(negation, StringComparison.Ordinal) ? text[negation.Length..] : text;
        var key = rule.Equal is null ? null : rule.Equal.Count == 1 ? rule.Equal[0] : text;
        key = Add(key, "startswith|", Longest(rule.StartsWith, plain, static (t, s) => t.StartsWith(s, StringComparison.Ordinal)));
        key = Add(key, "endswith|", Longest(rule.EndsWith, plain, static (t, s) => t.EndsWith(s, StringComparison.Ordinal)));
        key = Add(key, "contains|", Longest(rule.Contains, plain, static (t, s) => t.Contains(s, StringComparison.Ordinal)));
        var part = rule.Regex is null ? null : OfPattern(rule, plain, text);
        return part is null ? key ?? "text|" + plain : key is null ? part : $"{key};{part}";
    }

    /// <summary>The key of a line for which the rule holds; null: it does not. A rule that is a pattern alone is asked once.</summary>
    public static string? OfMatch(LineRule rule, string text, string negation) =>
        rule.IsPatternAlone && !text.StartsWith(negation, StringComparison.Ordinal)
            ? rule.MayMatch(text) ? OfPattern(rule, text, text) : null
            : rule.IsMatch(text) ? Of(rule, text, negation) : null;

    /// <summary>The first words of a line, the key of lines such as numbered access list entries.</summary>
    public static string? FirstWords(string text, int count)
    {
        var end = -1;
        for (var i = 0; i < count; i++)
        {
            var start = end + 1;
            end = start > text.Length ? -1 : text.IndexOf(' ', Math.Min(start, text.Length));
            if (end < 0)
            {
                return i == count - 1 && start < text.Length ? text : null;
            }
        }

        return text[..end];
    }

    private static string? Add(string? key, string kind, string? part) =>
        part is null ? key : key is null ? kind + part : $"{key};{kind}{part}";

    private static string? Longest(IReadOnlyList<string>? values, string text, Func<string, string, bool> test)
    {
        if (values is null)
        {
            return null;
        }

        string? longest = null;
        foreach (var value in (string[])values)
        {
            if (test(text, value) && value.Length > (longest?.Length ?? -1))
            {
                longest = value;
            }
        }

        return longest;
    }

    private static string? OfPattern(LineRule rule, string plain, string text)
    {
        var source = plain;
        var match = rule.Regex!.Match(plain);
        if (!match.Success)
        {
            source = text;
            match = rule.Regex.Match(text);
        }

        if (!match.Success)
        {
            return null;
        }

        if (match.Groups.Count == 2 && match.Groups[1].ValueSpan.Trim() is { Length: > 0 } only)
        {
            return string.Concat("re|", only);
        }

        if (match.Groups.Count > 2)
        {
            var groups = new string[match.Groups.Count - 1];
            for (var i = 0; i < groups.Length; i++)
            {
                groups[i] = match.Groups[i + 1].Value.Trim();
            }

            if (Array.Exists(groups, g => g.Length > 0))
            {
                return "re|" + string.Join('|', groups);
            }
        }

        var whole = rule.KeyRegex?.Match(source) is { } shortened && shortened.ValueSpan.Trim() is { Length: > 0 } rest
            ? rest
            : match.ValueSpan.Trim();
        return string.Concat("re|", whole);
    }
}
