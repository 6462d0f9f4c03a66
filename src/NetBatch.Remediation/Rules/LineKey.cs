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
        var parts = new List<string>(1);
        if (rule.Equal is not null)
        {
            parts.Add(rule.Equal.Count == 1 ? rule.Equal[0] : text);
        }

        Add(parts, "startswith|", rule.StartsWith, plain, static (t, s) => t.StartsWith(s, StringComparison.Ordinal));
        Add(parts, "endswith|", rule.EndsWith, plain, static (t, s) => t.EndsWith(s, StringComparison.Ordinal));
        Add(parts, "contains|", rule.Contains, plain, static (t, s) => t.Contains(s, StringComparison.Ordinal));
        if (rule.Regex is not null && OfPattern(rule, plain, text) is { } found)
        {
            parts.Add("re|" + found);
        }

        return parts.Count switch
        {
            0 => "text|" + plain,
            1 => parts[0],
            _ => string.Join(';', parts),
        };
    }

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

    private static void Add(List<string> parts, string kind, IReadOnlyList<string>? values, string text, Func<string, string, bool> test)
    {
        string? longest = null;
        foreach (var value in values ?? [])
        {
            if (test(text, value) && value.Length > (longest?.Length ?? -1))
            {
                longest = value;
            }
        }

        if (longest is not null)
        {
            parts.Add(kind + longest);
        }
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

        if (match.Groups.Count > 1)
        {
            var groups = match.Groups.Values.Skip(1).Select(g => g.Value.Trim()).ToArray();
            if (groups.Any(g => g.Length > 0))
            {
                return string.Join('|', groups);
            }
        }

        return rule.KeyRegex?.Match(source).Value.Trim() is { Length: > 0 } shortened ? shortened : match.Value.Trim();
    }
}
