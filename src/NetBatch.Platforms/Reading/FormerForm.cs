using YamlDotNet.RepresentationModel;

namespace NetBatch.Platforms;

/// <summary>
/// A file in one of the two forms that platforms had before: one with the members of <c>session</c> and <c>safety</c> at the
/// top, and one with those of <c>config</c>. It stands for these sections alone; the others are those of the platform that has
/// its name already, if there is one.
/// </summary>
/// <param name="Root">Its members in the form of today.</param>
/// <param name="Sections">What it stands for.</param>
/// <param name="Text">The file in the form of today.</param>
internal sealed record FormerForm(YamlMappingNode Root, IReadOnlyList<string> Sections, string Text)
{
    /// <summary>Looks at a file.</summary>
    /// <param name="source">The file.</param>
    /// <param name="root">Its members.</param>
    /// <param name="text">Its text.</param>
    /// <returns>Null: it has the form of today.</returns>
    public static FormerForm? Of(SourceFile source, YamlMappingNode root, string text)
    {
        string[] keys = [.. root.Children.Keys.Select(key => new YamlValue(key, "a key", source).Text())];
        if (keys.Contains(Sectioning.Session) || keys.Contains(Sectioning.Safety))
        {
            return null;
        }

        var configMode = root.Children.TryGetValue(new YamlScalarNode(Sectioning.Config), out var config)
            && config is YamlMappingNode inner && inner.Children.Keys.Any(key => Sectioning.IsConfigMode(key.ToString()));
        var session = configMode || keys.Any(key => Sectioning.Of(key) is Sectioning.Session or Sectioning.Safety);
        if (!session && !keys.Any(key => Sectioning.Of(key) == Sectioning.Config))
        {
            return null;
        }

        string SectionOf(string key) =>
            Sectioning.IsHead(key) ? "" : Sectioning.Of(key) ?? (session ? Sectioning.Session : Sectioning.Config);
        var made = new YamlMappingNode();
        foreach (var (node, value) in root.Children)
        {
            var section = SectionOf(node.ToString());
            if (section.Length == 0)
            {
                made.Children[node] = value;
                continue;
            }

            if (!made.Children.TryGetValue(new YamlScalarNode(section), out var below))
            {
                made.Children[new YamlScalarNode(section)] = below = new YamlMappingNode();
            }

            ((YamlMappingNode)below).Children[node] = value;
        }

        return new FormerForm(
            made,
            session ? [Sectioning.Session, Sectioning.Safety] : [Sectioning.Config],
            FormerText.Convert(text, [.. root.Children.Keys.Select(node => ((int)node.Start.Line, SectionOf(node.ToString())))]));
    }
}
