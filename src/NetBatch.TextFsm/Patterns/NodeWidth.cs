namespace NetBatch.TextFsm.Patterns;

/// <summary>The least and the greatest number of code points that a node can match.</summary>
internal readonly record struct NodeWidth(long Min, long Max)
{
    // Large enough for "no bound", small enough to be added and multiplied once more without overflow.
    private const long Unbounded = int.MaxValue;

    /// <summary>Works out a node's width; <paramref name="groupWidth"/> answers for groups that are referred to.</summary>
    public static NodeWidth Of(PatternNode node, Func<int, NodeWidth> groupWidth)
    {
        switch (node)
        {
            case LiteralNode or SetNode:
                return new NodeWidth(1, 1);
            case SequenceNode sequence:
                var sum = default(NodeWidth);
                foreach (var item in sequence.Items)
                {
                    var width = Of(item, groupWidth);
                    sum = Capped(sum.Min + width.Min, sum.Max + width.Max);
                }

                return sum;
            case AlternationNode alternation:
                return Either(alternation.Branches.Select(b => Of(b, groupWidth)));
            case RepeatNode repeat:
                var body = Of(repeat.Body, groupWidth);
                return Capped(body.Min * repeat.Min, body.Max * repeat.Max);
            case GroupNode group:
                return Of(group.Body, groupWidth);
            case AtomicNode atomic:
                return Of(atomic.Body, groupWidth);
            case BackreferenceNode reference:
                return groupWidth(reference.Group);
            case ConditionalNode conditional:
                return Either([Of(conditional.Yes, groupWidth), Of(conditional.No, groupWidth)]);
            default:
                return default;
        }
    }

    private static NodeWidth Capped(long min, long max) => new(Math.Min(min, Unbounded), Math.Min(max, Unbounded));

    private static NodeWidth Either(IEnumerable<NodeWidth> widths) =>
        widths.Aggregate((a, b) => new NodeWidth(Math.Min(a.Min, b.Min), Math.Max(a.Max, b.Max)));
}
