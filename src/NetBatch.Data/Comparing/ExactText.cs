using System.Globalization;
using System.Numerics;

namespace NetBatch.Data.Comparing;

/// <summary>Exact numbers as text, of any size.</summary>
internal static class ExactText
{
    private const int LongDigits = 18;
    // A scale beyond it is no number that anybody keeps; a hostile exponent must not make one of gigabytes.
    private const int MostScale = 20_000;

    /// <summary>Reads <c>-12.50</c> or <c>1.2e-7</c>; false: it is no number of that form.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out Cell number)
    {
        number = default;
        var at = text.Length > 0 && text[0] is '-' or '+' ? 1 : 0;
        long unscaled = 0;
        int digits = 0, scale = 0;
        var point = false;
        var end = at;
        for (; end < text.Length; end++)
        {
            if (text[end] == '.' && !point)
            {
                point = true;
            }
            else if (char.IsAsciiDigit(text[end]))
            {
                digits++;
                unscaled = digits <= LongDigits ? (unscaled * 10) + (text[end] - '0') : unscaled;
                scale += point ? 1 : 0;
            }
            else
            {
                break;
            }
        }

        var exponent = 0;
        if (digits == 0 || (end < text.Length && !TryExponent(text[end..], out exponent)))
        {
            return false;
        }

        scale -= exponent;
        if (digits <= LongDigits && scale >= 0)
        {
            number = Cell.Exact(text[0] == '-' ? -unscaled : unscaled, scale);
            return scale <= MostScale;
        }

        return TryBig(text[at..end], text[0] == '-', scale, out number);
    }

    /// <summary>The shortest text that reads back as the same floating number, as an exact number; false for NaN and the
    /// infinities.</summary>
    public static bool TryOf(double value, out Cell number)
    {
        Span<char> text = stackalloc char[32];
        number = default;
        return double.IsFinite(value) && value.TryFormat(text, out var length, "R", CultureInfo.InvariantCulture)
            && TryRead(text[..length], out number);
    }

    public static bool TryOf(float value, out Cell number)
    {
        Span<char> text = stackalloc char[32];
        number = default;
        return float.IsFinite(value) && value.TryFormat(text, out var length, "R", CultureInfo.InvariantCulture)
            && TryRead(text[..length], out number);
    }

    public static string Write(BigInteger unscaled, int scale)
    {
        var digits = BigInteger.Abs(unscaled).ToString(CultureInfo.InvariantCulture);
        if (scale > 0)
        {
            digits = digits.PadLeft(scale + 1, '0');
            digits = $"{digits[..^scale]}.{digits[^scale..]}";
        }

        return unscaled.Sign < 0 ? $"-{digits}" : digits;
    }

    public static int Compare(in Cell one, in Cell other)
    {
        if (one.Scale == other.Scale)
        {
            return one.Unscaled.CompareTo(other.Unscaled);
        }

        var scale = Math.Max(one.Scale, other.Scale);
        return (one.Unscaled * BigInteger.Pow(10, scale - one.Scale)).CompareTo(other.Unscaled * BigInteger.Pow(10, scale - other.Scale));
    }

    private static bool TryExponent(ReadOnlySpan<char> text, out int exponent)
    {
        exponent = 0;
        return text[0] is 'e' or 'E' && int.TryParse(text[1..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)
            && Math.Abs(exponent) <= MostScale;
    }

    private static bool TryBig(ReadOnlySpan<char> digits, bool negative, int scale, out Cell number)
    {
        number = default;
        if (Math.Abs(scale) > MostScale || digits.Length > MostScale)
        {
            return false;
        }

        var unscaled = BigInteger.Parse(digits.ToString().Replace(".", "", StringComparison.Ordinal), NumberStyles.None,
            CultureInfo.InvariantCulture);
        unscaled = scale < 0 ? unscaled * BigInteger.Pow(10, -scale) : unscaled;
        number = Cell.Exact(negative ? -unscaled : unscaled, Math.Max(scale, 0));
        return true;
    }
}
