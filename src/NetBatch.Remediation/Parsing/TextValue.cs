namespace NetBatch.Remediation;

/// <summary>What a text of several lines says: its name and its words, whatever stands around them.</summary>
internal static class TextValue
{
    /// <summary>Name and words of a text that is delimited; null: the line is none.</summary>
    public static string? Of(string text, ConfigRules platform)
    {
        foreach (var rule in platform.Texts)
        {
            var end = text.IndexOf('\n', StringComparison.Ordinal);
            var header = end < 0 ? text : text[..end];
            if (header.StartsWith(rule.Start, StringComparison.Ordinal) && rule.Open.Match(header) is { Success: true } match)
            {
                var mark = match.Groups["mark"];
                var words = text[(mark.Index + mark.Length)..];
                var last = words.LastIndexOf(mark.Value, StringComparison.Ordinal);
                return last < 0 ? null : header[..mark.Index].TrimEnd() + "\n" + words[..last].Trim('\n');
            }
        }

        return null;
    }

    /// <summary>The mark that ends the text that a line begins; null: it begins none.</summary>
    public static string? Mark(ReadOnlySpan<char> line, ConfigRules platform)
    {
        foreach (var rule in platform.Texts)
        {
            if (line.StartsWith(rule.Start) && rule.Open.Match(line.ToString()) is { Success: true } match)
            {
                return match.Groups["mark"].Value;
            }
        }

        return null;
    }
}
