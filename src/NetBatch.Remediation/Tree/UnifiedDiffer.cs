namespace NetBatch.Remediation;

/// <summary>Compares two trees line by line, showing each difference under the sections it stands in.</summary>
internal static class UnifiedDiffer
{
    /// <summary>Compares two sections.</summary>
    /// <param name="from">The first.</param>
    /// <param name="to">The second.</param>
    /// <param name="depth">How deep they stand.</param>
    /// <param name="lines">Where the differences go.</param>
    /// <param name="same">Lines, with those below, that are no difference, whatever their words; null: none.</param>
    /// <param name="more">Lines that differ though the other section has their words as well: it has them less often.</param>
    public static void Compare(ConfigNode from, ConfigNode to, int depth, List<string> lines, IReadOnlySet<ConfigNode>? same = null,
        IReadOnlySet<ConfigNode>? more = null)
    {
        var blanks = new string(' ', depth * 2);
        foreach (var child in from.Children)
        {
            if (same?.Contains(child) is true)
            {
                continue;
            }

            if (to.Find(child.Text) is not { } other || more?.Contains(child) is true)
            {
                Whole(child, depth, "- ", lines);
                continue;
            }

            if (child.SameBelow(other))
            {
                continue;
            }

            var before = lines.Count;
            lines.Add(blanks + child.Text);
            Compare(child, other, depth + 1, lines, same, more);
            if (lines.Count == before + 1)
            {
                lines.RemoveAt(before);
            }
        }

        foreach (var child in to.Children)
        {
            if ((from.Find(child.Text) is null && same?.Contains(child) is not true) || more?.Contains(child) is true)
            {
                Whole(child, depth, "+ ", lines);
            }
        }
    }

    /// <summary>The first line that differs, for a message: without secrets.</summary>
    public static string First(IReadOnlyList<string> lines)
    {
        var line = (lines.FirstOrDefault(line => line.TrimStart() is ['-' or '+', ..]) ?? lines[0]).Trim();
        // The redactor looks at how a line begins, so the mark stands aside.
        return line is ['-' or '+', ' ', .. var text] ? line[..2] + SecretRedactor.Redact(text) : SecretRedactor.Redact(line);
    }

    private static void Whole(ConfigNode node, int depth, string mark, List<string> lines)
    {
        foreach (var text in node.Text.Split('\n'))
        {
            lines.Add(new string(' ', depth * 2) + mark + text);
        }

        foreach (var child in node.InOrder())
        {
            Whole(child, depth + 1, mark, lines);
        }
    }
}
