namespace NetBatch.Remediation;

/// <summary>
/// Reads a banner as one line of config, its line feeds kept. Its end is the delimiter that its first line names;
/// where no such delimiter follows, the ends that platforms use without naming one (EOF, %, !, a line with ^).
/// </summary>
internal sealed class BannerReader(List<TextLine> lines)
{
    /// <summary>A text in which so many delimiters are missing is broken; it is not worth searching further.</summary>
    private const int MostAbsent = 100;

    private const string Start = "banner ";

    /// <summary>Delimiters that do not occur in the rest of the text; keeps a broken text from being searched again and again.</summary>
    private readonly HashSet<string> absent = new(StringComparer.Ordinal);

    public static bool Opens(ReadOnlySpan<char> line) => line.StartsWith(Start) && !line.SequenceEqual("banner motd ##");

    /// <summary>The banner that begins at a line, and the number of its last line.</summary>
    public (string Text, int Last) Read(int first)
    {
        var header = lines[first].Text;
        var word = header.Split((char[]?)null, 4, StringSplitOptions.RemoveEmptyEntries) is { Length: > 2 } words ? words[2] : null;
        var delimiter = Delimiter(word);
        if (delimiter is not null)
        {
            var after = header.IndexOf(word!, header.IndexOf(' ', Start.Length) + 1, StringComparison.Ordinal) + delimiter.Length;
            if (header.IndexOf(delimiter, after, StringComparison.Ordinal) >= 0)
            {
                return (header.Trim(), first);
            }

            if (Find(first + 1, delimiter) is { } last)
            {
                return (Join(first, last, last), last);
            }
        }

        for (var i = first + 1; i < lines.Count; i++)
        {
            if (Ends(lines[i].Text, word))
            {
                return (Join(first, lines[i].Text == "!" ? i - 1 : i, i), i);
            }
        }

        throw new ConfigException(lines[first].Number, $"the banner that begins here is never closed: '{header.Trim()}'");
    }

    /// <summary>The text that begins at a line and ends at the next mark, and the number of its last line.</summary>
    public (string Text, int Last) ReadTo(int first, string mark)
    {
        var header = lines[first].Text;
        if (header.IndexOf(mark, StringComparison.Ordinal) is var at
            && header.IndexOf(mark, at + mark.Length, StringComparison.Ordinal) >= 0)
        {
            return (header.Trim(), first);
        }

        return Find(first + 1, mark) is { } last
            ? (Join(first, last, last), last)
            : throw new ConfigException(lines[first].Number, $"the text that begins here is never closed by '{mark}': '{header.Trim()}'");
    }

    private static string? Delimiter(string? word) => word switch
    {
        null => null,
        ['^', _, ..] => word[..2],
        [var c, ..] when !char.IsLetterOrDigit(c) => word[..1],
        _ => null,
    };

    private static bool Ends(string line, string? word) =>
        line.StartsWith('^') || line is "EOF" or "%" or "!"
        || (word is not null
            && (line == word[..1] || line == word[..Math.Min(2, word.Length)] || line.Contains(word, StringComparison.Ordinal)));

    private int? Find(int from, string delimiter)
    {
        if (absent.Count > MostAbsent || absent.Contains(delimiter))
        {
            return null;
        }

        for (var i = from; i < lines.Count; i++)
        {
            if (lines[i].Span.Contains(delimiter, StringComparison.Ordinal))
            {
                return i;
            }
        }

        absent.Add(delimiter);
        return null;
    }

    private string Join(int first, int lastKept, int last) =>
        string.Join('\n', Enumerable.Range(first, Math.Min(lastKept, last) - first + 1).Select(i => lines[i].Text)).Trim();
}
