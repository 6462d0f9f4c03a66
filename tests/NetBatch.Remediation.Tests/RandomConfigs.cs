namespace NetBatch.Remediation.Tests;

/// <summary>Makes random configs that look like a platform's, and damages them.</summary>
internal sealed class RandomConfigs(int seed)
{
    private static readonly string[] Names = ["red", "blue", "edge", "10", "20", "a1", "lab", "x.y", "\"q r\"", "10.0.0.1/24"];

    private readonly Random random = new(seed);

    /// <summary>Those that have rules of their own, and not all from another.</summary>
    public static IReadOnlyList<string> Platforms =>
        [.. PlatformCatalog.BuiltIn.ConfigNames.Where(name => PlatformCatalog.BuiltIn.Find(name).Extends is null)];

    public string Config(string platform) => string.Join('\n', Lines(platform)) + "\n";

    /// <summary>The same config with a few lines changed, moved, taken out or doubled.</summary>
    public string Damage(string text)
    {
        var lines = text.Split('\n').ToList();
        for (var i = random.Next(5); i > 0 && lines.Count > 1; i--)
        {
            var at = random.Next(lines.Count);
            switch (random.Next(7))
            {
                case 0:
                    lines.RemoveAt(at);
                    break;
                case 1:
                    lines[at] += Pick(["9", " ", "\t!", "{", "}", ";", "\"", "^C", "\u2028"]);
                    break;
                case 2:
                    lines.Insert(random.Next(lines.Count), lines[at]);
                    break;
                case 3:
                    lines[at] = new string(' ', random.Next(6)) + lines[at].TrimStart();
                    break;
                case 4:
                    lines.Insert(at, Pick(["banner motd ^C", "banner login #", "end", "next", "exit", "!", "#", "no ", "set ", "vlan 3-1,x",
                        "vlan 7,9", "*/", "/*"]));
                    break;
                case 5:
                    lines[at] = "no " + lines[at];
                    break;
                default:
                    var other = random.Next(lines.Count);
                    (lines[at], lines[other]) = (lines[other], lines[at]);
                    break;
            }
        }

        return string.Join('\n', lines);
    }

    private List<string> Lines(string platform)
    {
        var rules = PlatformCatalog.BuiltIn.Config(platform);
        return rules.Syntax switch
        {
            ConfigSyntax.Curly =>
                random.Next(2) == 0 ? Braces(0)
                    : [.. Enumerable.Range(0, random.Next(8)).Select(_ => $"set {Word()} {Word()} {Pick(Names)}").Distinct()],
            ConfigSyntax.ConfigEdit => Tables(),
            _ => Sections(platform),
        };
    }

    private List<string> Sections(string platform)
    {
        var lines = new List<string>();
        var headers = new[] { "interface Vlan1", "interface 5", "interface Ethernet1/2", "router bgp 1", "router ospf 1", "line vty 0 4",
            "vlan 10", "vlan 20", "ip access-list extended A", "ipv4 access-list A", "route-policy P", "prefix-set S",
            "aaa group server tacacs+ T", "template T" };
        foreach (var header in headers.Where(_ => random.Next(3) == 0).OrderBy(_ => random.Next()))
        {
            lines.Add(header);
            foreach (var line in Enumerable.Range(0, random.Next(6)).Select(_ => Below(header)).Distinct())
            {
                lines.Add("  " + line);
            }

            if (header == "router bgp 1" && random.Next(2) == 0)
            {
                lines.AddRange(["  address-family ipv4", $"    neighbor {Word()} activate", "    maximum-paths ibgp 4"]);
            }

            lines.AddRange(header switch { "route-policy P" => ["end-policy"], "prefix-set S" => ["end-set"],
                "template T" => ["end-template"], _ => [] });
        }

        foreach (var line in Enumerable.Range(0, random.Next(8)).Select(_ => Top(platform)).Distinct())
        {
            lines.Insert(lines.FindIndex(l => !l.StartsWith(' ')) is var at && at < 0 ? 0 : at, line);
        }

        return lines;
    }

    private string Top(string platform) => Pick([
        $"hostname {Word()}", $"ip route 10.0.0.0 255.0.0.0 {Word()}", $"tacacs-server timeout {random.Next(3)}",
        $"tacacs-server host 10.0.0.{random.Next(3)}",
        $"snmp-server location {Word()}", $"logging console {Word()}", "ip http server", "no ip source-route",
        $"vlan {random.Next(30, 33)},{random.Next(40, 43)}",
        $"aaa port-access authenticator {random.Next(3)} tx-period {random.Next(4)}",
        $"radius-server host 10.0.0.{random.Next(3)} encrypted-key {Word()}",
        $"description {platform}", $"alias {Word()} b"]);

    private string Below(string header) => header switch
    {
        "ip access-list extended A" or "ipv4 access-list A" => $"{10 * random.Next(1, 6)} {Pick(["permit", "deny"])} ip any host {Word()}",
        "route-policy P" => Pick(["pass", "drop", "set med 1", "set med 2"]),
        "prefix-set S" => $"10.0.{random.Next(4)}.0/24",
        _ => Pick([
            $"description {Word()} {Word()}", $"ip address 10.0.0.{random.Next(3)} 255.255.255.0",
            $"ip address 10.0.1.{random.Next(3)} 255.255.255.0 secondary", "shutdown", "no shutdown",
            $"switchport mode {Pick(["access", "trunk"])}", $"mtu {random.Next(3)}", $"name {Word()}", $"untagged vlan {random.Next(3)}",
            $"server 10.0.0.{random.Next(3)}",
            $"neighbor {Word()} description {Word()}", $"router-id {Word()}", "disable", "logging event link-status x",
            $"exec-timeout {random.Next(3)}"]),
    };

    private List<string> Braces(int depth)
    {
        var lines = new List<string>();
        foreach (var name in Enumerable.Range(0, random.Next(1, 4)).Select(_ => Word()).Distinct())
        {
            var blanks = new string(' ', depth * 3);
            if (depth < 3 && random.Next(2) == 0)
            {
                lines.AddRange([$"{blanks}{name} {{", .. Braces(depth + 1), blanks + "}"]);
            }
            else
            {
                lines.Add($"{blanks}{name} {Pick([.. Names, "[ a b ]"])};");
            }
        }

        return lines;
    }

    private List<string> Tables()
    {
        var lines = new List<string>();
        foreach (var table in new[] { "system global", "firewall address", "firewall policy" }.Where(_ => random.Next(2) == 0))
        {
            lines.Add("config " + table);
            var keys = Enumerable.Range(0, random.Next(4)).Select(_ => Word()).Distinct();
            lines.AddRange(table == "system global"
                ? keys.Select(k => $"    set {k} {Pick(Names)}")
                : keys.SelectMany(k => new[] { $"    edit \"{k}\"", $"        set subnet {Pick(Names)}", "    next" }));
            lines.Add("end");
        }

        return lines;
    }

    private string Word() => Names[random.Next(7)];

    private string Pick(string[] values) => values[random.Next(values.Length)];
}
