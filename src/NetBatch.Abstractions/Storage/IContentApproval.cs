namespace NetBatch;

/// <summary>
/// What of a shared store the own account has approved, by content: what a colleague wrote is data until then. A store that nobody else
/// can write has none, for there all content is the own account's.
/// </summary>
public interface IContentApproval
{
    /// <summary>Whether this very content was approved by, or is of, the own account.</summary>
    /// <param name="sort">What it is: the sort of a definition, the kind of a target, or <c>job</c>.</param>
    /// <param name="name">Its name.</param>
    /// <param name="content">Its stored form.</param>
    bool IsApproved(string sort, string name, string content);

    /// <summary>Keeps that the own account has approved contents: by looking at them, or because it wrote them itself.</summary>
    void Approve(string sort, IEnumerable<(string Name, string Content)> contents);
}

/// <summary>Refuses what a colleague wrote and the own account has not approved.</summary>
public static class ContentApprovals
{
    /// <summary>Refuses content that is not approved.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.ApprovalRequired"/>.</exception>
    public static void Ensure(this IContentApproval? approval, string sort, string name, string content, string by)
    {
        if (approval?.IsApproved(sort, name, content) == false)
        {
            throw Required(sort, [name], by);
        }
    }

    /// <summary>Refuses targets of a shared inventory that somebody else has added or changed: their addresses say where secrets
    /// go.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.ApprovalRequired"/>, naming the first of them.</exception>
    public static void Ensure(this IContentApproval? approval, IEnumerable<Target> targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        if (approval is not null
            && targets.Where(target => !approval.IsApproved(target.Kind, target.Name, StoredForm.Write(target))).ToArray() is [var first,
                ..] open)
        {
            throw Required(first.Kind, [.. open.Select(target => target.Name)], "");
        }
    }

    private static NetBatchException Required(string sort, string[] names, string by) => new(
        ErrorCode.ApprovalRequired,
        $"The {sort} {string.Join(", ", names.Take(5).Select(name => $"'{name}'"))}"
            + $"{(names.Length > 5 ? $" and {names.Length - 5} more" : "")} of this shared store "
        + $"{(by.Length > 0 ? $"was written by {by}" : "was written by another account")}, and this account has not approved it as it "
        + $"is now.",
        "Look at it, then approve it: Approve-BatchTrust (netbatch trust approve).");
}
