using System.Text;

namespace NetBatch.Lab.Platforms;

/// <summary>The part of the shell language that the simulated Linux knows: quotes, backslashes, $name, ; &amp;&amp; ||.</summary>
internal static class LinuxWords
{
    /// <summary>The commands of a line with what joins each to the one before.</summary>
    public static List<(string Join, string Text)> Commands(string line)
    {
        var commands = new List<(string, string)>();
        var join = ";";
        var start = 0;
        var quote = '\0';
        for (var i = 0; i < line.Length; i++)
        {
            var sign = line[i];
            if (quote != '\0')
            {
                quote = sign == quote ? '\0' : quote;
                i += sign == '\\' && quote == '"' ? 1 : 0;
                continue;
            }

            if (sign is '\'' or '"')
            {
                quote = sign;
            }
            else if (sign == '\\')
            {
                i++;
            }
            else if (sign is ';' or '\n' || i + 1 < line.Length && sign is '&' or '|' && line[i + 1] == sign)
            {
                commands.Add((join, line[start..i]));
                join = sign is ';' or '\n' ? ";" : new string(sign, 2);
                i += join.Length - 1;
                start = i + 1;
            }
        }

        if (start < line.Length)
        {
            commands.Add((join, line[start..]));
        }

        return commands;
    }

    /// <summary>The words of a command, without quotes, with its variables put in; redirections are left out.</summary>
    public static List<string> Split(string text, Func<string, string> variable)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var open = false;
        var quote = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            var sign = text[i];
            if (sign == quote && quote != '\0')
            {
                quote = '\0';
            }
            else if (quote != '\'' && sign == '$' && i + 1 < text.Length
                && (text[i + 1] is '?' or '{' or '_' || char.IsAsciiLetter(text[i + 1])))
            {
                var end = i + 1;
                if (text[end] == '?')
                {
                    end++;
                }
                else
                {
                    end = text[end] == '{' ? Math.Max(text.IndexOf('}', end), end) + 1 : end;
                    while (text[i + 1] != '{' && end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
                    {
                        end++;
                    }
                }

                word.Append(variable(text[(i + 1)..end].Trim('{', '}')));
                open = true;
                i = end - 1;
            }
            else if (quote == '\0' && sign is '\'' or '"')
            {
                quote = sign;
                open = true;
            }
            else if (sign == '\\' && quote != '\'' && i + 1 < text.Length && (quote == '\0' || text[i + 1] is '"' or '\\' or '$'))
            {
                word.Append(text[++i]);
                open = true;
            }
            else if (quote == '\0' && sign is ' ' or '\t' or '\r')
            {
                if (open)
                {
                    words.Add(word.ToString());
                    word.Clear();
                    open = false;
                }
            }
            else
            {
                word.Append(sign);
                open = true;
            }
        }

        if (open)
        {
            words.Add(word.ToString());
        }

        words.RemoveAll(one => one is "2>&1" or ">/dev/null" or "2>/dev/null");
        return words;
    }
}
