using System.Text;

namespace NetBatch.Lab.Configs;

/// <summary>A line of an indented configuration (IOS and its kin) with the lines below it.</summary>
internal sealed class ConfigNode(string line)
{
    /// <summary>The line without its indentation; a banner holds all its lines.</summary>
    public string Line { get; } = line;

    public List<ConfigNode> Children { get; } = [];

    public ConfigNode? Find(string text) => Children.Find(child => string.Equals(child.Line, text, StringComparison.OrdinalIgnoreCase));

    public ConfigNode Copy()
    {
        var copy = new ConfigNode(Line);
        copy.Children.AddRange(Children.Select(child => child.Copy()));
        return copy;
    }
}

/// <summary>How a platform writes its configuration.</summary>
/// <param name="Indent">Spaces per level.</param>
/// <param name="Separator">The line between the blocks: <c>!</c>, or an empty one.</param>
internal sealed record ConfigStyle(int Indent, string Separator);

/// <summary>A whole indented configuration: reads it, writes it.</summary>
internal static class ConfigText
{
    /// <summary>Reads a configuration as a device shows it; headers, separators and <c>end</c> are no part of it.</summary>
    public static ConfigNode Parse(string text)
    {
        var root = new ConfigNode("");
        var open = new Stack<(int Indent, ConfigNode Node)>();
        open.Push((-1, root));
        var lines = text.Replace("\r", "", StringComparison.Ordinal).Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].TrimEnd();
            var content = line.TrimStart();
            if (content.Length == 0 || content[0] == '!' || content == "end" || content.StartsWith("Building configuration", StringComparison.Ordinal) || content.StartsWith("Current configuration", StringComparison.Ordinal))
            {
                continue;
            }

            if (Banner.Delimiter(content) is { } delimiter)
            {
                var banner = new StringBuilder(content);
                while (!Banner.Ends(banner.ToString(), delimiter) && ++i < lines.Length)
                {
                    banner.Append('\n').Append(lines[i]);
                }

                root.Children.Add(new ConfigNode(banner.ToString()));
                continue;
            }

            var indent = line.Length - content.Length;
            while (open.Peek().Indent >= indent)
            {
                open.Pop();
            }

            var node = new ConfigNode(content);
            open.Peek().Node.Children.Add(node);
            open.Push((indent, node));
        }

        return root;
    }

    /// <summary>Writes the configuration, its blocks in the order of the grammar.</summary>
    public static string Write(ConfigNode root, ConfigGrammar grammar, ConfigStyle style)
    {
        var text = new StringBuilder();
        var lastRank = -1;
        var lastBlock = false;
        foreach (var node in root.Children.OrderBy(child => grammar.Rank(child.Line)))
        {
            var rank = grammar.Rank(node.Line);
            var block = node.Children.Count > 0 || grammar.SectionOf([], node.Line) is not null;
            if (rank != lastRank || block || lastBlock)
            {
                text.Append(style.Separator).Append('\n');
            }

            (lastRank, lastBlock) = (rank, block);
            Write(text, node, 0, style.Indent);
        }

        return text.Append(style.Separator).Append('\n').ToString();
    }

    private static void Write(StringBuilder text, ConfigNode node, int depth, int indent)
    {
        text.Append(' ', depth * indent).Append(node.Line).Append('\n');
        foreach (var child in node.Children)
        {
            Write(text, child, depth + 1, indent);
        }
    }
}

/// <summary>Banners: the only lines of these configurations that hold line breaks.</summary>
internal static class Banner
{
    /// <summary>What ends the banner that this line begins; null where it begins none. EOS names none and ends with a line <c>EOF</c>.</summary>
    public static string? Delimiter(string line)
    {
        var words = line.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2 || words[0] != "banner")
        {
            return null;
        }

        return words.Length == 2 ? "\nEOF" : words[2].StartsWith("^C", StringComparison.Ordinal) ? "^C" : words[2][..1];
    }

    /// <summary>Whether the banner is complete.</summary>
    public static bool Ends(string text, string delimiter)
    {
        if (delimiter == "\nEOF")
        {
            return text.EndsWith(delimiter, StringComparison.Ordinal);
        }

        var first = text.IndexOf(delimiter, text.IndexOf(' ', 7) + 1, StringComparison.Ordinal);
        return text.IndexOf(delimiter, first + delimiter.Length, StringComparison.Ordinal) >= 0;
    }
}
