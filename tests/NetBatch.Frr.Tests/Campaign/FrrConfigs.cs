using System.Globalization;

namespace NetBatch.Frr.Tests.Campaign;

/// <summary>
/// Makes configs of FRR from seeds: BGP with peer groups and families, also in a VRF, route-maps, prefix lists, OSPF, static routes.
/// It knows the commands of FRR's user guide and nothing of how they are compared or taken away.
/// </summary>
internal sealed class FrrConfigs(int seed, bool changed)
{
    private Random random = new(seed);
    private Random? change;

    /// <summary>A config, and the one that other choices here and there would have made; one pair in four shares nothing but
    /// chance.</summary>
    public static (string Running, string Intended) Pair(int seed) =>
        (new FrrConfigs(seed, false).Config(),
            seed % 4 == 0 ? new FrrConfigs(seed + 1_000_000, false).Config() : new FrrConfigs(seed, true).Config());

    /// <summary>Begins a part of the config: its choices do not hang on those of the parts before.</summary>
    private void Enter(string part)
    {
        var number = part.Aggregate(seed, (sum, letter) => unchecked((sum * 31) + letter));
        random = new Random(number);
        change = changed ? new Random(~number) : null;
    }

    private string Config() =>
        string.Join('\n', [.. Vrf(), .. Static(), .. PrefixLists(), .. Ospf(), .. Bgp("", 5), .. Some(4) ? Bgp(" vrf RED", 2) : [],
            .. RouteMaps()]) + "\n";

    private bool Part(string part)
    {
        Enter(part);
        return true;
    }

    /// <summary>True once in <paramref name="many"/> times; where a config is made from another, a few answers differ.</summary>
    private bool Some(int many) => Pick(many) == 0;

    private int Pick(int many)
    {
        var value = random.Next(many);
        return change is not null && change.Next(12) == 0 ? change.Next(many) : value;
    }

    private string One(params string[] values) => values[Pick(values.Length)];

    private static string[] Lines(bool when, params string[] lines) => when ? lines : [];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private IEnumerable<string> Vrf() =>
        !Part("vrf") ? [] : ["vrf RED", .. Lines(Some(2), Text($" ip route 10.{Pick(4)}.0.0/16 blackhole")), "exit-vrf"];

    private IEnumerable<string> Static() => Part("static") ?
    [
        .. Enumerable.Range(0, 4).Where(_ => Some(2))
            .Select(n => Text($"ip route 10.{20 + n}.0.0/16 {One("blackhole", "192.0.2.1", "192.0.2.9", "192.0.2.9 50")}")),
        .. Lines(Some(3), "ip route 0.0.0.0/0 " + One("192.0.2.254", "192.0.2.253")),
        .. Lines(Some(3), "ipv6 route 2001:db8:5::/48 " + One("blackhole", "2001:db8::9")),
    ] : [];

    private IEnumerable<string> PrefixLists()
    {
        Enter("prefixes");
        foreach (var name in new[] { "PL1", "PL2" })
        {
            foreach (var number in new[] { 5, 10, 20 }.Where(_ => !Some(3)))
            {
                yield return Text($"ip prefix-list {name} seq {number} {One("permit", "deny")} 10.{Pick(3)}.0.0/16{One("", " le 24", " ge 20")}");
            }
        }
    }

    private IEnumerable<string> Ospf() => !Part("ospf") || Some(3)
        ? []
        :
        [
            "interface lo", .. Lines(Some(2), " description " + One("here", "loop back")),
            .. Lines(Some(2), Text($" ip ospf cost {10 + Pick(2)}")), "exit",
            "router ospf", .. Lines(Some(2), Text($" ospf router-id 10.255.0.{1 + Pick(2)}")),
            .. Lines(Some(2), " log-adjacency-changes" + One("", " detail")),
            .. Lines(Some(3), " redistribute static" + One("", " metric 7", " metric-type 1", " route-map RM1")),
            .. Enumerable.Range(0, 3).Where(_ => Some(2)).Select(n => Text($" network 10.{n}.0.0/16 area {Pick(2)}")),
            .. Lines(Some(3), " default-information originate" + One("", " always", " metric 5")),
            .. Lines(Some(3), Text($" timers throttle spf 0 {50 + Pick(2)} 5000")),
            .. Lines(Some(4), " area 1 stub" + One("", " no-summary")),
            "exit",
        ];

    private IEnumerable<string> Bgp(string vrf, int most)
    {
        Enter("bgp" + vrf);
        if (Some(5))
        {
            return [];
        }

        var groups = new[] { "PG1", "PG2" }.Where(_ => Some(2)).ToList();
        var neighbors = Enumerable.Range(1, most).Where(_ => !Some(3)).Select(n => Text($"192.0.2.{n}")).ToList();
        var names = groups.Concat(neighbors).ToList();
        return
        [
            "router bgp 64500" + vrf,
            .. Lines(Some(2), Text($" bgp router-id 10.255.1.{1 + Pick(2)}")), .. Lines(Some(3), " no bgp ebgp-requires-policy"),
            .. Lines(Some(6), " no bgp default ipv4-unicast"), .. Lines(Some(3), " bgp bestpath as-path multipath-relax"),
            .. Lines(Some(3), " timers bgp " + One("10 30", "20 60")),
            .. groups.SelectMany(g =>
                new[] { Text($" neighbor {g} peer-group") }.Concat(Lines(!Some(3), Text($" neighbor {g} remote-as {64501 + Pick(2)}")))),
            .. neighbors.SelectMany(n => Member(n, groups)),
            .. names.SelectMany(Options),
            .. Family("ipv4 unicast", names, "10.1.0.0/16", "10.2.0.0/16"),
            .. Some(2) ? [] : Family("ipv6 unicast", names, "2001:db8:1::/48", "2001:db8:2::/48"),
            "exit",
        ];
    }

    private IEnumerable<string> Member(string neighbor, List<string> groups) => Part("member" + neighbor) && groups.Count > 0 && Some(2)
        ? [Text($" neighbor {neighbor} remote-as {64501 + Pick(3)}"), Text($" neighbor {neighbor} peer-group {groups[Pick(groups.Count)]}")]
        : [Text($" neighbor {neighbor} remote-as {64501 + Pick(3)}")];

    private IEnumerable<string> Options(string name) => !Part("options" + name) ? [] :
    [
        .. Lines(Some(3), Text($" neighbor {name} description {One("A", "to the edge")}")),
        .. Lines(Some(5), Text($" neighbor {name} shutdown")),
        .. Lines(Some(4), Text($" neighbor {name} password {One("one", "two")}")),
        .. Lines(Some(4), Text($" neighbor {name} ebgp-multihop {2 + Pick(2)}")),
        .. Lines(Some(4), Text($" neighbor {name} update-source {One("lo", "10.255.0.1")}")),
        .. Lines(Some(4), Text($" neighbor {name} timers {One("3 9", "4 12")}")),
        .. Lines(Some(5), Text($" neighbor {name} timers connect {20 + Pick(2)}")),
        .. Lines(Some(5), Text($" neighbor {name} advertisement-interval {5 + Pick(2)}")),
        .. Lines(Some(6), Text($" neighbor {name} capability extended-nexthop")), .. Lines(Some(6), Text($" neighbor {name} passive")),
    ];

    private IEnumerable<string> Family(string family, List<string> names, params string[] networks) => !Part(family) ? [] :
    [
        Text($" address-family {family}"),
        .. networks.Where(_ => Some(2)).Select(n => Text($"  network {n}{One("", " route-map RM1")}")),
        .. Lines(Some(4), "  redistribute connected" + One("", " metric 5", " route-map RM2")),
        .. Lines(Some(5), "  aggregate-address " + networks[0] + One("", " summary-only")),
        .. names.SelectMany(name => FamilyOptions(name, family)),
        .. Lines(Some(4), Text($"  maximum-paths {2 + Pick(2)}")),
        " exit-address-family",
    ];

    private IEnumerable<string> FamilyOptions(string name, string family) => !Part(name + family) ? [] :
    [
        .. Lines(Some(3), Text($"  {(family.StartsWith("ipv4", StringComparison.Ordinal) ? "no " : "")}neighbor {name} activate")),
        .. Lines(Some(4), Text($"  neighbor {name} next-hop-self{One("", " force")}")),
        .. Lines(Some(4), Text($"  neighbor {name} soft-reconfiguration inbound")),
        .. Lines(Some(4), Text($"  neighbor {name} route-map {One("RM1", "RM2")} {One("in", "out")}")),
        .. Lines(Some(4), Text($"  neighbor {name} prefix-list {One("PL1", "PL2")} in")),
        .. Lines(Some(5), Text($"  neighbor {name} maximum-prefix {100 + Pick(2)}{One("", " warning-only")}")),
        .. Lines(Some(5), Text($"  neighbor {name} weight {5 + Pick(2)}")),
        .. Lines(Some(5), Text($"  neighbor {name} default-originate{One("", " route-map RM1")}")),
        .. Lines(Some(5), Text($"  neighbor {name} allowas-in {One("2", "origin")}")),
        .. Lines(Some(6), Text($"  no neighbor {name} send-community{One("", " extended")}")),
        .. Lines(Some(6), Text($"  neighbor {name} remove-private-AS{One("", " all")}")),
    ];

    private IEnumerable<string> RouteMaps() =>
        new[] { "RM1", "RM2" }.SelectMany(name =>
            new[] { 10, 20 }.Where(n => Part(Text($"has {name}{n}")) && !Some(4))
                .SelectMany(number => !Part(Text($"{name}{number}")) ? [] : new[]
        {
            Text($"route-map {name} {One("permit", "deny")} {number}"),
        }.Concat(
        [
            .. Lines(Some(3), " description " + One("one", "two words")),
            .. Lines(Some(3), " match ip address prefix-list " + One("PL1", "PL2")),
            .. Lines(Some(4), Text($" match metric {5 + Pick(2)}")),
            .. Lines(Some(3), " set as-path prepend " + One("64500", "64500 64500")),
            .. Lines(Some(3), Text($" set local-preference {100 + Pick(2)}")), .. Lines(Some(4), Text($" set metric {10 + Pick(2)}")),
            .. Lines(Some(4), " set community " + One("64500:1", "64500:1 64500:2", "64500:1 additive")),
            .. Lines(Some(5), " set ip next-hop " + One("192.0.2.7", "192.0.2.8")),
            .. Lines(Some(5), " set origin " + One("igp", "incomplete")), .. Lines(Some(6), " set weight 3"),
            .. Lines(Some(6), " on-match next"), .. Lines(Some(6), " call RM9"),
            "exit",
        ])));
}
