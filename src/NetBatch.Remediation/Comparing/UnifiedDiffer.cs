namespace NetBatch.Remediation;

/// <summary>Compares two trees line by line, showing each difference under the sections it stands in.</summary>
internal static class UnifiedDiffer
{
    public static void Compare(ConfigNode from, ConfigNode to, int depth, List<string> lines)
    {
        var blanks = new string(' ', depth * 2);
        foreach (var child in from.Children)
        {
            if (to.Find(child.Text) is not { } other)
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
            Compare(child, other, depth + 1, lines);
            if (lines.Count == before + 1)
            {
                lines.RemoveAt(before);
            }
        }

        foreach (var child in to.Children)
        {
            if (from.Find(child.Text) is null)
            {
                Whole(child, depth, "+ ", lines);
            }
        }
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
