namespace NetBatch;

/// <summary>Something of a shared store that runs or decides in the process of whoever uses it, so that each account approves it for
/// itself.</summary>
/// <param name="Sort">What it is: <c>notification</c>, <c>provider</c>, <c>template</c>, <c>schedule</c>, <c>workflow</c>, <c>project</c>,
/// <c>device</c>,
/// <c>instance</c>, <c>job</c>, or the folder of a file beside the store: <c>platforms</c>, <c>services</c>, <c>templates</c>.</param>
/// <param name="Name">Its name; of a file the path within its folder.</param>
/// <param name="ChangedBy">Who says to have written it: user@host, as it stands in the store; of a file the account that owns it.</param>
/// <param name="IsApproved">Whether the own account has approved this very content, or wrote it.</param>
/// <param name="Content">The content as it would be used.</param>
public sealed record SharedContent(string Sort, string Name, string ChangedBy, bool IsApproved, string Content);
