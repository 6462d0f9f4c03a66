using System.Text;

namespace NetBatch.Lab.Configs;

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
            if (content.Length == 0 || content[0] == '!' || content == "end"
                || content.StartsWith("Building configuration", StringComparison.Ordinal)
                || content.StartsWith("Current configuration", StringComparison.Ordinal))
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

                root.Add(new ConfigNode(banner.ToString(), original: true));
                continue;
            }

            var indent = line.Length - content.Length;
            while (open.Peek().Indent >= indent)
            {
                open.Pop();
            }

            var node = new ConfigNode(content, original: true);
            if (indent == 0 && FreeText.IsEnd(content) && root.Children.LastOrDefault() is { } body)
            {
                body.Add(node);
                continue;
            }

            open.Peek().Node.Add(node);
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
            var block = node.Children.Any() || grammar.SectionOf([], node.Line) is not null;
            if (rank != lastRank || block || lastBlock)
            {
                text.Append(style.Separator).Append('\n');
            }

            (lastRank, lastBlock) = (rank, block);
            Write(text, node, 0, grammar.SectionOf([], node.Line) is { Free: true } ? 2 : style.Indent);
        }

        return text.Append(style.Separator).Append('\n').ToString();
    }

    private static void Write(StringBuilder text, ConfigNode node, int depth, int indent)
    {
        text.Append(' ', FreeText.IsEnd(node.Line) ? 0 : depth * indent).Append(node.Line).Append('\n');
        foreach (var child in node.Children)
        {
            Write(text, child, depth + 1, indent);
        }
    }
}
