namespace NetBatch;

/// <summary>
/// Redacts a text line by line, and remembers of the lines before what the next one needs: a key, or a section of communities.
/// </summary>
internal sealed class LineRedactor
{
    private bool inKey;
    private bool inCommunities;

    /// <summary>The line without its secrets; null for a line within a key, whose first line has the mark.</summary>
    public string? Redact(ReadOnlySpan<char> line)
    {
        if (inKey)
        {
            inKey = !SecretFormRules.KeyEnd().IsMatch(line);
            return null;
        }

        if (line.Contains("-----BEGIN", StringComparison.Ordinal) || line.StartsWith("Private-", StringComparison.OrdinalIgnoreCase))
        {
            if (SecretFormRules.KeyBegin().IsMatch(line))
            {
                inKey = !SecretFormRules.KeyEnd().IsMatch(line);
                return SecretRedactor.Mark;
            }
        }

        if (inCommunities)
        {
            inCommunities = !SnmpRules.SectionEnd().IsMatch(line);
            if (inCommunities && SnmpRules.SectionName().IsMatch(line))
            {
                return LineRules.Replace(SnmpRules.SectionName(), line.ToString());
            }
        }

        if (!SecretHints.Any(line))
        {
            return line.ToString();
        }

        inCommunities |= line.Contains("community", StringComparison.OrdinalIgnoreCase) && SnmpRules.Section().IsMatch(line);
        return LineRules.Apply(line.ToString());
    }
}
