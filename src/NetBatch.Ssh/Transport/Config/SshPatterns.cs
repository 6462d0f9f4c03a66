namespace NetBatch.Ssh.Transport;

/// <summary>The wildcards of ssh_config and known_hosts: '*' for any text, '?' for one character, '!' in front to take out (ssh_config(5),
/// PATTERNS).</summary>
internal static class SshPatterns
{
    /// <summary>Whether a list names a text: one pattern matches it, and none with '!' does.</summary>
    public static bool Matches(IEnumerable<string> patterns, string text, bool ignoreCase)
    {
        var found = false;
        foreach (var pattern in patterns)
        {
            var negated = pattern.StartsWith('!');
            if (Matches(negated ? pattern.AsSpan(1) : pattern, text, ignoreCase))
            {
                if (negated)
                {
                    return false;
                }

                found = true;
            }
        }

        return found;
    }

    private static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text, bool ignoreCase)
    {
        // The last '*' is gone back to where what follows it does not fit: no recursion, so no pattern is costly.
        int at = 0, seen = 0, star = -1, mark = 0;
        while (seen < text.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                star = at++;
                mark = seen;
            }
            else if (at < pattern.Length && (pattern[at] == '?' || Same(pattern[at], text[seen], ignoreCase)))
            {
                at++;
                seen++;
            }
            else if (star >= 0)
            {
                at = star + 1;
                seen = ++mark;
            }
            else
            {
                return false;
            }
        }

        return pattern[at..].Trim('*').IsEmpty;
    }

    private static bool Same(char one, char other, bool ignoreCase) =>
        one == other || (ignoreCase && char.ToLowerInvariant(one) == char.ToLowerInvariant(other));
}
