namespace NetBatch.Store.Sqlite;

/// <summary>Names with <c>*</c> (any characters) and <c>?</c> (one), any case.</summary>
internal static class Wildcard
{
    public static bool Has(string pattern) => pattern.AsSpan().ContainsAny('*', '?');

    /// <summary>Whether a name matches one of the patterns; no pattern does not limit.</summary>
    public static bool MatchesAny(IReadOnlyList<string> patterns, string name)
    {
        for (var index = 0; index < patterns.Count; index++)
        {
            if (Matches(patterns[index], name))
            {
                return true;
            }
        }

        return patterns.Count == 0;
    }

    public static bool Matches(string pattern, string name)
    {
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
