using System.Buffers;
using System.Globalization;
using System.Text;

namespace NetBatch.TextFsm;

/// <summary>What Python's <c>str</c> does, where templates depend on it.</summary>
internal static class PythonText
{
    /// <summary>The line ends of <c>str.splitlines</c>.</summary>
    public static readonly SearchValues<char> LineEnds =
        SearchValues.Create("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029");

    /// <summary>Whether <c>str.isspace</c> holds for a character.</summary>
    public static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is >= '\x1c' and <= '\x1f';

    /// <summary>Text without blanks at its end, as <c>str.rstrip</c>.</summary>
    public static string TrimEnd(string text)
    {
        var end = text.Length;
        while (end > 0 && IsSpace(text[end - 1]))
        {
            end--;
        }

        return text[..end];
    }

    /// <summary>Text without blanks at both ends, as <c>str.strip</c>.</summary>
    public static string Trim(string text)
    {
        var start = 0;
        while (start < text.Length && IsSpace(text[start]))
        {
            start++;
        }

        return TrimEnd(text[start..]);
    }

    /// <summary>Whether a text is one word in the sense of <c>\w+</c>.</summary>
    public static bool IsWord(ReadOnlySpan<char> text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Patterns.CharCategories.Contains(Patterns.CharCategory.Word, rune.Value, asciiOnly: false))
            {
                return false;
            }
        }

        return text.Length > 0;
    }

    /// <summary>A cell as the reference's tables show it: lists keep their shape, their elements become text.</summary>
    public static string Show(object? value) => value switch
    {
        null => "None",
        string text => text,
        _ => Repr(value),
    };

    /// <summary>A value as Python's <c>repr</c> writes it.</summary>
    public static string Repr(object? value)
    {
        switch (value)
        {
            case null:
                return "None";
            case string text:
                return ReprText(text);
            case IReadOnlyDictionary<string, string?> map:
                return "{" + string.Join(", ", map.Select(p => $"{ReprText(p.Key)}: {Repr(p.Value)}")) + "}";
            case IReadOnlyList<object?> list:
                return "[" + string.Join(", ", list.Select(Repr)) + "]";
            default:
                throw new ArgumentException($"no cell holds a {value.GetType().Name}", nameof(value));
        }
    }

    private static string ReprText(string text)
    {
        var quote = text.Contains('\'') && !text.Contains('"') ? '"' : '\'';
        var result = new StringBuilder().Append(quote);
        foreach (var rune in text.EnumerateRunes())
        {
            var c = rune.Value;
            _ = c switch
            {
                '\n' => result.Append("\\n"),
                '\r' => result.Append("\\r"),
                '\t' => result.Append("\\t"),
                '\\' => result.Append("\\\\"),
                _ when c == quote => result.Append('\\').Append(quote),
                < 32 or 127 => result.Append($"\\x{c:x2}"),
                < 127 => result.Append((char)c),
                _ when IsPrintable(rune) => result.Append(rune.ToString()),
                < 256 => result.Append($"\\x{c:x2}"),
                < 65536 => result.Append($"\\u{c:x4}"),
                _ => result.Append($"\\U{c:x8}"),
            };
        }

        return result.Append(quote).ToString();
    }

    private static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.SpaceSeparator);
}
