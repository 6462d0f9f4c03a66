namespace NetBatch;

/// <summary>
/// The one language of patterns for names: <c>*</c> is any characters, <c>?</c> one, every other character itself in any case.
/// </summary>
/// <remarks>
/// Names hold neither <c>*</c> nor <c>?</c>, so that a text is plainly a name or a pattern; brackets and backslashes stand in
/// names ("[dbo].[orders]", "[::1]:22"), so they mean nothing here. Case is folded by ordinal rules: what is found does not
/// depend on the culture (in tr-TR the capital of "i" would be another letter).
/// </remarks>
public static class Wildcard
{
    /// <summary>Whether a text is a pattern and no name.</summary>
    public static bool Has(string pattern) => pattern.AsSpan().ContainsAny('*', '?');

    /// <summary>Whether a name matches one of the patterns; no pattern does not limit.</summary>
    public static bool MatchesAny(IReadOnlyList<string> patterns, string name)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        for (var index = 0; index < patterns.Count; index++)
        {
            if (Matches(patterns[index], name))
            {
                return true;
            }
        }

        return patterns.Count == 0;
    }

    /// <summary>Whether a name matches a pattern, in time linear to their product.</summary>
    public static bool Matches(string pattern, string name)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(name);
        // Where a star was met last, and how much of the name it has taken so far: the only place worth going back to.
        var (at, star, taken) = (0, -1, 0);
        var next = 0;
        while (next < name.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                (star, taken) = (at++, next);
            }
            else if (at < pattern.Length && (pattern[at] == '?' || char.ToUpperInvariant(pattern[at]) == char.ToUpperInvariant(name[next])))
            {
                (at, next) = (at + 1, next + 1);
            }
            else if (star >= 0)
            {
                (at, next) = (star + 1, ++taken);
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(at).IndexOfAnyExcept('*') < 0;
    }
}
