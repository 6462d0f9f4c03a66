namespace NetBatch.Remediation;

/// <summary>Finds lines by their lineage.</summary>
internal static class Searcher
{
    public static IEnumerable<ConfigNode> Find(ConfigNode section, IReadOnlyList<LineRule> lineage, int depth)
    {
        if (depth >= lineage.Count)
        {
            yield break;
        }

        foreach (var child in section.Children)
        {
            if (!lineage[depth].IsMatch(child.Text))
            {
                continue;
            }

            if (depth == lineage.Count - 1)
            {
                yield return child;
                continue;
            }

            foreach (var found in Find(child, lineage, depth + 1))
            {
                yield return found;
            }
        }
    }
}
