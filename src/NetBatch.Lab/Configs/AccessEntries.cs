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
