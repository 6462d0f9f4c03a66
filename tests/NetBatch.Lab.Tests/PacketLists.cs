using System.Text.RegularExpressions;
using NetBatch.Lab.Configs.Forti;
using NetBatch.Lab.Configs.Views;

namespace NetBatch.Lab.Tests;

/// <summary>The lists of a configuration that decide packets. What an entry names stands for itself: a packet has one of all that are named
/// anywhere, or none, and two names never mean the same.</summary>
internal static partial class PacketLists
{
    /// <summary>The lists by name; each an action and what it asks of a packet, word by word; null asks nothing.</summary>
    public static Dictionary<string, List<Entry>> Of(string platform, string text) =>
        platform switch
        {
            "fortinet_fortios" => new() { ["policy"] = Forti(text) },
            "cisco_asa" => Asa(text),
            "cisco_ios" or "cisco_iosxe" or "cisco_nxos" or "arista_eos" => Indented(text),
            "cisco_iosxr" or "juniper_junos" => [],
            _ => Numbered((ViewConfig)Devices.OwnConfigs.Read(platform, text)!),
        };

    /// <summary>A packet that is decided neither as by the old nor by the wanted list, or null.</summary>
    public static string? Stray(Dictionary<string, List<Entry>> old, Dictionary<string, List<Entry>> wanted, Dictionary<string,
        List<Entry>> now)
    {
        foreach (var (name, list) in now)
        {
            // A list that one of the two does not have is used by nobody there.
            if (!old.TryGetValue(name, out var before) || !wanted.TryGetValue(name, out var after))
            {
                continue;
            }

            foreach (var packet in Packets([.. before, .. after, .. list]))
            {
                var decided = Decide(list, packet);
                if (decided != Decide(before, packet) && decided != Decide(after, packet))
                {
                    return $"{name} decides {string.Join(' ', packet)}: {decided}, "
                        + $"before {Decide(before, packet)}, then {Decide(after, packet)}";
                }
            }
        }

        return null;
    }

    private static string Decide(List<Entry> list, string[] packet) =>
        list.Find(entry => entry.Asks.Zip(packet).All(pair => pair.First is null || pair.First.Contains(pair.Second)))?.Action
            ?? (list.Count == 0 ? "permit" : "deny");

    private static IEnumerable<string[]> Packets(List<Entry> entries)
    {
        var random = new Random(entries.Count);
        if (entries.Count == 0)
        {
            yield break;
        }

        var words = Enumerable.Range(0, entries[0].Asks.Length)
            .Select(place => entries.SelectMany(entry => entry.Asks[place] ?? []).Append("-").Distinct().ToArray()).ToArray();
        for (var i = 0; i < 60; i++)
        {
            yield return [.. words.Select(of => of[random.Next(of.Length)])];
        }
    }

    private static List<Entry> Forti(string text)
    {
        var config = FortiConfig.Parse(text);
        var groups = config.Table("firewall addrgrp").Entries.ToDictionary(group => group.Id, group => group.Values["member"]);
        string[]? Asked(FortiEntry policy, string name) =>
            policy.Values[name] is var all && (all.Contains("any") || all.Contains("all") || all.Contains("ALL")) ? null
                : [.. all.SelectMany(one => groups.TryGetValue(one, out var members) ? members : [one])];
        return
        [
            .. config.Table("firewall policy").Entries.Where(policy => !policy.Values.ContainsKey("status")).Select(policy =>
                new Entry(policy.Values.GetValueOrDefault("action", ["deny"])[0],
                    [Asked(policy, "srcintf"), Asked(policy, "dstintf"), Asked(policy, "srcaddr"), Asked(policy, "dstaddr"),
                        Asked(policy, "service")])),
            // What no policy matches is denied, where there is none at all, too.
            new Entry("deny", [null, null, null, null, null]),
        ];
    }

    private static Dictionary<string, List<Entry>> Asa(string text)
    {
        string[]? Asked(string word) => word == "any" ? null : [word];
        return AsaEntry().Matches(text).GroupBy(match => match.Groups["list"].Value).ToDictionary(list => list.Key, list =>
            list.Select(match =>
            new Entry(match.Groups["action"].Value,
            [
                match.Groups["protocol"].Value == "ip" ? null : [match.Groups["protocol"].Value], Asked(match.Groups["source"].Value),
                Asked(match.Groups["target"].Value), match.Groups["port"].Success ? [match.Groups["port"].Value] : null,
            ])).ToList());
    }

    // A list without any entry permits all (IOS Security Configuration Guide, "IP Access List Overview").
    private static Dictionary<string, List<Entry>> Indented(string text)
    {
        string[]? Asked(Group group) => group is { Success: true, Value: not ("any" or "ip" or "ipv4") } ? [group.Value] : null;
        return Configs.ConfigText.Parse(text).Children.Where(list => list.Line.Contains("access-list ", StringComparison.Ordinal)
            && list.Children.Any()).ToDictionary(list => list.Line, list =>
            list.Children.Select(entry => IndentedEntry().Match(entry.Line)).Where(match => match.Success).Select(match =>
                new Entry(match.Groups["action"].Value, [Asked(match.Groups["protocol"]), Asked(match.Groups["source"]),
                    Asked(match.Groups["target"]), Asked(match.Groups["port"])])).ToList());
    }

    private static Dictionary<string, List<Entry>> Numbered(ViewConfig config) =>
        config.Root.Children.Where(node => node.Rule!.Defines == "acl").ToDictionary(list => list.Key, list =>
            // What no rule matches is let through by a filter and shut out by a terminal line: it hangs on the user.
            config.Dialect.InOrder(list, sorted: false).Where(node => node.Rule!.IsNumbered)
                .OrderBy(node => long.Parse(node.Names[0], System.Globalization.CultureInfo.InvariantCulture)).Select(node =>
            {
                var rule = AclRule.Read(NumberedRules.Text(node.Line), list.Rule!.Opens == "acladv")!;
                string[]? Asked(string part) => rule.Parts.TryGetValue(part, out var value) && value != "any" ? [value] : null;
                return new Entry(rule.Action, [rule.Protocol is "" or "ip" ? null : [rule.Protocol], Asked("source"),
                    Asked("destination-port")]);
            }).Append(new Entry("none", [null, null, null])).ToList());

    [GeneratedRegex(@"^access-list (?<list>\S+) extended (?<action>permit|deny) (?<protocol>\S+) (?<source>any|\S+ \S+) "
        + @"(?<target>any|\S+ \S+)(?: eq (?<port>\S+))?", RegexOptions.Multiline)]
    private static partial Regex AsaEntry();

    [GeneratedRegex(@"^\d+ (?<action>permit|deny) (?:(?<protocol>ip|ipv4|tcp|udp|icmp) )?(?<source>any|host \S+|\S+/\d+|\S+ [\d.]+)"
        + @"(?: (?<target>any|host \S+|\S+/\d+|\S+ [\d.]+))?(?: eq (?<port>\S+))?(?: log)?$")]
    private static partial Regex IndentedEntry();

    /// <summary>An entry of a list.</summary>
    internal sealed record Entry(string Action, string[]?[] Asks);
}
