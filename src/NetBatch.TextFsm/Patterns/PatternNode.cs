namespace NetBatch.TextFsm.Patterns;

/// <summary>What a pattern is made of once read. Matching is defined over these nodes, not over the text.</summary>
internal abstract record PatternNode;

/// <summary>One code point, case-sensitive.</summary>
internal sealed record LiteralNode(int CodePoint) : PatternNode;

/// <summary>One code point out of a set.</summary>
internal sealed record SetNode(CharSet Set) : PatternNode;

/// <summary>Nodes one after another; an empty list matches the empty text.</summary>
internal sealed record SequenceNode(List<PatternNode> Items) : PatternNode;

/// <summary>The first branch that leads to a match.</summary>
internal sealed record AlternationNode(List<PatternNode> Branches) : PatternNode;

internal enum RepeatKind
{
    Greedy,
    Lazy,
    Possessive,
}

/// <summary>Repetition; <paramref name="Max"/> is <see cref="int.MaxValue"/> where there is no upper bound.</summary>
internal sealed record RepeatNode(PatternNode Body, int Min, int Max, RepeatKind Kind) : PatternNode;

/// <summary>A group; <paramref name="Number"/> is 0 when it captures nothing.</summary>
internal sealed record GroupNode(PatternNode Body, int Number) : PatternNode;

/// <summary>Look-ahead, or look-behind over <paramref name="BehindWidth"/> code points when that is not null.</summary>
internal sealed record LookNode(PatternNode Body, bool Negative, int? BehindWidth) : PatternNode;

/// <summary>A group that is never re-entered once left.</summary>
internal sealed record AtomicNode(PatternNode Body) : PatternNode;

internal enum Anchor
{
    /// <summary><c>^</c> and <c>\A</c>.</summary>
    Start,

    /// <summary><c>^</c> under the <c>m</c> flag.</summary>
    LineStart,

    /// <summary><c>$</c>: the end, or before a last line feed.</summary>
    End,

    /// <summary><c>$</c> under the <c>m</c> flag.</summary>
    LineEnd,

    /// <summary><c>\Z</c>: the very end.</summary>
    VeryEnd,
    WordBoundary,
    NoWordBoundary,
}

internal sealed record AnchorNode(Anchor Anchor, bool AsciiWords) : PatternNode;

internal sealed record BackreferenceNode(int Group, bool IgnoreCase) : PatternNode;

/// <summary><c>(?(1)yes|no)</c>.</summary>
internal sealed record ConditionalNode(int Group, PatternNode Yes, PatternNode No) : PatternNode;
