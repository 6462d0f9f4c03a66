namespace NetBatch.Store;

/// <summary>Errors that a caller can act on, whatever the store is kept in.</summary>
internal static class StoreErrors
{
    public static NetBatchException NotFound(string jobId) =>
        new(ErrorCode.JobNotFound, $"There is no job '{jobId}'.");

    public static NetBatchException LeaseLost(string jobId) =>
        new(ErrorCode.LeaseLost, $"This process no longer owns the job {jobId}; nothing was written.");
}
