using System.Globalization;
using System.Text;

namespace NetBatch;

/// <summary>Text of a device, a config, a colleague or a peer as it may be shown on a terminal: no control character moves a cursor, turns
/// the writing round, or hides what follows.</summary>
public static class SafeText
{
    /// <summary>The text with control and direction characters made visible (<c>\x1b</c>), line ends and tabs apart; carriage returns are
    /// left out.</summary>
    public static string Of(string? text) => text is null ? "" : Of(text, inJson: false);

    /// <summary>The same for JSON: what is odd is escaped as JSON does it (<c>\u001b</c>), so that a reader gets it back.</summary>
    public static string InJson(string json) => Of(json ?? throw new ArgumentNullException(nameof(json)), inJson: true);

    private static string Of(string text, bool inJson)
    {
        var first = 0;
        while (first < text.Length && !IsOdd(text[first]))
        {
            first++;
        }

        if (first == text.Length)
        {
            return text;
        }

        var safe = new StringBuilder(text.Length + 16).Append(text, 0, first);
        foreach (var sign in text.AsSpan(first))
        {
            if (!IsOdd(sign))
            {
                safe.Append(sign);
            }
            else if (sign != '\r' || inJson)
            {
                safe.Append(sign < 256 && !inJson ? $"\\x{(int)sign:x2}" : $"\\u{(int)sign:x4}");
            }
        }

        return safe.ToString();
    }

    // Format characters (U+202E and the like) turn text round or are not seen; lone surrogates and U+FFFE, U+FFFF are no characters.
    private static bool IsOdd(char sign) => sign is not ('\n' or '\t') && (char.IsControl(sign) || (sign >= 0xAD
        && (CharUnicodeInfo.GetUnicodeCategory(sign) is UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator || sign >= 0xFFFE)));
}
