namespace NetBatch.Remediation;

/// <summary>Access lists of IOS: sequence numbers and remarks.</summary>
internal static partial class AccessLists
{
    private const int Step = 10;

    /// <summary>Entries of ipv6 access lists come with or without their numbers; here without.</summary>
    public static void StripIpv6Sequence(ConfigTree tree)
    {
        foreach (var entry in Entries(tree, "ipv6 access-list ", "sequence"))
        {
            var words = entry.Text.Split(' ', 3);
            if (words.Length == 3)
            {
                entry.Rename(words[2]);
                entry.Sequence = words[1].All(char.IsAsciiDigit) ? ListEntry.NumberOf(words[1], entry.LineNumber) : 0;
            }
        }

        foreach (var list in tree.Children.Where(c => c.Text.StartsWith("ipv6 access-list ", StringComparison.Ordinal)))
        {
            // Without their numbers two entries can be the same; the later never matches a packet.
            list.RemoveAll(e => !ReferenceEquals(list.Find(e.Text), e));
        }
    }

    /// <summary>Remarks have no number and are not compared.</summary>
    public static void DropIpv4Remarks(ConfigTree tree)
    {
        foreach (var list in tree.Children.Where(c => c.Text.StartsWith("ip access-list ", StringComparison.Ordinal)))
        {
            list.RemoveAll(e => e.Text.StartsWith("remark", StringComparison.Ordinal));
        }
    }

    /// <summary>Entries of ip access lists without a number get the one that the device would give: 10, 20, ...</summary>
    public static void NumberIpv4(ConfigTree tree)
    {
        foreach (var list in tree.Children.Where(c => c.Text.StartsWith("ip access-list", StringComparison.Ordinal)))
        {
            var number = Step;
            foreach (var entry in list.Children)
            {
                if (entry.Text.StartsWith("permit", StringComparison.Ordinal) || entry.Text.StartsWith("deny", StringComparison.Ordinal))
                {
                    entry.Rename($"{number} {entry.Text}");
                    entry.Sequence = -number;
                    number += Step;
                }
            }

            RefuseTwins(list);
        }
    }

    /// <summary>Entries without a number get the next ten behind the entry above, remarks too, as NX-OS, IOS XR and EOS count.</summary>
    public static void Number(ConfigTree tree)
    {
        foreach (var list in tree.Children.Where(c => c.Count > 0 && Header().IsMatch(c.Text)))
        {
            var last = 0L;
            foreach (var entry in list.Children)
            {
                if (Entry().IsMatch(entry.Text))
                {
                    last += Step;
                    entry.Rename($"{last} {entry.Text}");
                    entry.Sequence = -last;
                }
                else if (LineKey.FirstWords(entry.Text, 1) is { } word && word.All(char.IsAsciiDigit))
                {
                    last = ListEntry.NumberOf(word, entry.LineNumber);
                }
            }

            RefuseTwins(list);
        }
    }

    /// <summary>Two entries that become the same: which one the device keeps, and where, cannot be known.</summary>
    private static void RefuseTwins(ConfigNode list)
    {
        foreach (var entry in list.Children)
        {
            if (!ReferenceEquals(list.Find(entry.Text), entry))
            {
                throw new ConfigException(entry.LineNumber, $"'{entry.Text}' stands twice in '{list.Text}'; number the entries");
            }
        }
    }

    [System.Text.RegularExpressions.GeneratedRegex("^(?:ip|ipv4|ipv6|mac) access-list ")]
    private static partial System.Text.RegularExpressions.Regex Header();

    [System.Text.RegularExpressions.GeneratedRegex("^(?:permit|deny|remark) ")]
    private static partial System.Text.RegularExpressions.Regex Entry();

    private static IEnumerable<ConfigNode> Entries(ConfigTree tree, string header, string entry) =>
        tree.Children
            .Where(c => c.Text.StartsWith(header, StringComparison.Ordinal))
            .SelectMany(c => c.Children)
            .Where(e => e.Text.StartsWith(entry, StringComparison.Ordinal));
}
