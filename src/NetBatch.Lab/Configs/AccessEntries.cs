using System.Globalization;

namespace NetBatch.Lab.Configs;

/// <summary>Entries of access lists: each has a number, its own or the next free one by ten, and stands in the order of the
/// numbers.</summary>
internal static class AccessEntries
{
    /// <summary>Does a line of an access list.</summary>
    public static ConfigOutcome Apply(ConfigNode node, ConfigSection section, string text, Comparison<string> order)
    {
        var off = text.StartsWith("no ", StringComparison.Ordinal);
        var entry = off ? text[3..] : text;
        if (!char.IsAsciiDigit(entry[0]))
        {
            if (!section.NumbersRemarks && ConfigGrammar.Starts(entry, "remark")
                || !ConfigGrammar.Starts(entry, "permit") && !ConfigGrammar.Starts(entry, "deny") && !ConfigGrammar.Starts(entry, "remark"))
            {
                return Plain(node, entry, off, order);
            }

            var same = node.Children.FirstOrDefault(child => Rule(child.Line) == entry);
            if (off)
            {
                same?.Hide();
                return ConfigOutcome.Done;
            }

            if (same is null)
            {
                node.Put(string.Create(CultureInfo.InvariantCulture,
                    $"{node.Children.Select(child => Number(child.Line)).DefaultIfEmpty(0).Max() + 10} {entry}"), order);
            }

            return ConfigOutcome.Done;
        }

        var place = node.Place(entry.Split(' ')[0]);
        if (off)
        {
            place?.Hide();
        }
        else if (section.PassesTwins
            && !ConfigGrammar.Starts(Rule(entry), "remark")
            && node.Children.Any(child => child != place && Rule(child.Line) == Rule(entry)))
        {
            // "If the user enters an entry that matches an already existing entry (except for the sequence number), then no changes are
            // made" (IOS Security Configuration Guide, "IP Access List Entry Sequence Numbering").
            return ConfigOutcome.Done;
        }
        else if (place is { Gone: false } && place.Line != entry && section.RefusesDuplicates)
        {
            return ConfigOutcome.DuplicateNumber;
        }
        else
        {
            node.Put(entry, order);
        }

        return ConfigOutcome.Done;
    }

    /// <summary>Gives the entries of a list new numbers; false: the line is another one. IOS writes <c>ip access-list resequence NAME
    /// START STEP</c>, NX-OS <c>resequence ip access-list NAME START STEP</c> (their Security Command References).</summary>
    public static bool Resequence(ConfigNode root, string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is not (["ip", "access-list", "resequence", _, _, _] or ["resequence", "ip", "access-list", _, _, _])
            || !long.TryParse(words[4], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || !long.TryParse(words[5], NumberStyles.None, CultureInfo.InvariantCulture, out var step))
        {
            return false;
        }

        foreach (var list in root.Children.Where(child =>
            ConfigGrammar.Starts(child.Line, "ip access-list") && child.Line.EndsWith(" " + words[3], StringComparison.Ordinal)))
        {
            var entries = list.Children.Select(entry => entry.Line).ToList();
            list.Clear();
            foreach (var entry in entries)
            {
                var isNumbered = char.IsAsciiDigit(entry[0]);
                list.Add(new ConfigNode(isNumbered ? string.Create(CultureInfo.InvariantCulture, $"{number} {Rule(entry)}") : entry));
                number += isNumbered ? step : 0;
            }
        }

        return true;
    }

    private static ConfigOutcome Plain(ConfigNode node, string entry, bool off, Comparison<string> order)
    {
        if (off)
        {
            node.Find(entry)?.Hide();
        }
        else
        {
            node.Put(entry, order);
        }

        return ConfigOutcome.Done;
    }

    private static string Rule(string line) =>
        char.IsAsciiDigit(line[0]) && line.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space ? line[(space + 1)..] : line;

    private static long Number(string line) =>
        long.TryParse(line.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
