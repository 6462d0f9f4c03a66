namespace NetBatch.Store;

/// <summary>Leaves requests for a job's owner.</summary>
internal static class JobRequests
{
    public static bool Leave(WriteScope scope, string jobId, JobRequestKind kind, Requester who, DateTimeOffset now)
    {
        var (job, state) = scope.Database.First<(long, JobState)?>(
            "SELECT key, state FROM jobs WHERE id = $1 AND removed = 0", row => (row.Long(0), row.Enum<JobState>(1)), jobId)
            ?? throw StoreErrors.NotFound(jobId);
        if (state.IsFinal())
        {
            // Kept, it would meet the next attempt.
            throw new NetBatchException(ErrorCode.IllegalState, $"The job {jobId} has ended: it is {state}.");
        }

        scope.Database.Post(
            "INSERT INTO requests (job, kind, who, at) VALUES ($1, $2, $3, $4)", job, Stored.Name(kind), who.ToString(), Stored.Time(now));
        scope.Record(job, now, "request", $"{kind}.", Who.Text(who));
        scope.Touch(job, jobId);
        return true;
    }
}
