namespace NetBatch.Remediation;

/// <summary>Drops the line that leaves a section where it is the section's last: it closes, it configures nothing.</summary>
internal static class ClosingLines
{
    public static void Drop(ConfigTree tree)
    {
        var texts = tree.Platform.CloserTexts;
        var root = RuleState.Root(tree.Platform);
        foreach (var child in tree.Root.Span)
        {
            Visit(child, root, texts, tree.Platform);
        }
    }

    private static void Visit(ConfigNode node, RuleState root, IReadOnlySet<string> texts, ConfigRules platform)
    {
        if (node.Count == 0)
        {
            return;
        }

        var last = node.Below[^1];
        if (texts.Contains(last.Text) && ConfigPrinter.Closer(StateAbove(node, root), platform, node).Text == last.Text)
        {
            node.Remove(last);
        }

        foreach (var child in node.Span)
        {
            Visit(child, root, texts, platform);
        }
    }

    private static RuleState StateAbove(ConfigNode node, RuleState root) =>
        node.Above!.IsRoot ? root : StateAbove(node.Above, root).Enter(node.Above.Text);
}
