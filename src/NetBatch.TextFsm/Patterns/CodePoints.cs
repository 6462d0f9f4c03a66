namespace NetBatch.TextFsm.Patterns;

/// <summary>Python counts code points; .NET text has UTF-16 units. The seam is here.</summary>
internal static class CodePoints
{
    /// <summary>A code point as text; a lone surrogate stays what it is.</summary>
    public static string ToText(int codePoint) =>
        codePoint is >= 0xD800 and <= 0xDFFF ? ((char)codePoint).ToString() : char.ConvertFromUtf32(codePoint);

    /// <summary>The code point at a position that lies in the text, and how many units it takes.</summary>
    public static int At(ReadOnlySpan<char> text, int position, out int units)
    {
        var c = text[position];
        if (char.IsHighSurrogate(c) && position + 1 < text.Length && char.IsLowSurrogate(text[position + 1]))
        {
            units = 2;
            return char.ConvertToUtf32(c, text[position + 1]);
        }

        units = 1;
        return c;
    }

    /// <summary>The position one code point earlier; <paramref name="position"/> must be above 0.</summary>
    public static int Back(ReadOnlySpan<char> text, int position) =>
        position > 1 && char.IsLowSurrogate(text[position - 1]) && char.IsHighSurrogate(text[position - 2])
            ? position - 2
            : position - 1;

    /// <summary>The number of code points in a text.</summary>
    public static int Count(string text)
    {
        var count = 0;
        for (var i = 0; i < text.Length; count++)
        {
            At(text, i, out var units);
            i += units;
        }

        return count;
    }
}
