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

    /// <summary>A list in one line of an object, whose items are added and removed by forms of their own.</summary>
    ValueList,

    /// <summary>A negation that the device does not print because it is the default: with it or without it is the same.</summary>
    Unprinted,

    /// <summary>A negation that the device always prints: a text that does not say it does not mean the opposite.</summary>
    AlwaysPrinted,

    /// <summary>Lines that begin with the name of an object, which goes whole by one line.</summary>
    NamedObject,

    /// <summary>A line that takes others away when it is set or changed; those that stay are sent again.</summary>
    Effect,

    /// <summary>An object that others name: made before its first user, taken away behind its last.</summary>
    Reference,

    /// <summary>A line of which the new one comes before the old one goes.</summary>
    MakeFirst,

    /// <summary>A list whose order counts.</summary>
    Ordered,

    /// <summary>A section for several members, each compared by itself.</summary>
    Range,

    /// <summary>A value that stands once in a list: where another line is to have it, the one that has it goes first.</summary>
    Once,

    /// <summary>What stands for the same in several spellings; only what is left when all are spelled alike counts.</summary>
    Spelling,

    /// <summary>A value that only one section of the config can have: it leaves the one before the other gets it.</summary>
    Unique,

    /// <summary>A section that the device shows in several parts; they are one.</summary>
    Joined,

    /// <summary>A line that opens a section even where nothing is sent in it: it is left, or the next line would be read there.</summary>
    Section,
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
        ("value_list", RuleKind.ValueList),
        ("unprinted", RuleKind.Unprinted),
        ("always_printed", RuleKind.AlwaysPrinted),
        ("objects", RuleKind.NamedObject),
        ("effects", RuleKind.Effect),
        ("references", RuleKind.Reference),
        ("make_first", RuleKind.MakeFirst),
        ("ordered", RuleKind.Ordered),
        ("ranges", RuleKind.Range),
        ("once", RuleKind.Once),
        ("spelling", RuleKind.Spelling),
        ("unique", RuleKind.Unique),
        ("joined", RuleKind.Joined),
        ("sections", RuleKind.Section),
    ];
}
