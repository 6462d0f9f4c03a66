namespace NetBatch.Remediation;

/// <summary>Finds the lines of a section that begin with a text, by a sorted list made once.</summary>
internal sealed class PrefixSearch
{
    private readonly string[] sorted;

    public PrefixSearch(ConfigNode section)
    {
        sorted = [.. section.Children.Select(c => c.Text)];
        Array.Sort(sorted, StringComparer.Ordinal);
    }

    public List<string> Find(string prefix)
    {
        var at = Array.BinarySearch(sorted, prefix, StringComparer.Ordinal);
        at = at < 0 ? ~at : at;
        var found = new List<string>();
        for (; at < sorted.Length && sorted[at].StartsWith(prefix, StringComparison.Ordinal); at++)
        {
            found.Add(sorted[at]);
        }

        return found;
    }
}
