namespace NetBatch.Remediation;

/// <summary>Writes a tree as lines of text.</summary>
internal static class ConfigPrinter
{
    private const int Step = 2;

    public static List<string> Print(ConfigTree tree, bool closers, bool plainInside = false)
    {
        var lines = new List<string>();
        var state = closers ? RuleState.Root(tree.Platform) : null;
        foreach (var child in tree.Root.InOrder())
        {
            Print(child, 0, state, tree.Platform, lines, plainInside);
        }

        return lines;
    }

    /// <summary>One line's text at a depth; a text of several lines is given line by line, as a device takes it.</summary>
    public static void Write(string text, int depth, List<string> lines)
    {
        var blanks = new string(' ', depth * Step);
        if (!text.Contains('\n', StringComparison.Ordinal))
        {
            lines.Add(blanks + text);
            return;
        }

        lines.AddRange((blanks + text).Split('\n'));
    }

    /// <summary>The line that leaves a section, and whether it stands at the header's level.</summary>
    public static (string? Text, bool HeaderLevel) Closer(RuleState state, ConfigRules platform, ConfigNode node)
    {
        if (state.First(RuleKind.Closer, node.Text) is { } rule)
        {
            return (rule.Text.Length == 0 ? null : rule.Text, rule.Flag);
        }

        return (node.Count > 0 && platform.Exit.Length > 0 ? platform.Exit : null, false);
    }

    private static void Print(ConfigNode node, int depth, RuleState? state, ConfigRules platform, List<string> lines, bool plainInside)
    {
        Write(node.Text, depth, lines);
        if (node.Count > 0)
        {
            var collected = plainInside && state is not null && Closer(state, platform, node).HeaderLevel;
            var inner = collected ? null : state?.Enter(node.Text);
            foreach (var child in node.InOrder())
            {
                Print(child, depth + 1, inner, platform, lines, plainInside);
            }
        }

        if (state is not null && Closer(state, platform, node) is { Text: { } closer } found)
        {
            lines.Add(new string(' ', Step * (found.HeaderLevel ? depth : depth + 1)) + closer);
        }
        else if (plainInside && node.Count == 0 && state?.First(RuleKind.Section, node.Text) is not null)
        {
            lines.Add(new string(' ', Step * (depth + 1)) + platform.Exit);
        }
    }
}
