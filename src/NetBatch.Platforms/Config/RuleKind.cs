namespace NetBatch.Platforms;

/// <summary>What a rule of a platform file is for. The file's key of the same name explains each.</summary>
public enum RuleKind
{
    /// <summary>The later value replaces the earlier; nothing is taken away first.</summary>
    Idempotent,

    /// <summary>An exception from <see cref="Idempotent"/>.</summary>
    NotIdempotent,

    /// <summary>The line that is sent instead of a negation.</summary>
    NegateWith,

    /// <summary>The line goes back to its default value instead of being negated.</summary>
    NegateDefault,

    /// <summary>A replacement in the negated line.</summary>
    NegateReplace,

    /// <summary>A section that cannot be taken away; what stands in it can.</summary>
    NegateInside,

    /// <summary>Lines that rise or sink among their neighbours.</summary>
    Order,

    /// <summary>A new value that comes behind the negation of the old.</summary>
    BehindNegation,

    /// <summary>A section that is written as a whole.</summary>
    Rewrite,

    /// <summary>The line that leaves a section.</summary>
    Closer,

    /// <summary>A section whose lines may stand in it more than once.</summary>
    Duplicates,

    /// <summary>A line that is never taken away.</summary>
    Silent,

    /// <summary>A line that holds a list whose items come and go alone.</summary>
    SplitList,
}

/// <summary>The keys under which rules stand in a platform file.</summary>
internal static class RuleKinds
{
    public static IReadOnlyList<(string Key, RuleKind Kind)> Keys { get; } =
    [
        ("idempotent", RuleKind.Idempotent),
        ("not_idempotent", RuleKind.NotIdempotent),
        ("negate_with", RuleKind.NegateWith),
        ("negate_default", RuleKind.NegateDefault),
        ("negate_replace", RuleKind.NegateReplace),
        ("negate_inside", RuleKind.NegateInside),
        ("order", RuleKind.Order),
        ("behind_negation", RuleKind.BehindNegation),
        ("rewrite", RuleKind.Rewrite),
        ("closer", RuleKind.Closer),
        ("duplicates", RuleKind.Duplicates),
        ("silent", RuleKind.Silent),
        ("split_list", RuleKind.SplitList),
    ];
}
