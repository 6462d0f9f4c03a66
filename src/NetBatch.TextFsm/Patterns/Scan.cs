using System.Runtime.CompilerServices;

namespace NetBatch.TextFsm.Patterns;

/// <summary>Moves over text by character sets. Positions are UTF-16 units, steps are code points; -1 is failure.</summary>
internal static class Scan
{
    /// <summary>The position after one code point of a set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int One(CharSet set, ReadOnlySpan<char> text, int position)
    {
        if ((uint)position >= (uint)text.Length)
        {
            return -1;
        }

        var c = text[position];
        return c < 128 ? set.ContainsAscii(c) ? position + 1 : -1 : OneWide(set, text, position);
    }

    /// <summary>The position after as many code points of a set as there are, up to a bound; -1 if below the least number.</summary>
    public static int Many(CharSet set, ReadOnlySpan<char> text, int position, int min, int max)
    {
        if (set.IsAnyButNewline && max == int.MaxValue && min <= 1)
        {
            var newline = text[position..].IndexOf('\n');
            var end = newline < 0 ? text.Length : position + newline;
            return end - position >= min ? end : -1;
        }

        var low = set.Low;
        var high = set.High;
        var count = 0;
        while ((uint)position < (uint)text.Length && count < max)
        {
            var c = text[position];
            if (c < 128)
            {
                if (((((c & 64) == 0 ? low : high) >> c) & 1) == 0)
                {
                    break;
                }

                position++;
            }
            else
            {
                var next = OneWide(set, text, position);
                if (next < 0)
                {
                    break;
                }

                position = next;
            }

            count++;
        }

        return count >= min ? position : -1;
    }

    /// <summary>The position some code points further on; the text is known to be long enough.</summary>
    public static int Skip(ReadOnlySpan<char> text, int position, int count)
    {
        for (; count > 0; count--)
        {
            CodePoints.At(text, position, out var units);
            position += units;
        }

        return position;
    }

    /// <summary>The last position, not before <paramref name="least"/>, where what must stand next does.</summary>
    public static int BackTo(in NextSet next, ReadOnlySpan<char> text, int position, int least)
    {
        while (!next.Allows(text, position))
        {
            if (position <= least)
            {
                return -1;
            }

            position = CodePoints.Back(text, position);
        }

        return position;
    }

    private static int OneWide(CharSet set, ReadOnlySpan<char> text, int position)
    {
        var codePoint = CodePoints.At(text, position, out var units);
        return set.Contains(codePoint) ? position + units : -1;
    }
}
