namespace NetBatch.Platforms;

/// <summary>
/// Reads from a regular expression with what a text must begin for it to match at all: a comparison of a few letters saves running the
/// expression on most lines of a config. What it does not know it leaves to the expression.
/// </summary>
internal sealed class PatternStart
{
    /// <summary>More beginnings than this cost as much as the expression.</summary>
    private const int Most = 24;

    /// <summary>What an expression begins with for which case does not count.</summary>
    public const string AnyCase = "(?i)";

    private readonly string pattern;
    private int at = 1;

    private PatternStart(string pattern) => this.pattern = pattern;

    /// <summary>The beginnings, of which a text must have one; null: it may begin with anything.</summary>
    /// <param name="pattern">The expression; where case does not count, nothing is read from it.</param>
    public static string[]? Of(string pattern)
    {
        if (!pattern.StartsWith('^') || HasOptions(pattern) || pattern.Contains("-[", StringComparison.Ordinal))
        {
            return null;
        }

        var reader = new PatternStart(pattern);
        var starts = reader.Sequence().Starts;
        return reader.at < pattern.Length || starts.Contains("") ? null : [.. starts.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Whether a text begins with one of these.</summary>
    public static bool Allows(string[] starts, string text)
    {
        foreach (var start in starts)
        {
            if (start.Length == 0 || (text.Length > 0 && text[0] == start[0] && text.StartsWith(start, StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a text may begin with one of both.</summary>
    public static bool MayShare(string[]? some, string[]? others) => some is null || others is null || Array.Exists(some,
        start => Array.Exists(others, other =>
            start.StartsWith(other, StringComparison.Ordinal) || other.StartsWith(start, StringComparison.Ordinal)));

    /// <summary>Whether the expression changes how it is read, or holds a comment.</summary>
    public static bool HasOptions(string pattern)
    {
        for (var i = pattern.IndexOf("(?", StringComparison.Ordinal); i >= 0; i = pattern.IndexOf("(?", i + 2, StringComparison.Ordinal))
        {
            if (i + 2 < pattern.Length && (char.IsAsciiLetter(pattern[i + 2]) || pattern[i + 2] is '-' or '#'))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The alternatives up to the end of a group; whole: nothing but these can stand for it.</summary>
    private (List<string> Starts, bool Whole) Choice()
    {
        var (all, whole) = Sequence();
        while (at < pattern.Length && pattern[at] == '|')
        {
            at++;
            var (starts, isWhole) = Sequence();
            all.AddRange(starts);
            whole &= isWhole;
        }

        return (all, whole);
    }

    private (List<string> Starts, bool Whole) Sequence()
    {
        List<string> starts = [""];
        while (at < pattern.Length && pattern[at] is not ('|' or ')'))
        {
            var begin = at;
            var element = Element();
            var quantifier = at < pattern.Length ? pattern[at] : ' ';
            if (element is not ({ } next, var whole) || quantifier is '*' or '{' || starts.Count * next.Count > Most
                || (quantifier == '?' && !whole))
            {
                at = begin;
                Skip();
                return (starts, false);
            }

            List<string> longer = [.. starts.SelectMany(start => next.Select(more => start + more))];
            starts = quantifier == '?' ? [.. starts, .. longer] : longer;
            at += quantifier == '?' ? 1 : 0;
            if (!whole || (at < pattern.Length && pattern[at] is '+' or '?'))
            {
                Skip();
                return (starts, false);
            }
        }

        return (starts, true);
    }

    /// <summary>A letter or a group; null: something else, behind which the reading does not go on.</summary>
    private (List<string> Starts, bool Whole)? Element()
    {
        switch (pattern[at])
        {
            case '\\' when at + 1 < pattern.Length && !char.IsAsciiLetterOrDigit(pattern[at + 1]):
                at += 2;
                return ([pattern[at - 1].ToString()], true);
            case '(' when Inside(pattern, at) is var inside and > 0:
                at = inside;
                var choice = Choice();
                at++;
                return choice;
            case '\\' or '(' or '[' or '.' or '^' or '$' or '*' or '+' or '?' or '{':
                return null;
            default:
                return ([pattern[at++].ToString()], true);
        }
    }

    /// <summary>Where the inside of a group begins; -1: it is none that text stands in.</summary>
    public static int Inside(string pattern, int at)
    {
        var rest = pattern.AsSpan(at + 1);
        return !rest.StartsWith("?") ? at + 1
            : rest.StartsWith("?:") ? at + 3
            : rest.Length > 2 && rest.StartsWith("?<") && char.IsAsciiLetter(rest[2]) ? at + 2 + rest.IndexOf('>')
            : -1;
    }

    /// <summary>Goes to the end of the alternative.</summary>
    private void Skip()
    {
        for (var depth = 0; at < pattern.Length && (depth > 0 || pattern[at] is not ('|' or ')')); at++)
        {
            switch (pattern[at])
            {
                case '\\':
                    at++;
                    break;
                case '(':
                    depth++;
                    break;
                case ')':
                    depth--;
                    break;
                case '[':
                    at = ClassEnd(pattern, at);
                    break;
            }
        }
    }

    /// <summary>The bracket that closes a class of letters; one right behind the opening is a letter of it.</summary>
    public static int ClassEnd(string pattern, int at)
    {
        at += pattern[at + 1] == '^' ? 2 : 1;
        for (at += pattern[at] == ']' ? 1 : 0; pattern[at] != ']'; at++)
        {
            at += pattern[at] == '\\' ? 1 : 0;
        }

        return at;
    }
}
