namespace NetBatch.Remediation;

/// <summary>Words in lines of config.</summary>
internal static class Words
{
    /// <summary>Whether a line holds a word, by itself, in quotes, or before a prefix length.</summary>
    public static bool Has(string line, string word)
    {
        for (var at = line.IndexOf(word, StringComparison.Ordinal); at >= 0; at = line.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            var end = at + word.Length;
            if ((at == 0 || line[at - 1] is ' ' or '"' or '\'' or '\n')
                && (end == line.Length || line[end] is ' ' or '/' or '"' or '\'' or ';' or '\n'))
            {
                return true;
            }
        }

        return false;
    }
}
