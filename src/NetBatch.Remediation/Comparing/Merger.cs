namespace NetBatch.Remediation;

/// <summary>Joins configs: what several hold stands once, in the order of first appearance.</summary>
internal static class Merger
{
    public static ConfigTree Merge(IReadOnlyList<ConfigTree> configs)
    {
        if (configs.Count == 0)
        {
            throw new ConfigException("there is no config to merge");
        }

        var merged = new ConfigTree(configs[0].Platform);
        foreach (var config in configs)
        {
            if (config.Platform != merged.Platform)
            {
                throw new ConfigException($"configs of different platforms ({merged.Platform} and {config.Platform}) cannot be merged");
            }

            Join(merged.Root, config.Root);
        }

        return merged;
    }

    private static void Join(ConfigNode into, ConfigNode from)
    {
        foreach (var child in from.Children)
        {
            if (into.Find(child.Text) is { } present)
            {
                Join(present, child);
            }
            else
            {
                into.AddCopy(child);
            }
        }
    }
}
