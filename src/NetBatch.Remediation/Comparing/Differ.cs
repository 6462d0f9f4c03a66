namespace NetBatch.Remediation;

/// <summary>What one config holds and another lacks.</summary>
internal static class Differ
{
    private static readonly string[] AccessLists = ["ip access-list ", "ipv4 access-list ", "ipv6 access-list "];

    public static ConfigTree Difference(ConfigTree config, ConfigTree other)
    {
        var result = new ConfigTree(config.Platform);
        Compare(config.Root, other.Root, result.Root, config.Platform, false);
        return result;
    }

    private static void Compare(ConfigNode config, ConfigNode other, ConfigNode result, ConfigRules platform, bool numbered)
    {
        var unnumbered = numbered
            ? other.Children.GroupBy(c => Unnumbered(c.Text)).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal)
            : null;
        foreach (var child in config.Children)
        {
            if (Negator.IsNegated(child.Text, platform) || child.Text.StartsWith("default ", StringComparison.Ordinal))
            {
                continue;
            }

            var same = unnumbered is null ? other.Find(child.Text) : unnumbered.GetValueOrDefault(Unnumbered(child.Text));
            if (same is null)
            {
                result.AddCopy(child);
                continue;
            }

            var below = new ConfigNode(result, child.Text, child.LineNumber);
            Compare(child, same, below, platform, AccessLists.Any(a => child.Text.StartsWith(a, StringComparison.Ordinal)));
            if (below.Count > 0)
            {
                result.Add(below);
            }
        }
    }

    private static string Unnumbered(string text)
    {
        var word = LineKey.FirstWords(text, 1);
        return word is not null && word.All(char.IsDigit) ? text[word.Length..].TrimStart() : text;
    }
}
