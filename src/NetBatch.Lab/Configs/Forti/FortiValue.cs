using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace NetBatch.Lab.Configs.Forti;

/// <summary>Puts the values of a setting into the form in which FortiOS keeps them.</summary>
internal static class FortiValue
{
    /// <summary>The kept values, or what FortiOS answers. The texts are those of Fortinet's page "CLI error codes" of the administration
    /// guide and of captured sessions (the unit tests of netdriver; community.fortinet.com).</summary>
    public static (IReadOnlyList<string>? Values, string Answer) Read(FortiAttribute attribute, IReadOnlyList<string> words,
        Func<string, string, bool> exists)
    {
        if (words.Count == 0)
        {
            return (null, FortiAnswers.Incomplete);
        }

        if (attribute.Kind == FortiKind.Network)
        {
            return Network(words) is { } network ? Rest(words, network.Taken, network.Values)
                : (null, FortiAnswers.WrongValue(words[^1], "invalid ip address", -8));
        }

        var values = new List<string>();
        foreach (var word in attribute.IsList ? words : words.Take(1))
        {
            var (value, answer) = One(attribute, word, exists);
            if (value is null)
            {
                return (null, answer);
            }

            if (!values.Contains(value))
            {
                values.Add(value);
            }
        }

        return Rest(words, attribute.IsList ? words.Count : 1, values);
    }

    /// <summary>What stands for a network: <c>10.0.0.0/8</c> or <c>10.0.0.0 255.0.0.0</c>.</summary>
    public static (int Taken, string[] Values)? Network(IReadOnlyList<string> words)
    {
        var slash = words[0].Split('/');
        if (slash.Length == 2 && Address(slash[0]) is { } prefix
            && int.TryParse(slash[1], NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length <= 32)
        {
            var mask = length == 0 ? 0u : uint.MaxValue << 32 - length;
            return (1, [prefix, new IPAddress([(byte)(mask >> 24), (byte)(mask >> 16), (byte)(mask >> 8), (byte)mask]).ToString()]);
        }

        return slash.Length == 1 && words.Count > 1 && Address(words[0]) is { } address && Address(words[1]) is { } typed
            ? (2, [address, typed]) : null;
    }

    private static (IReadOnlyList<string>? Values, string Answer) Rest(IReadOnlyList<string> words, int taken,
        IReadOnlyList<string> values) =>
        words.Count > taken ? (null, FortiAnswers.Unknown(words[taken], -61)) : (values, "");

    private static (string? Value, string Answer) One(FortiAttribute attribute, string word, Func<string, string, bool> exists)
    {
        switch (attribute.Kind)
        {
            case FortiKind.Number:
                return long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    && number >= attribute.Low && number <= attribute.High
                    ? (number.ToString(CultureInfo.InvariantCulture), "")
                    : (null, FortiAnswers.WrongValue(word, $"node_check_object fail! for {attribute.Name} {word}", -651));
            case FortiKind.Address:
                return Address(word) is { } address ? (address, "") : (null, FortiAnswers.WrongValue(word, "invalid ip address", -8));
            case FortiKind.Choice:
                var fits = Array.FindAll(attribute.Values, value => value.StartsWith(word, StringComparison.Ordinal));
                return Array.IndexOf(attribute.Values, word) >= 0 ? (word, "")
                    : fits is [var only] ? (only, "") : (null, FortiAnswers.Unknown(word, -61));
            case FortiKind.Reference:
                return Array.Exists(attribute.Values, path => path == word || exists(path, word)) ? (word, "")
                    : (null, FortiAnswers.WrongValue(word, "entry not found in datasource", -3));
            default:
                return (word, "");
        }
    }

    private static string? Address(string text) =>
        text.Count(sign => sign == '.') == 3 && IPAddress.TryParse(text, out var address)
            && address.AddressFamily == AddressFamily.InterNetwork ? address.ToString() : null;
}
