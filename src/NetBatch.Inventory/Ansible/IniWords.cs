using System.Text;

namespace NetBatch.Inventory.Ansible;

/// <summary>Words of a host line as a POSIX shell divides them; a number sign at a word's beginning starts a comment.</summary>
internal static class IniWords
{
    /// <summary>The words, or an empty list where a quote stays open.</summary>
    public static List<string> Split(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var (quote, inWord) = ('\0', false);
        for (var at = 0; at < line.Length; at++)
        {
            var character = line[at];
            if (quote != '\0')
            {
                if (character == quote)
                {
                    quote = '\0';
                }
                else
                {
                    word.Append(character == '\\' && quote == '"' && at + 1 < line.Length && line[at + 1] is '"' or '\\' ? line[++at]
                        : character);
                }
            }
            else if (char.IsWhiteSpace(character))
            {
                End();
            }
            else if (character == '#' && !inWord)
            {
                break;
            }
            else
            {
                inWord = true;
                if (character is '"' or '\'')
                {
                    quote = character;
                }
                else
                {
                    word.Append(character == '\\' && at + 1 < line.Length ? line[++at] : character);
                }
            }
        }

        End();
        return quote == '\0' ? words : [];

        void End()
        {
            if (inWord)
            {
                words.Add(word.ToString());
            }

            word.Clear();
            inWord = false;
        }
    }
}
