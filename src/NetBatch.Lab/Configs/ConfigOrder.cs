namespace NetBatch.Lab.Configs;

/// <summary>Where a new line comes to stand among its siblings. Lines that stand already are never moved.</summary>
internal static class ConfigOrder
{
    // What the platforms keep sorted, whoever typed it first; other lines stand in the order in which they came.
    private static readonly string[] Sorted =
        ["interface", "vlan", "ip route", "ipv6 route", "vrf definition", "vrf context", "vrf instance", "vrf", "ip access-list",
            "ipv4 access-list", "ip prefix-list", "router", "area"];

    private static readonly string[] InInterface =
    [
        "description", "switchport", "switchport mode", "switchport access", "switchport trunk", "mtu", "bandwidth", "vrf", "*",
        "ip address", "ipv4 address", "ip access-group", "ip helper-address",
        "ip", "ipv6", "load-interval", "cost", "shutdown", "duplex", "speed", "negotiation",
    ];

    private static readonly string[] Ports =
        ["loopback", "tunnel", "bundle-ether", "port-channel", "mgmteth", "fastethernet", "gigabitethernet", "tengigabitethernet",
            "hundredgige", "ethernet", "serial", "management", "mgmt", "vlan"];

    /// <summary>The order of the top lines.</summary>
    public static Comparison<string> Top(ConfigGrammar grammar) => (one, other) =>
        grammar.Rank(one).CompareTo(grammar.Rank(other)) is not 0 and var rank ? rank : Alike(one, other);

    /// <summary>The order of the lines in a section.</summary>
    public static int Inside(string section, string one, string other)
    {
        if (ConfigGrammar.Starts(section, "interface") && RankIn(one).CompareTo(RankIn(other)) is not 0 and var rank)
        {
            return rank;
        }

        return Bare(one) is [>= '0' and <= '9', ..] left && Bare(other) is [>= '0' and <= '9', ..] right ? Natural(left, right)
            : Alike(one, other);
    }

    /// <summary>Numbers by their value, all else by its signs.</summary>
    internal static int Natural(string one, string other)
    {
        var (i, j) = (0, 0);
        while (i < one.Length && j < other.Length)
        {
            if (char.IsAsciiDigit(one[i]) && char.IsAsciiDigit(other[j]))
            {
                var (left, right) = (Number(one, ref i), Number(other, ref j));
                if (left != right)
                {
                    return left.CompareTo(right);
                }

                continue;
            }

            var sign = char.ToLowerInvariant(one[i++]).CompareTo(char.ToLowerInvariant(other[j++]));
            if (sign != 0)
            {
                return sign;
            }
        }

        return (one.Length - i).CompareTo(other.Length - j);
    }

    private static int Alike(string one, string other)
    {
        var (left, right) = (Bare(one), Bare(other));
        if (Array.Find(Sorted, start => ConfigGrammar.Starts(left, start) && ConfigGrammar.Starts(right, start)) is not { } kind)
        {
            return 0;
        }

        var port = kind == "interface" ? Port(left).CompareTo(Port(right)) : 0;
        return port != 0 ? port : Natural(left, right);
    }

    private static int Port(string line)
    {
        var name = line["interface".Length..].Trim();
        var place = Array.FindIndex(Ports, type => name.StartsWith(type, StringComparison.OrdinalIgnoreCase));
        return place < 0 ? Ports.Length : place;
    }

    private static int RankIn(string line)
    {
        var text = Bare(line);
        var best = -1;
        for (var i = 0; i < InInterface.Length; i++)
        {
            if (ConfigGrammar.Starts(text, InInterface[i]) && (best < 0 || InInterface[i].Length > InInterface[best].Length))
            {
                best = i;
            }
        }

        return best < 0 ? Array.IndexOf(InInterface, "*") : best;
    }

    private static string Bare(string line) => line.StartsWith("no ", StringComparison.Ordinal) ? line[3..] : line;

    private static ulong Number(string text, ref int at)
    {
        var value = 0UL;
        for (; at < text.Length && char.IsAsciiDigit(text[at]); at++)
        {
            value = unchecked(value * 10 + (ulong)(text[at] - '0'));
        }

        return value;
    }
}
