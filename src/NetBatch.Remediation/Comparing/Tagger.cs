namespace NetBatch.Remediation;

/// <summary>Puts tags on lines and picks lines by them.</summary>
public static class Tagger
{
    /// <summary>A copy of the config with the tags that the rules give.</summary>
    public static ConfigTree Apply(ConfigTree config, IEnumerable<TagRule> rules)
    {
        var tagged = config.Copy();
        foreach (var rule in rules)
        {
            foreach (var node in ConfigEngine.Search(tagged, rule.Lineage))
            {
                node.Tag(rule.Tags);
            }
        }

        return tagged;
    }

    /// <summary>
    /// The lines that carry one of the wanted tags and none of the unwanted, with the sections they stand in.
    /// Without wanted tags all lines are wanted.
    /// </summary>
    public static ConfigTree Filter(ConfigTree config, IReadOnlyCollection<string> include, IReadOnlyCollection<string> exclude)
    {
        var kept = new ConfigTree(config.Platform);
        Filter(config.Root, kept.Root, node =>
            (include.Count == 0 || node.Tags.Any(include.Contains)) && !node.Tags.Any(exclude.Contains));
        return kept;
    }

    private static void Filter(ConfigNode from, ConfigNode to, Predicate<ConfigNode> wanted)
    {
        foreach (var child in from.Children)
        {
            if (child.Count == 0)
            {
                if (wanted(child))
                {
                    to.AddCopy(child);
                }

                continue;
            }

            var section = new ConfigNode(to, child.Text, child.LineNumber) { Weight = child.Weight };
            Filter(child, section, wanted);
            if (section.Count > 0)
            {
                foreach (var note in child.Notes)
                {
                    section.Note(note);
                }

                to.Add(section);
            }
        }
    }
}
