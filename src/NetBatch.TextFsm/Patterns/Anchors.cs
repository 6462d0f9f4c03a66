namespace NetBatch.TextFsm.Patterns;

/// <summary>What matches without a set: anchors and back-references.</summary>
internal static class Anchors
{
    public static bool Holds(Anchor anchor, ReadOnlySpan<char> text, int position, bool asciiWords) => anchor switch
    {
        Anchor.Start => position == 0,
        Anchor.LineStart => position == 0 || text[position - 1] == '\n',
        Anchor.End => position == text.Length || (position == text.Length - 1 && text[position] == '\n'),
        Anchor.LineEnd => position == text.Length || text[position] == '\n',
        Anchor.VeryEnd => position == text.Length,
        Anchor.WordBoundary => AtWordBoundary(text, position, asciiWords),

        // Python 3.11: \B does not hold in an empty text.
        _ => text.Length > 0 && !AtWordBoundary(text, position, asciiWords),
    };

    /// <summary>The position after what a group captured, if that stands here again; -1 otherwise.</summary>
    public static int Repeat(ReadOnlySpan<char> text, int[] captures, int group, bool ignoreCase, int position)
    {
        var start = captures[group * 2];
        var end = captures[(group * 2) + 1];
        if (start < 0 || end < start || text.Length - position < end - start)
        {
            return -1;
        }

        var here = text.Slice(position, end - start);
        return here.Equals(text[start..end], ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal)
            ? position + here.Length
            : -1;
    }

    private static bool AtWordBoundary(ReadOnlySpan<char> text, int position, bool asciiWords)
    {
        var before = position > 0 && IsWord(text, CodePoints.Back(text, position), asciiWords);
        var after = position < text.Length && IsWord(text, position, asciiWords);
        return before != after;
    }

    private static bool IsWord(ReadOnlySpan<char> text, int position, bool asciiWords) =>
        CharCategories.Contains(CharCategory.Word, CodePoints.At(text, position, out _), asciiWords);
}
