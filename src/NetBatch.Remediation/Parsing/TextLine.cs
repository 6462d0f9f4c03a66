using System.Buffers;

namespace NetBatch.Remediation;

/// <summary>A line of the source text. It is a slice of the text, so that reading makes no string that the tree does not keep.</summary>
/// <param name="Slice">The line; of a raw one, everything that belongs to it, line feeds included.</param>
/// <param name="Number">Line number, from 1.</param>
/// <param name="Raw">Whether inner blanks count: banners and quoted texts of several lines.</param>
internal readonly record struct TextLine(ReadOnlyMemory<char> Slice, int Number, bool Raw = false)
{
    public TextLine(string text, int number, bool raw = false)
        : this(text.AsMemory(), number, raw)
    {
    }

    public ReadOnlySpan<char> Span => Slice.Span;

    public string Text => Slice.ToString();
}

/// <summary>Cuts a text into lines and knows what is blank in it.</summary>
internal static class SourceText
{
    /// <summary>What ends a line: CR, LF, both, and the rarer separators that devices print as page breaks.</summary>
    private static readonly SearchValues<char> Ends = SearchValues.Create("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029");

    private const int TabStop = 8;

    public static List<TextLine> Lines(string text)
    {
        var lines = new List<TextLine>(1 + text.AsSpan().Count('\n'));
        var (start, number) = (0, 1);
        while (start < text.Length)
        {
            var length = text.AsSpan(start).IndexOfAny(Ends);
            if (length < 0)
            {
                lines.Add(new TextLine(text.AsMemory(start), number));
                break;
            }

            lines.Add(new TextLine(text.AsMemory(start, length), number++));
            var end = start + length;
            start = end + (text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n' ? 2 : 1);
        }

        return lines;
    }

    public static bool IsBlank(char c) =>
        c == ' ' || (c is >= '\t' and <= '\r') || c is >= '\x1c' and <= '\x1f' || (c > '\x7f' && char.IsWhiteSpace(c));

    /// <summary>Leading blanks of a line.</summary>
    public static int Indent(ReadOnlySpan<char> line)
    {
        var indent = 0;
        while (indent < line.Length && IsBlank(line[indent]))
        {
            indent++;
        }

        return indent;
    }

    /// <summary>The column in which a line begins. A tab leads to the next multiple of eight, as on a terminal: with blanks before other
    /// lines it would else stand less deep than it is seen.</summary>
    public static int Column(ReadOnlySpan<char> line)
    {
        var column = 0;
        foreach (var c in line)
        {
            if (!IsBlank(c))
            {
                break;
            }

            column += c == '\t' ? TabStop - (column % TabStop) : 1;
        }

        return column;
    }
}
