namespace NetBatch.Remediation;

/// <summary>
/// Reads a lineage as a person types it: the tests of its levels from the top with <c>&gt;</c> between,
/// <c>router bgp &gt; neighbor</c>. Plain text means "begins with it"; <c>*</c> is any line; <c>equals:</c>,
/// <c>endswith:</c>, <c>contains:</c> and <c>regex:</c> before it ask for something else.
/// </summary>
public static class LineageText
{
    private const string Between = " > ";

    /// <summary>The tests, the first for the top.</summary>
    /// <exception cref="ConfigException">A level is empty, or a pattern is none.</exception>
    public static IReadOnlyList<LineRule> Parse(string lineage)
    {
        var levels = lineage.Split(Between, StringSplitOptions.TrimEntries);
        return levels.Any(string.IsNullOrEmpty)
            ? throw new ConfigException(
                $"the lineage '{lineage}' has an empty level; write the lines from the top with ' > ' between, and * for any line")
            : [.. levels.Select(level => One(level, lineage))];
    }

    private static LineRule One(string level, string lineage)
    {
        if (level == "*")
        {
            return new LineRule();
        }

        var colon = level.IndexOf(':', StringComparison.Ordinal);
        var text = colon > 0 ? level[(colon + 1)..].TrimStart() : "";
        try
        {
            return (text.Length == 0 ? "" : level[..colon]) switch
            {
                "equals" => new LineRule(equal: [text]),
                "startswith" => new LineRule(startsWith: [text]),
                "endswith" => new LineRule(endsWith: [text]),
                "contains" => new LineRule(contains: [text]),
                "regex" => new LineRule(pattern: text),
                _ => new LineRule(startsWith: [level]),
            };
        }
        catch (ArgumentException wrong)
        {
            throw new ConfigException($"the lineage '{lineage}' holds no regular expression: {wrong.Message}");
        }
    }
}
