namespace NetBatch.Remediation;

/// <summary>
/// Limits a comparison to parts of a config. Without a scope an intended config is whole: what it lacks is taken
/// away. With one it speaks of these lineages only, and everything else stays as it runs.
/// </summary>
public sealed class Scope
{
    private readonly IReadOnlyList<IReadOnlyList<LineRule>> lineages;

    /// <summary>Makes a scope.</summary>
    /// <param name="lineages">Each from the top: as many rules as levels; what matches is in, with all below it.</param>
    /// <exception cref="ConfigException">A lineage is empty, or there is none.</exception>
    public Scope(IReadOnlyList<IReadOnlyList<LineRule>> lineages)
    {
        this.lineages = lineages.Count > 0 && lineages.All(l => l.Count > 0)
            ? lineages
            : throw new ConfigException("a scope names at least one lineage, and no lineage is empty");
    }

    /// <summary>Makes a scope of lineages as a person types them (<see cref="LineageText"/>).</summary>
    /// <exception cref="ConfigException">A lineage cannot be read, or there is none.</exception>
    public static Scope Parse(IReadOnlyList<string> lineages) => new([.. lineages.Select(LineageText.Parse)]);

    /// <summary>
    /// Both configs with only what is in scope. Sections that merely lead to it are on both sides, so that none of
    /// them is taken away or made anew without its other lines.
    /// </summary>
    /// <param name="running">The config that runs.</param>
    /// <param name="intended">The config that is to be.</param>
    /// <param name="source">What errors call the intended config; null: they name its line alone.</param>
    /// <exception cref="ConfigException">The intended config holds a line outside the scope; the error names it.</exception>
    public (ConfigTree Running, ConfigTree Intended) Apply(ConfigTree running, ConfigTree intended, string? source = null)
    {
        if (Outside(intended.Root, 0, lineages) is { } line)
        {
            var reason = $"'{line.Text}' is outside the scope; widen the scope or leave the line out";
            throw source is null ? new ConfigException(line.LineNumber, reason) : new ConfigException(source, line.LineNumber, reason);
        }

        var (ours, theirs) = (new ConfigTree(running.Platform), new ConfigTree(intended.Platform));
        Copy(running.Root, ours.Root, 0, lineages);
        Copy(intended.Root, theirs.Root, 0, lineages);
        Bridge(ours.Root, theirs.Root, 0, lineages);
        return (ours, theirs);
    }

    /// <summary>The lines of a change that are in scope. A negated line counts as the line that it takes away.</summary>
    public ConfigTree Within(ConfigTree change)
    {
        var kept = new ConfigTree(change.Platform);
        Copy(change.Root, kept.Root, 0, lineages, change.Platform);
        return kept;
    }

    private static void Copy(ConfigNode from, ConfigNode to, int depth, IReadOnlyList<IReadOnlyList<LineRule>> lineages,
        ConfigRules platform)
    {
        foreach (var child in from.InOrder())
        {
            var plain = Negator.Plain(child.Text, platform);
            var matching = lineages.Where(l =>
                l.Count > depth && (l[depth].IsMatch(child.Text) || l[depth].IsMatch(plain)
                    || l[depth].IsMatch(platform.Declaration + plain))).ToList();
            if (IsIn(matching, depth))
            {
                to.AddCopy(child);
            }
            else if (matching.Count > 0)
            {
                var section = new ConfigNode(to, child.Text, child.LineNumber);
                Copy(child, section, depth + 1, matching, platform);
                if (section.Count > 0)
                {
                    to.Add(section);
                }
            }
        }
    }

    private static List<IReadOnlyList<LineRule>> Matching(ConfigNode node, int depth, IEnumerable<IReadOnlyList<LineRule>> lineages) =>
        [.. lineages.Where(l => l.Count > depth && l[depth].IsMatch(node.Text))];

    private static bool IsIn(List<IReadOnlyList<LineRule>> matching, int depth) => matching.Exists(l => l.Count == depth + 1);

    private static ConfigNode? Outside(ConfigNode section, int depth, IEnumerable<IReadOnlyList<LineRule>> lineages)
    {
        foreach (var child in section.Children)
        {
            var matching = Matching(child, depth, lineages);
            if (IsIn(matching, depth))
            {
                continue;
            }

            if (matching.Count == 0)
            {
                return child;
            }

            if (Outside(child, depth + 1, matching) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static void Copy(ConfigNode from, ConfigNode to, int depth, IEnumerable<IReadOnlyList<LineRule>> lineages)
    {
        foreach (var child in from.Children)
        {
            var matching = Matching(child, depth, lineages);
            if (IsIn(matching, depth))
            {
                to.AddCopy(child);
            }
            else if (matching.Count > 0)
            {
                Copy(child, to.Add(child.Text, child.LineNumber), depth + 1, matching);
            }
        }
    }

    private static void Bridge(ConfigNode running, ConfigNode intended, int depth, IEnumerable<IReadOnlyList<LineRule>> lineages)
    {
        foreach (var child in running.Children)
        {
            var matching = Matching(child, depth, lineages);
            if (!IsIn(matching, depth))
            {
                Bridge(child, intended.Find(child.Text) ?? intended.Add(child.Text, child.LineNumber), depth + 1, matching);
            }
        }
    }
}
