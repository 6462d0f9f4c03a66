using System.Globalization;

namespace NetBatch.Remediation;

/// <summary>
/// Changes an access list whose entries keep the numbers that are written: what is typed under a taken number replaces the parts that it
/// names at once, and a part that the new entry lacks goes by its name (VRP and Comware, "rule"). So no entry is away for a moment. After
/// each line the list decides every packet as the old or the new one; no entry stands there twice.
/// </summary>
internal sealed class OverwrittenList
{
    /// <summary>As many steps of the search as a list may cost beyond those of one order.</summary>
    private const int MostTries = 60;

    private readonly LeafRule rule;
    private readonly ConfigRules platform;
    private readonly SortedDictionary<long, string> old;
    private readonly SortedDictionary<long, string> wanted;
    private readonly ListSafety safety;
    private readonly HashSet<string> tried = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> plain = new(StringComparer.Ordinal);

    private OverwrittenList(LeafRule rule, ConfigRules platform, SortedDictionary<long, string> old, SortedDictionary<long, string> wanted)
    {
        (this.rule, this.platform, this.old, this.wanted) = (rule, platform, old, wanted);
        safety = new ListSafety(Entries(old), Entries(wanted), unmatched: "");
    }

    /// <summary>Puts the entries of a changed list in the order in which they are sent.</summary>
    /// <exception cref="ConfigException">No order of lines keeps the list whole.</exception>
    public static void Apply(LeafRule rule, ConfigRules platform, ConfigNode from, ConfigNode to, ConfigNode delta)
    {
        var (old, wanted) = (Read(rule, from), Read(rule, to));
        if (old.Count == 0 || wanted.Count == 0 || (old.Count == wanted.Count && old.SequenceEqual(wanted)))
        {
            return;
        }

        var lines = new OverwrittenList(rule, platform, old, wanted).Lines(to);
        var at = delta.Below.FindIndex(line => IsOf(rule, platform, line));
        delta.RemoveAll(line => IsOf(rule, platform, line));
        foreach (var line in lines)
        {
            delta.Insert(at++, line);
        }
    }

    private static bool IsOf(LeafRule rule, ConfigRules platform, ConfigNode line) =>
        rule.Search!.IsMatch(line.Text) || (Negator.IsNegated(line.Text, platform)
            && long.TryParse(line.Text[(line.Text.LastIndexOf(' ') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && line.Text == Line(rule.Remove, number, ""));

    private static SortedDictionary<long, string> Read(LeafRule rule, ConfigNode list)
    {
        var entries = new SortedDictionary<long, string>();
        foreach (var line in list.Children)
        {
            if (rule.Search!.Match(line.Text) is { Success: true } match)
            {
                entries[long.Parse(match.Groups["n"].Value, CultureInfo.InvariantCulture)] =
                    match.Groups["entry"].Value;
            }
        }

        return entries;
    }

    private List<string> Lines(ConfigNode list)
    {
        // New ones from the top, then those that change, then those that go, from the bottom.
        var open = wanted.Keys.Where(n => !old.ContainsKey(n))
            .Concat(wanted.Keys.Where(n => old.TryGetValue(n, out var body) && body != wanted[n]))
            .Concat(old.Keys.Where(n => !wanted.ContainsKey(n)).Reverse()).ToList();
        // A single line leads from the old list to the new one.
        var order = open.Count == 1 && IsWhole(open[0]) ? open : Order(new SortedDictionary<long, string>(old), open, []);
        return order is not null && order.TrueForAll(IsWhole) ? [.. order.SelectMany(Step)]
            : Beside() ?? order?.SelectMany(Step).ToList() ?? throw new ConfigException(
                list.LineNumber, $"no order of lines was found that changes '{list.Text}' so that each packet is decided as before or as "
                    + "intended meanwhile; make a second list, let its users use that one, and change this one then");
    }

    /// <summary>
    /// The new entries come beside the old ones, from the top, then the old ones go, from the bottom: whichever entry is the first that
    /// matches, the old or the new list has it as its first, too. What changes under its number stands at a free one meanwhile; a mark
    /// that does not count makes two entries of one. Null: there is no free number.
    /// </summary>
    private List<string>? Beside()
    {
        var used = old.Keys.Concat(wanted.Keys).ToHashSet();
        var places = new Dictionary<long, long>();
        foreach (var number in wanted.Keys.Where(n => !old.TryGetValue(n, out var body) || body != wanted[n]))
        {
            var next = wanted.Keys.Concat(old.Keys).Where(n => n > number).DefaultIfEmpty(long.MaxValue).Min();
            var place = !old.ContainsKey(number) ? number : number + 1 < next ? number + 1
                : number > 0 && !used.Contains(number - 1) ? number - 1 : -1;
            if (place < 0 || (place != number && !used.Add(place)))
            {
                return null;
            }

            places.Add(number, place);
        }

        var marked = places.Where(p => p.Key != p.Value || old.ContainsValue(wanted[p.Key])).ToList();
        if (marked.Exists(p => new RuleParts(wanted[p.Key], rule).Names.Contains(rule.Mark)))
        {
            return null;
        }

        var isMarked = marked.Select(p => p.Key).ToHashSet();
        return
        [
            .. places.Select(p => Line(rule.Text, p.Value, wanted[p.Key] + (isMarked.Contains(p.Key) ? $" {rule.Mark}" : ""))),
            .. old.Keys.Where(n => !wanted.TryGetValue(n, out var body) || body != old[n]).Reverse().Select(n => Line(rule.Remove, n, "")),
            .. marked.SelectMany(p => p.Key == p.Value ? [$"{Line(rule.Remove, p.Key, "")} {rule.Mark}"]
                : new[] { Line(rule.Text, p.Key, wanted[p.Key]), Line(rule.Remove, p.Value, "") }),
        ];
    }

    /// <summary>Makes an entry what it is to be; false: the list would have it twice.</summary>
    private bool Take(SortedDictionary<long, string> list, long number)
    {
        list.Remove(number);
        if (!wanted.TryGetValue(number, out var body))
        {
            return true;
        }

        var isNew = !list.ContainsValue(body);
        list[number] = body;
        return isNew;
    }

    private List<long>? Order(SortedDictionary<long, string> now, List<long> open, List<long> done)
    {
        if (open.Count == 0)
        {
            return done;
        }

        foreach (var number in open)
        {
            // No state is looked through any more, or of a long list at all: there is nothing to search for.
            if (tried.Count >= MostTries + wanted.Count + old.Count || (open.Count > 1 && safety.IsOver))
            {
                return null;
            }

            var next = new SortedDictionary<long, string>(now);
            if (!Take(next, number))
            {
                continue;
            }

            var rest = open.FindAll(other => other != number);
            if (tried.Add(string.Join(' ', rest.Order()))
                && (rest.Count == 0 || safety.Allows(Entries(next))) && (IsWhole(number) || IsSafeWithout(now, number))
                && Order(next, rest, [.. done, number]) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>Whether an entry may be away for a moment.</summary>
    private bool IsSafeWithout(SortedDictionary<long, string> now, long number) =>
        safety.Allows(Entries(new SortedDictionary<long, string>(now.Where(e => e.Key != number).ToDictionary())));

    /// <summary>Whether a step leaves no moment without an entry.</summary>
    private bool IsWhole(long number) => Step(number).First() is var first
        && (!wanted.ContainsKey(number) || first != Line(rule.Remove, number, ""));

    private IEnumerable<string> Step(long number)
    {
        if (!wanted.TryGetValue(number, out var body))
        {
            return [Line(rule.Remove, number, "")];
        }

        var typed = Line(rule.Text, number, body);
        if (!old.TryGetValue(number, out var before))
        {
            return [typed];
        }

        var (had, has) = (new RuleParts(before, rule), new RuleParts(body, rule));
        List<string> left = [.. had.Names.Except(has.Names, StringComparer.Ordinal)];
        return left.Count == 0 && had.Others.SetEquals(has.Others) ? [typed]
            : had.Protocol == has.Protocol && had.Others.SetEquals(has.Others)
                ? [typed, $"{Line(rule.Remove, number, "")} {string.Join(' ', left)}"]
                // What becomes of a part that the new protocol does not have is not told.
                : [Line(rule.Remove, number, ""), typed];
    }

    private static string Line(string form, long number, string entry) =>
        form.Replace("{n}", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{entry}", entry, StringComparison.Ordinal);

    private List<ListEntry> Entries(SortedDictionary<long, string> list) =>
        [.. list.Select((entry, i) => new ListEntry(i + 1, Plain(entry.Value), Given: false))];

    private string Plain(string entry)
    {
        if (!plain.TryGetValue(entry, out var found))
        {
            plain.Add(entry, found = new RuleParts(entry, rule).Plain);
        }

        return found;
    }
}
