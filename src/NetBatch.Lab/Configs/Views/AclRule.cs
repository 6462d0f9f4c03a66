using System.Net;

namespace NetBatch.Lab.Configs.Views;

/// <summary>
/// A rule of an access list of VRP and Comware: who types a rule whose number is taken changes in it only what he types, the rest stays
/// (Huawei S3900 command manual, ACL commands; NetEngine 8000 "rule", configuration impact; HP E4510 command manual, page 835).
/// </summary>
internal sealed record AclRule(string Action, string Protocol, IReadOnlyDictionary<string, string> Parts)
{
    // Each with the number of words behind it, in the order in which they are shown.
    private static readonly (string Word, int Count)[] Known =
    [
        ("source", 2), ("source-port", 2), ("destination", 2), ("destination-port", 2), ("icmp-type", 1), ("dscp", 1), ("established", 0),
        ("fragment", 0), ("time-range", 1), ("vpn-instance", 1), ("counting", 0), ("logging", 0),
    ];

    private static readonly string[] Protocols = ["ip", "tcp", "udp", "icmp", "ospf", "gre", "igmp"];

    /// <summary>Reads what stands behind the number; null: no rule is written so.</summary>
    /// <param name="text">The words.</param>
    /// <param name="advanced">Whether the list is one with protocols.</param>
    public static AclRule? Read(string text, bool advanced)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || words[0] is not ("permit" or "deny") || advanced && (words.Length < 2 || !Protocols.Contains(words[1])))
        {
            return null;
        }

        var parts = new Dictionary<string, string>();
        for (var at = advanced ? 2 : 1; at < words.Length;)
        {
            var (word, count) = Array.Find(Known, known => known.Word == words[at]);
            if (word is null || !advanced && word is "destination" or "source-port" or "destination-port" or "icmp-type")
            {
                return null;
            }

            var any = count == 2 && at + 1 < words.Length && words[at + 1] == "any";
            var taken = any ? 1 : word.EndsWith("-port", StringComparison.Ordinal) && at + 1 < words.Length && words[at + 1] == "range"
                ? 3 : count;
            if (at + taken >= words.Length || word is "source" or "destination" && !any && !IPAddress.TryParse(words[at + 1], out _))
            {
                return null;
            }

            parts[word] = string.Join(' ', words[(at + 1)..(at + 1 + taken)]);
            at += 1 + taken;
        }

        return new AclRule(words[0], advanced ? words[1] : "", parts);
    }

    /// <summary>This rule with what another one says.</summary>
    public AclRule With(AclRule typed)
    {
        var parts = new Dictionary<string, string>(typed.Protocol == Protocol ? Parts : new Dictionary<string, string>());
        foreach (var (word, value) in typed.Parts)
        {
            parts[word] = value;
        }

        return typed with { Parts = parts };
    }

    /// <summary>The rule as it is shown: what is any is not.</summary>
    public override string ToString() =>
        string.Join(' ', new[] { Action, Protocol }.Where(word => word.Length > 0)
            .Concat(Known.Where(known => Parts.TryGetValue(known.Word, out var value) && value != "any")
                .Select(known => Parts[known.Word].Length == 0 ? known.Word : $"{known.Word} {Short(Parts[known.Word])}")));

    // A wildcard of a single host is shown as 0.
    private static string Short(string value) => value.EndsWith(" 0.0.0.0", StringComparison.Ordinal) ? value[..^7] + "0" : value;
}
