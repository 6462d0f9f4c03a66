using System.Globalization;

namespace NetBatch.TextFsm.Patterns;

/// <summary>The character categories of Python's <c>re</c> for text patterns; they differ from .NET's in details.</summary>
internal enum CharCategory
{
    Digit,
    Space,
    Word,
}

internal static class CharCategories
{
    /// <summary>A category's ASCII members: bitmaps of the code points 0 to 63 and 64 to 127.</summary>
    public static (ulong Low, ulong High) AsciiOf(CharCategory category, bool asciiOnly) => category switch
    {
        CharCategory.Digit => (0x03FF000000000000, 0),

        // Python's str.isspace counts the four separators FS, GS, RS and US; re.ASCII does not.
        CharCategory.Space => (asciiOnly ? 0x0000000100003E00UL : 0x00000001F0003E00UL, 0),
        _ => (0x03FF000000000000, 0x07FFFFFE87FFFFFE),
    };

    /// <summary>Whether a code point is in a category.</summary>
    /// <param name="category">The category.</param>
    /// <param name="codePoint">The code point, 0 to 0x10FFFF.</param>
    /// <param name="asciiOnly">True under the <c>a</c> flag.</param>
    public static bool Contains(CharCategory category, int codePoint, bool asciiOnly)
    {
        if (codePoint < 128)
        {
            var (low, high) = AsciiOf(category, asciiOnly);
            return (((codePoint < 64 ? low : high) >> (codePoint & 63)) & 1) != 0;
        }

        if (asciiOnly)
        {
            return false;
        }

        var unicode = CharUnicodeInfo.GetUnicodeCategory(codePoint);
        return category switch
        {
            CharCategory.Digit => unicode == UnicodeCategory.DecimalDigitNumber,
            CharCategory.Space => codePoint == 0x85 || unicode
                is UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator,

            // isalnum: letters and every kind of number, but neither combining marks nor connectors other than "_".
            _ => unicode is <= UnicodeCategory.OtherLetter
                or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber,
        };
    }
}
