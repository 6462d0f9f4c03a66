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

            Join(merged.Root, config.Root, RuleState.Root(merged.Platform));
        }

        return merged;
    }

    private static void Join(ConfigNode into, ConfigNode from, RuleState state)
    {
        foreach (var child in from.Children)
        {
            if (into.Find(child.Text) is not { } present)
            {
                into.AddCopy(child);
            }
            else if (state.First(RuleKind.Rewrite, child.Text) is null || state.First(RuleKind.Duplicates, child.Text) is null)
            {
                Join(present, child, state.Enter(child.Text));
            }
            else if (!present.SameBelow(child))
            {
                // A policy's lines mean something in their order only ("if", "endif"); one policy follows the other whole.
                foreach (var line in child.Children)
                {
                    present.AddCopy(line);
                }
            }
        }
    }
}
