namespace NetBatch.TextFsm.Patterns;

/// <summary>The nodes that nearly every pattern uses, made once: templates are read by the hundred.</summary>
internal static class CommonNodes
{
    private static readonly LiteralNode[] Ascii = [.. Enumerable.Range(0, 128).Select(c => new LiteralNode(c))];

    private static readonly SetNode[] Categories =
        [.. Enum.GetValues<CharCategory>()
            .SelectMany(c => new[] { new SetNode(CommonSets.Of(c, false)), new SetNode(CommonSets.Of(c, true)) })];

    public static SetNode AnyButNewline { get; } = new(CharSet.AnyButNewline);

    public static LiteralNode Literal(int codePoint) => codePoint < 128 ? Ascii[codePoint] : new LiteralNode(codePoint);

    public static SetNode Category(CharCategory category, bool negated) => Categories[((int)category * 2) + (negated ? 1 : 0)];
}
