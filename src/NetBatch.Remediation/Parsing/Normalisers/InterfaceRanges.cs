using System.Globalization;
using System.Text.RegularExpressions;

namespace NetBatch.Remediation;

/// <summary>
/// Sections that speak of several interfaces at once, as people write them and no device prints them: <c>interface range
/// GigabitEthernet1/0/1 - 4 , GigabitEthernet1/0/9</c> (IOS Interface Command Reference, "interface range"), <c>interface Ethernet1-4</c>.
/// What stands below is said of each member.
/// </summary>
internal static partial class InterfaceRanges
{
    /// <summary>More ports than a device has.</summary>
    private const int Most = 4_096;

    /// <summary>
    /// Puts a section for each member in the place of a range. A member with a section of its own has one section afterwards, in which
    /// the later line counts, as it does on a device that reads both.
    /// </summary>
    /// <exception cref="ConfigException">The members cannot be read.</exception>
    public static void Split(ConfigTree tree)
    {
        if (!tree.Children.Any(c => Range().IsMatch(c.Text)))
        {
            return;
        }

        var state = RuleState.Root(tree.Platform);
        var spelling = state.Of(RuleKind.Spelling);
        var (sections, read) = (new Dictionary<string, ConfigNode>(StringComparer.Ordinal), new List<ConfigNode>());
        foreach (var child in tree.Children)
        {
            var isRange = Range().IsMatch(child.Text);
            foreach (var text in isRange ? Members(child) : [child.Text])
            {
                if (!text.StartsWith("interface ", StringComparison.Ordinal))
                {
                    read.Add(child);
                    continue;
                }

                var name = Respelling.Plain(text, spelling);
                if (!sections.TryGetValue(name, out var section))
                {
                    read.Add(sections[name] = section = isRange ? new ConfigNode(tree.Root, text, child.LineNumber) : child);
                }

                if (section != child)
                {
                    LaterLines.Put(child, section, state.Enter(name), tree.Platform);
                }
            }
        }

        tree.Root.Reorder(read);
    }

    private static IEnumerable<string> Members(ConfigNode range)
    {
        var kind = "";
        foreach (var part in Range().Match(range.Text).Groups["members"].Value.Split(',', StringSplitOptions.TrimEntries))
        {
            if (Part().Match(part) is not { Success: true } match || (match.Groups["kind"].Length == 0 && kind.Length == 0)
                || !int.TryParse(match.Groups["first"].Value, CultureInfo.InvariantCulture, out var first)
                || !int.TryParse(match.Groups["last"] is { Success: true } end ? end.Value : match.Groups["first"].Value,
                    CultureInfo.InvariantCulture, out var last)
                || last < first || last > first + Most
                || (match.Groups["end"] is { Length: > 0 } far
                    && !string.Equals(Place(far.Value), Place(match.Groups["begin"].Value), StringComparison.OrdinalIgnoreCase)
                    && !string.Equals(far.Value, match.Groups["slot"].Value, StringComparison.Ordinal)))
            {
                throw new ConfigException(range.LineNumber, $"'{part}' in '{range.Text}' is no range of interfaces; write each by itself");
            }

            kind = match.Groups["kind"] is { Length: > 0 } named ? named.Value : kind;
            for (var member = first; member <= last; member++)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"interface {kind}{match.Groups["slot"].Value}{member}");
            }
        }
    }

    /// <summary>Kind and slot, as they stand before the number of a port.</summary>
    private static string Place(string text) => text.Replace(" ", "", StringComparison.Ordinal);

    [GeneratedRegex(@"^interface (?:range (?<members>\S.*)|(?<members>[A-Za-z][A-Za-z-]* ?[\d/]*\d ?(?:-|,) ?\S.*))$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Range();

    [GeneratedRegex(@"^(?<begin>(?<kind>(?:[A-Za-z][A-Za-z-]*? ?)?)(?<slot>(?:\d+/)*))(?<first>\d+)"
        + @"(?: ?- ?(?<end>(?:[A-Za-z][A-Za-z-]*? ?)?(?:\d+/)*)(?<last>\d+))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Part();
}
