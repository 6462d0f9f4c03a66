using System.Text;

namespace NetBatch.Ssh.Transport;

/// <summary>One line of an ssh_config.</summary>
/// <param name="Keyword">In lower case.</param>
/// <param name="Arguments">Without their quotes.</param>
/// <param name="Text">What stands behind the keyword, as it stands.</param>
/// <param name="Place">File and line, for people.</param>
internal sealed record SshConfigLine(string Keyword, IReadOnlyList<string> Arguments, string Text, string Place)
{
    /// <summary>Reads a line; null where it says nothing.</summary>
    public static SshConfigLine? Read(string line, string place)
    {
        var text = line.Trim(' ', '\t', '\r', '\f');
        if (text.Length == 0 || text[0] == '#')
        {
            return null;
        }

        // The keyword ends at blanks, or at one '=' with blanks around it (ssh_config(5)).
        var end = text.IndexOfAny([' ', '\t', '=']);
        var keyword = (end < 0 ? text : text[..end]).Trim('"').ToLowerInvariant();
        var rest = end < 0 ? "" : text[end..].TrimStart(' ', '\t');
        if (rest.StartsWith('='))
        {
            rest = rest[1..].TrimStart(' ', '\t');
        }

        return new SshConfigLine(keyword, Split(rest), rest, place);
    }

    /// <summary>The words of a line: quotes hold one together, and a '#' that begins one ends the line (argv_split in OpenSSH's
    /// misc.c).</summary>
    internal static List<string> Split(string text)
    {
        var words = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            if (text[at] is ' ' or '\t')
            {
                at++;
                continue;
            }

            if (text[at] == '#')
            {
                break;
            }

            var word = new StringBuilder();
            char? quote = null;
            for (; at < text.Length && (quote is not null || text[at] is not (' ' or '\t')); at++)
            {
                if (text[at] == '\\' && at + 1 < text.Length
                    && (text[at + 1] is '"' or '\'' or '\\' || (quote is null && text[at + 1] == ' ')))
                {
                    word.Append(text[++at]);
                }
                else if (quote is null && text[at] is '"' or '\'' && (quote is null || quote == text[at]))
                {
                    quote = text[at];
                }
                else if (quote == text[at])
                {
                    quote = null;
                }
                else
                {
                    word.Append(text[at]);
                }
            }

            words.Add(word.ToString());
        }

        return words;
    }
}
