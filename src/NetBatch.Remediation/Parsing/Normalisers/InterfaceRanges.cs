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

    /// <summary>Puts a section for each member in the place of a range; a member that has one already gets the lines there.</summary>
    /// <exception cref="ConfigException">The members cannot be read.</exception>
    public static void Split(ConfigTree tree)
    {
        foreach (var range in tree.Children.Where(c => Range().IsMatch(c.Text)).ToArray())
        {
            var at = tree.Root.Below.IndexOf(range);
            tree.Root.Remove(range);
            foreach (var text in Members(range))
            {
                var section = tree.Find(text) ?? tree.Root.Insert(at++, text);
                foreach (var line in range.Children.Where(line => section.Find(line.Text) is null))
                {
                    section.AddCopy(line);
                }
            }
        }
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
                || last < first || last > first + Most)
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

    [GeneratedRegex(@"^interface (?:range (?<members>\S.*)|(?<members>[A-Za-z][A-Za-z-]* ?[\d/]*\d ?(?:-|,) ?\S.*))$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Range();

    [GeneratedRegex(@"^(?<kind>(?:[A-Za-z][A-Za-z-]*? ?)?)(?<slot>(?:\d+/)*)(?<first>\d+)"
        + @"(?: ?- ?(?:[A-Za-z][A-Za-z-]*? ?)?(?:\d+/)*(?<last>\d+))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Part();
}
