using System.Text;

namespace NetBatch.Lab.Configs.Forti;

/// <summary>The words of a FortiOS line: blanks part them, quotes and backslashes hold them together,
/// and a text may hold line ends.</summary>
internal static class FortiWords
{
    /// <summary>The words without their quotes; null: a quote is still open.</summary>
    public static List<string>? Split(string line)
    {
        var words = new List<string>();
        StringBuilder? word = null;
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            var sign = line[i];
            if (sign == '\\' && i + 1 < line.Length)
            {
                (word ??= new StringBuilder()).Append(line[++i]);
            }
            else if (sign == '"')
            {
                word ??= new StringBuilder();
                quoted = !quoted;
            }
            else if (!quoted && sign is ' ' or '\t')
            {
                if (word is not null)
                {
                    words.Add(word.ToString());
                }

                word = null;
            }
            else
            {
                (word ??= new StringBuilder()).Append(sign);
            }
        }

        if (word is not null)
        {
            words.Add(word.ToString());
        }

        return quoted ? null : words;
    }

    /// <summary>A text as FortiOS writes it.</summary>
    public static string Quoted(string value) =>
        $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
