using System.Globalization;
using System.Text;

namespace NetBatch;

/// <summary>Makes a value fit to stand in a message: short, on one line, without control characters.</summary>
public static class QuotedText
{
    /// <summary>How many characters of a value a message shows; what is longer ends in three dots.</summary>
    public const int Longest = 60;

    /// <summary>The value in single quotes.</summary>
    public static string Of(string value) => $"'{Plain(value)}'";

    /// <summary>The value without quotes.</summary>
    public static string Plain(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var text = new StringBuilder(value.Length);
        foreach (var character in value.AsSpan(0, Math.Min(value.Length, Longest)))
        {
            if (char.IsControl(character))
            {
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            }
            else
            {
                text.Append(character);
            }
        }

        return value.Length > Longest ? text.Append("...").ToString() : text.ToString();
    }
}
