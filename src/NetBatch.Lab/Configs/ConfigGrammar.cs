using System.Globalization;
using System.Net;

namespace NetBatch.Lab.Configs;

/// <summary>A block of the configuration that has a mode of its own.</summary>
/// <param name="Start">First words of the line that opens it.</param>
/// <param name="Mode">What the prompt calls the mode, as in <c>config-if</c>.</param>
/// <param name="Words">First words of the lines that may stand in it.</param>
/// <param name="Inside">First words of the section in which it stands, or null at the top.</param>
/// <param name="Alone">Whether nothing follows <paramref name="Start"/>; else something must.</param>
/// <param name="Numbered">Whether its lines are numbered entries, as those of an access list.</param>
internal sealed record ConfigSection(string Start, string Mode, string Words, string? Inside = null, bool Alone = false,
    bool Numbered = false)
{
    /// <summary>Whether remarks have numbers too; classic IOS gives them none.</summary>
    public bool NumbersRemarks { get; init; }

    /// <summary>Whether a number that is taken is refused; else the new entry takes the old one's place.</summary>
    public bool RefusesDuplicates { get; init; }

    /// <summary>Whether an entry that stands in the list under another number is passed over without a word (IOS).</summary>
    public bool PassesTwins { get; init; }

    private readonly string[] words = Words.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether it holds a program or a list of its own and not settings (route policies and sets of IOS XR): typed anew, it is
    /// another one.</summary>
    public bool Free => words.Length == 0;

    /// <summary>The first words that may stand in it.</summary>
    public IReadOnlyList<string> Keywords => words;
}

/// <summary>
/// What a configuration may hold. It knows first words, sections, lines of which there is only one, and settings that are on unless
/// they are written with <c>no</c>; it does not know every vendor's whole grammar, and takes the rest of a line as it comes.
/// </summary>
internal sealed class ConfigGrammar
{
    private static readonly string[] NeedsMore =
        ["hostname", "description", "ntp", "snmp-server", "username", "ip", "ipv4", "ipv6", "interface", "router", "vlan", "banner",
            "clock", "name", "neighbor", "network", "logging", "cost", "access-list", "vrf", "aaa", "area"];

    // Their first word may stand in a section too, they themselves only at the top.
    private static readonly string[] OnlyTop =
    [
        "ntp server", "ntp source", "ntp peer", "ip route", "ip routing", "ip access-list", "ip domain", "ip domain-lookup", "ip http",
        "ip ssh", "ip vrf", "ip prefix-list", "ip name-server", "ip host",
        "ip sla", "ip scp", "ip cef", "ip community-list", "ip forward-protocol", "ip source-route", "ip dhcp pool",
        "ip dhcp excluded-address", "ipv6 route", "ipv6 access-list", "ipv6 unicast-routing",
        "logging host", "logging buffered", "logging console", "logging trap", "logging monitor", "logging source-interface",
        "spanning-tree mode", "vrf definition", "vrf context", "vrf instance",
        "key chain", "ipv4 access-list",
    ];

    private readonly string[] top;
    private readonly ConfigSection[] sections;
    private readonly string[] order;

    public ConfigGrammar(string top, IEnumerable<ConfigSection> sections, string order)
    {
        this.sections = [.. sections.OrderByDescending(section => section.Start.Length)];
        this.top = [.. top.Split(' ')
            .Concat(this.sections.Where(section => section.Inside is null).Select(section => section.Start.Split(' ')[0])).Distinct()
            .Order(StringComparer.Ordinal)];
        this.order = order.Split('|');
    }

    /// <summary>Whether an interface without an address says so (IOS).</summary>
    public bool WritesNoAddress { get; init; }

    /// <summary>Settings that are on unless the configuration says <c>no</c>, and are not written then.</summary>
    public IReadOnlyList<string> OnByDefault { get; init; } = [];

    /// <summary>First words of interfaces that are pieces of hardware, which <c>no interface</c> cannot remove.</summary>
    public IReadOnlyList<string> Hardware { get; init; } = [];

    /// <summary>The name of a device whose configuration gives it none.</summary>
    public string DefaultHostName { get; init; } = "Router";

    /// <summary>The types of interfaces as the platform writes them.</summary>
    public IReadOnlyList<string> PortNames { get; init; } = InterfaceName.Cisco;

    /// <summary>Whether a logging host is written with the word <c>host</c>, also where it was typed without.</summary>
    public bool WritesLoggingHost { get; init; }

    /// <summary>First words of the line that puts an interface into a VRF, which takes its addresses; null: none does.</summary>
    public string? VrfWords { get; init; }

    /// <summary>First words of what the VRF takes from an interface.</summary>
    public IReadOnlyList<string> VrfTakes { get; init; } = ["ip address", "ipv6 address"];

    /// <summary>Sections that are there whatever is typed.</summary>
    public IReadOnlyList<string> Fixed { get; init; } = [];

    /// <summary>Whether a BGP neighbor has an AS before it has anything else, and goes with it (IOS).</summary>
    public bool NeedsNeighbors { get; init; }

    /// <summary>Whether class maps and policy maps that are used cannot be removed (IOS).</summary>
    public bool KeepsUsedMaps { get; init; }

    /// <summary>Whether a list of VLANs has a comma between two that follow each other (IOS).</summary>
    public bool WritesPairsWithComma { get; init; }

    /// <summary>First words of lines that need a feature, and go with it, with its name (NX-OS).</summary>
    public IReadOnlyDictionary<string, string> Features { get; init; } = new Dictionary<string, string>();

    /// <summary>The feature that a line needs, or null.</summary>
    public string? FeatureOf(string line) => Features.FirstOrDefault(pair => Starts(line, pair.Key)).Value;

    public bool IsOnByDefault(string line) => OnByDefault.Contains(line);

    public bool IsHardware(string line) =>
        !line.Contains('.', StringComparison.Ordinal)
            && Hardware.Any(type => line.StartsWith("interface " + type, StringComparison.Ordinal));

    /// <summary>Whether a line that may stand at a place is too short to mean anything.</summary>
    public bool IsIncomplete(IReadOnlyList<ConfigSection> path, string line) => NeedsMore.Contains(line) && SectionOf(path, line) is null;

    /// <summary>The lines that a line with a list of VLANs stands for; all others stand for themselves.</summary>
    public static IEnumerable<string> Each(string line) =>
        Starts(line, "vlan") && line.AsSpan(4).IndexOfAny(',', '-') >= 0
            && line.Skip(5).All(sign => char.IsAsciiDigit(sign) || sign is ',' or '-')
            ? line[5..].Split(',').SelectMany(Numbers).Select(number => $"vlan {number}")
            : [line];

    /// <summary>The section that a line opens at a place, or null.</summary>
    public ConfigSection? SectionOf(IReadOnlyList<ConfigSection> path, string line) =>
        Array.Find(sections, section =>
            Starts(line, section.Start) && line.Length > section.Start.Length != section.Alone
            && (section.Inside is null ? path.Count == 0 : path.Count > 0 && Starts(path[^1].Start, section.Inside)));

    /// <summary>The line with its first word written out and interface names in full; null where no such line may stand at this
    /// place.</summary>
    public string? Canonical(IReadOnlyList<ConfigSection> path, string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        var at = words.Count > 1 && (words[0] == "default" || Abbreviates(words[0], "no")) ? 1 : 0;
        if (at == 1 && words[0] != "default")
        {
            words[0] = "no";
        }

        IReadOnlyList<string> known = path.Count == 0 ? top : path[^1].Keywords;
        if (known.Count == 0 || char.IsAsciiDigit(words[at][0]))
        {
            // Sections of free lines, and those whose lines may begin with a number.
            return known.Count == 0 || known.Contains(ConfigWords.Value) ? string.Join(' ', words) : null;
        }

        // A word that stands whole at the top is no short form of another one here.
        var first = known.FirstOrDefault(word => string.Equals(word, words[at], StringComparison.OrdinalIgnoreCase))
            ?? (path.Count > 0 && top.Contains(words[at]) ? null
                : known.Where(word => Abbreviates(words[at], word)).Take(2).ToArray() is [var only] ? only : null);
        if (first is null)
        {
            return null;
        }

        words[at] = first;
        if (path.Count > 0 && path[^1].Start != "vrf context"
            && Array.Exists(OnlyTop, start => Starts(string.Join(' ', words.Skip(at)), start)))
        {
            return null;
        }

        if (first == "interface" && words.Count > at + 1)
        {
            if (InterfaceName.Expand(string.Concat(words.Skip(at + 1)), PortNames) is not { } name)
            {
                return null;
            }

            words.RemoveRange(at + 1, words.Count - at - 1);
            words.Add(name);
        }
        else if ((path.Count == 0 || Starts(path[^1].Start, "interface"))
            && !ConfigWords.Check(path.Count > 0,
                first == "banner" ? [.. line.Split('\n')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)] : words, at))
        {
            return null;
        }
        else if (WritesLoggingHost && first == "logging" && words.Count > at + 1 && IPAddress.TryParse(words[at + 1], out _))
        {
            words.Insert(at + 1, "host");
        }

        if (at == 0 && (first == "description" || first == "banner"))
        {
            // Free text keeps its spaces.
            var typed = line.TrimStart();
            var space = typed.IndexOf(' ', StringComparison.Ordinal);
            return space < 0 ? first : first + typed[space..].TrimEnd();
        }

        return string.Join(' ', words);
    }

    /// <summary>Place of a top-level line in what the device shows.</summary>
    public int Rank(string line)
    {
        var text = line.StartsWith("no ", StringComparison.Ordinal) ? line[3..] : line;
        var best = -1;
        for (var i = 0; i < order.Length; i++)
        {
            if (Starts(text, order[i]) && (best < 0 || order[i].Length > order[best].Length))
            {
                best = i;
            }
        }

        return best < 0 ? Array.IndexOf(order, "*") : best;
    }

    internal static bool Starts(string line, string start) =>
        line.StartsWith(start, StringComparison.OrdinalIgnoreCase) && (line.Length == start.Length || line[start.Length] is ' ' or '\n');

    private static IEnumerable<int> Numbers(string range)
    {
        var ends = range.Split('-');
        return int.TryParse(ends[0], CultureInfo.InvariantCulture, out var low)
            && int.TryParse(ends[^1], CultureInfo.InvariantCulture, out var high) && low <= high && high < 4096
            ? Enumerable.Range(low, high - low + 1) : [];
    }

    private static bool Abbreviates(string typed, string word) =>
        typed.Length >= Math.Min(2, word.Length) && word.StartsWith(typed, StringComparison.OrdinalIgnoreCase);
}
