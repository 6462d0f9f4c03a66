namespace NetBatch.Platforms;

/// <summary>What the check of a platform file found.</summary>
/// <param name="Platform">What the file declares; null: it cannot be told.</param>
/// <param name="Session">How its command line behaves; null: it does not say, or not so that it can be used.</param>
/// <param name="Problems">What is wrong, a problem for each section at most; empty: it can be used.</param>
/// <param name="Form">The file in the form of today, where it has a former one; else null.</param>
public sealed record PlatformReport(Platform? Platform, SessionRules? Session, IReadOnlyList<NetBatchException> Problems, string? Form);
