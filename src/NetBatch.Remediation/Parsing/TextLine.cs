namespace NetBatch.Remediation;

/// <summary>A line of the source text: where it stands, its leading blanks and its text, or a text taken as it is.</summary>
/// <param name="Text">The line; of a raw one, everything that belongs to it, line feeds included.</param>
/// <param name="Number">Line number, from 1.</param>
/// <param name="Raw">Whether inner blanks count: banners and quoted texts of several lines.</param>
internal readonly record struct TextLine(string Text, int Number, bool Raw = false);

/// <summary>Cuts a text into lines and knows what is blank in it.</summary>
internal static class SourceText
{
    /// <summary>
    /// The line ends of the reference: CR, LF, both, and the rarer separators that devices print as page breaks.
    /// </summary>
    public static IEnumerable<TextLine> Lines(string text)
    {
        var (start, number) = (0, 1);
        while (start < text.Length)
        {
            var length = text.AsSpan(start).IndexOfAny(Ends);
            if (length < 0)
            {
                yield return new TextLine(text[start..], number);
                yield break;
            }

            yield return new TextLine(text.Substring(start, length), number++);
            var end = start + length;
            start = end + (text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n' ? 2 : 1);
        }
    }

    public static bool IsBlank(char c) =>
        c == ' ' || (c is >= '\t' and <= '\r') || c is >= '\x1c' and <= '\x1f' || (c > '\x7f' && char.IsWhiteSpace(c));

    private static readonly System.Buffers.SearchValues<char> Ends =
        System.Buffers.SearchValues.Create("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029");
}
