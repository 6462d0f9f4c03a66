using System.Globalization;
using System.Text.RegularExpressions;

namespace NetBatch.Inventory.Ansible;

/// <summary>Ansible's host patterns: <c>r[1:20]</c>, <c>r[01:20]</c>, <c>r[a:f]</c>, <c>r[1:20:2]</c>, several in one name.</summary>
internal static partial class HostRange
{
    /// <summary>The most hosts that one pattern may stand for.</summary>
    public const int Most = 100_000;

    /// <summary>The names that the pattern stands for (both ends included), or null where it is no valid range.</summary>
    public static IReadOnlyList<string>? Expand(string pattern)
    {
        List<string> names = [""];
        var at = 0;
        foreach (Match range in Range().Matches(pattern))
        {
            var literal = pattern[at..range.Index];
            at = range.Index + range.Length;
            if (Items(range.Groups[1].Value, range.Groups[2].Value, range.Groups[3].Value) is not { } items
                || (long)names.Count * items.Count > Most)
            {
                return null;
            }

            names = [.. names.SelectMany(name => items.Select(item => name + literal + item))];
        }

        var rest = pattern[at..];
        // A bracket that is left is an IPv6 address or a mistake.
        return rest.Contains('[', StringComparison.Ordinal) && !Ipv6().IsMatch(pattern) ? null : [.. names.Select(name => name + rest)];
    }

    /// <summary>Divides <c>host:port</c> and <c>[v6]:port</c>; a bare IPv6 address has no port.</summary>
    public static (string Host, string? Port) SplitPort(string text)
    {
        if (text.StartsWith('['))
        {
            var close = text.IndexOf(']', StringComparison.Ordinal);
            return close < 0 ? (text, null) : (text[1..close], text.AsSpan(close + 1).StartsWith(":") ? text[(close + 2)..] : null);
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && colon == text.LastIndexOf(':') ? (text[..colon], text[(colon + 1)..]) : (text, null);
    }

    private static List<string>? Items(string first, string last, string stepText)
    {
        if (!int.TryParse(stepText.Length == 0 ? "1" : stepText, NumberStyles.None, CultureInfo.InvariantCulture, out var step)
            || step == 0)
        {
            return null;
        }

        if (char.IsAsciiLetter(first[0]) || char.IsAsciiLetter(last[0]))
        {
            return first.Length == 1 && last.Length == 1 && char.IsAsciiLetter(first[0]) && char.IsAsciiLetter(last[0])
                && char.IsAsciiLetterLower(first[0]) == char.IsAsciiLetterLower(last[0]) && first[0] <= last[0]
                ? [.. Enumerable.Range(0, ((last[0] - first[0]) / step) + 1)
                    .Select(index => ((char)(first[0] + (index * step))).ToString())]
                : null;
        }

        if (!int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            || !int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var to)
            || from > to || (to - from) / step >= Most)
        {
            return null;
        }

        // A leading zero asks for a fixed width, which then both ends have.
        var width = first.Length > 1 && first[0] == '0' ? first.Length : 0;
        return width > 0 && last.Length != width
            ? null
            : [.. Enumerable.Range(0, ((to - from) / step) + 1)
                .Select(index => (from + (index * step)).ToString(CultureInfo.InvariantCulture).PadLeft(width, '0'))];
    }

    [GeneratedRegex(@"\[(\d+|[A-Za-z]):(\d+|[A-Za-z])(?::(\d+))?\]")]
    private static partial Regex Range();

    [GeneratedRegex(@"^\[[0-9A-Fa-f:.]+(%[\w.-]+)?\](:\d+)?$")]
    private static partial Regex Ipv6();
}
