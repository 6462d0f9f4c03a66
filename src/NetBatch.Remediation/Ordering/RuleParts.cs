using System.Net;
using System.Numerics;
using System.Text.RegularExpressions;

namespace NetBatch.Remediation;

/// <summary>The parts of a rule of VRP and Comware: <c>permit tcp source 192.0.2.0 0.0.0.255 destination-port eq 80</c>.</summary>
internal sealed partial class RuleParts
{
    private static readonly HashSet<string> Operators = new(["eq", "gt", "lt", "neq", "range"], StringComparer.Ordinal);
    private static readonly HashSet<string> Flags = new(["logging", "fragment", "counting"], StringComparer.Ordinal);

    /// <summary>Reads an entry; the rule's lines name the parts that can be taken away by themselves.</summary>
    public RuleParts(string entry, LeafRule rule)
    {
        var words = entry.Split(' ');
        var isPart = new Regex($"^(?:{rule.Lines})$", RegexOptions.CultureInvariant);
        Protocol = words.Length > 1 && !isPart.IsMatch(words[1]) ? words[1] : "";
        var start = Protocol.Length > 0 ? 2 : 1;
        for (var i = start; i < words.Length; i++)
        {
            var isValue = i > start && (Operators.Contains(words[i - 1])
                || (isPart.IsMatch(words[i - 1]) && !Flags.Contains(words[i - 1])));
            if (isPart.IsMatch(words[i]))
            {
                Names.Add(words[i]);
            }
            else if (!isValue && char.IsAsciiLetter(words[i][0]) && words[i] != "any" && !Operators.Contains(words[i]))
            {
                Others.Add(words[i]);
            }
        }

        Plain = Spelled(words[0], Protocol, string.Join(' ', words[start..]));
    }

    /// <summary>Its protocol; empty: the list has none.</summary>
    public string Protocol { get; }

    /// <summary>The names of its parts.</summary>
    public List<string> Names { get; } = [];

    /// <summary>Words of other parts, which do not go by themselves.</summary>
    public HashSet<string> Others { get; } = new(StringComparer.Ordinal);

    /// <summary>What it says, so that two rules can be told apart: hosts, prefixes and ports.</summary>
    public string Plain { get; }

    private static string Spelled(string action, string protocol, string rest)
    {
        rest = Address().Replace(rest, match => Prefix(match.Groups[1].Value, match.Groups[2].Value));
        rest = Port().Replace(rest, "eq");
        return rest.Length > 0 ? $"{action} {(protocol.Length > 0 ? protocol + " " : "")}{rest}"
            : protocol is "" or "ip" ? $"{action} any" : $"{action} {protocol}";
    }

    private static string Prefix(string address, string wildcard)
    {
        if (!IPAddress.TryParse(wildcard == "0" ? "0.0.0.0" : wildcard, out var mask) || mask.GetAddressBytes() is not { Length: 4 } bytes)
        {
            return $"{address} {wildcard}";
        }

        var hosts = ((uint)bytes[0] << 24) | ((uint)bytes[1] << 16) | ((uint)bytes[2] << 8) | bytes[3];
        var isPrefix = (hosts & (hosts + 1)) == 0;
        return isPrefix ? $"{address}/{32 - BitOperations.PopCount(hosts)}" : $"{address} {wildcard}";
    }

    [GeneratedRegex(@"(?:source|destination) (\d[\d.]*) (\d[\d.]*)", RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    [GeneratedRegex("(?:source|destination)-port eq", RegexOptions.CultureInvariant)]
    private static partial Regex Port();
}
