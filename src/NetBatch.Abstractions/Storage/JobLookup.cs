namespace NetBatch;

/// <summary>Finds jobs that have to be there.</summary>
public static class JobLookup
{
    /// <summary>One job.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.JobNotFound"/>.</exception>
    public static async Task<BatchJob> GetAsync(this IJobStore store, string jobId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        return await store.FindAsync(jobId, cancellationToken).ConfigureAwait(false)
            ?? throw new NetBatchException(ErrorCode.JobNotFound, $"There is no job '{jobId}'.",
                "List them with Get-BatchJob (netbatch jobs).");
    }
}
