using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace NetBatch.Lab.Configs.Views;

/// <summary>A part of a command: a keyword, or an argument.</summary>
/// <param name="Word">The keyword, or null.</param>
/// <param name="Type">What the argument takes: <c>word</c>, <c>~</c> (the rest of the line), <c>ip</c>, <c>mask</c>, <c>length</c>,
/// <c>area</c>, <c>port</c>,
/// <c>list</c> (numbers and ranges), <c>1-10</c>, <c>a|b</c>, <c>@class</c> (the name of something that exists).</param>
/// <param name="Names">Whether it is a part of what names the line; else it is a value, which another one overwrites.</param>
/// <param name="Group">Number of the optional group that it stands in, 0: none.</param>
internal sealed record ViewPart(string? Word, string Type, bool Names, int Group)
{
    /// <summary>What it refers to, or null.</summary>
    public string? Class => Type.StartsWith('@') ? Type[1..] : null;

    public static List<ViewPart> Read(string pattern)
    {
        var parts = new List<ViewPart>();
        var groups = 0;
        var group = 0;
        foreach (var token in pattern.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var text = token;
            if (text[0] == '[')
            {
                group = ++groups;
                text = text[1..];
            }

            var last = text[^1] == ']';
            text = last ? text[..^1] : text;
            parts.Add(text[0] switch
            {
                '<' => new ViewPart(null, text[1..^1], true, group),
                '{' => new ViewPart(null, text[1..^1], false, group),
                _ => new ViewPart(text, "", true, group),
            });
            group = last ? 0 : group;
        }

        return parts;
    }

    /// <summary>The argument as the device keeps it, or null where it cannot be one.</summary>
    public string? Value(string word, IReadOnlyList<string> ports)
    {
        switch (Type)
        {
            case "word" or "~":
                return word;
            case "ip":
                return word.Count(sign => sign == '.') == 3 && IPAddress.TryParse(word, out var address)
                    && address.AddressFamily == AddressFamily.InterNetwork ? address.ToString() : null;
            case "mask":
                return int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length <= 32
                    ? Mask(length) : word.Count(sign => sign == '.') == 3 && IPAddress.TryParse(word, out _) ? word : null;
            case "port":
                return InterfaceName.Expand(word, ports);
            case "area":
                return uint.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var area)
                    ? new IPAddress([(byte)(area >> 24), (byte)(area >> 16), (byte)(area >> 8), (byte)area]).ToString()
                    : word.Count(sign => sign == '.') == 3 && IPAddress.TryParse(word, out _) ? word : null;
            case "length":
                return int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var bits) && bits <= 32 ? $"{bits}"
                    : word.Count(sign => sign == '.') == 3 && IPAddress.TryParse(word, out var typed)
                        ? $"{typed.GetAddressBytes().Sum(part => System.Numerics.BitOperations.PopCount(part))}" : null;
            case "list":
                return word == "to" || int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    && number is > 0 and < 4095 ? word : null;
        }

        if (Class is not null)
        {
            return word;
        }

        if (char.IsAsciiDigit(Type[0]))
        {
            var ends = Type.Split('-');
            return long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number >= long.Parse(ends[0], CultureInfo.InvariantCulture) && number <= long.Parse(ends[1],
                CultureInfo.InvariantCulture)
                ? number.ToString(CultureInfo.InvariantCulture) : null;
        }

        var choices = Type.Split('|');
        return Array.Find(choices, choice => choice == word)
            ?? (Array.FindAll(choices, choice => choice.StartsWith(word, StringComparison.OrdinalIgnoreCase)) is [var only] ? only : null);
    }

    private static string Mask(int length)
    {
        var mask = length == 0 ? 0u : uint.MaxValue << 32 - length;
        return new IPAddress([(byte)(mask >> 24), (byte)(mask >> 16), (byte)(mask >> 8), (byte)mask]).ToString();
    }
}
