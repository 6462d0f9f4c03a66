namespace NetBatch.Lab;

/// <summary>The errors of the lab that a user can act on.</summary>
internal static class LabErrors
{
    public static NetBatchException Argument(string message, string? remedy = null) =>
        new(ErrorCode.InvalidArgument, message, remedy);

    /// <summary>This machine or account cannot run a lab, or there is no such lab.</summary>
    public static NetBatchException Unusable(string message, string? remedy = null, Exception? inner = null) =>
        new(ErrorCode.LabUnusable, message, remedy, inner);
}
