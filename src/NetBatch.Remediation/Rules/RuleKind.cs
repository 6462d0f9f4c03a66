namespace NetBatch.Remediation;

/// <summary>What a rule of a platform file is for. The file's section of the same name explains each.</summary>
internal enum RuleKind
{
    Idempotent,
    NotIdempotent,
    NegateWith,
    NegateDefault,
    NegateReplace,
    NegateInside,
    Order,
    BehindNegation,
    Rewrite,
    Closer,
    Duplicates,
    Silent,
    SplitList,
}
