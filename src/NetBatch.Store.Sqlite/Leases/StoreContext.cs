namespace NetBatch.Store.Sqlite;

/// <summary>What the store's parts share.</summary>
/// <param name="Path">The file.</param>
/// <param name="Time">The only clock.</param>
/// <param name="Me">The process that leases are held as.</param>
/// <param name="Judge">Who else lives.</param>
/// <param name="MaxSessions">Of all jobs together.</param>
internal sealed record StoreContext(string Path, TimeProvider Time, ProcessIdentity Me, LeaseJudge Judge, int MaxSessions)
{
    public static Lease? LeaseOf(Database database, long job) =>
        database.First($"SELECT {Lease.Columns} FROM leases l WHERE l.job = $1", row => Lease.Read(row, 0), job);

    /// <summary>Whether a living process owns the job.</summary>
    public bool IsOwned(Database database, long job) => LeaseOf(database, job) is { } lease && Judge.Lives(lease);

    /// <summary>The key of a job.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.JobNotFound"/>.</exception>
    public static long KeyOf(Database database, string jobId) =>
        database.Scalar("SELECT key FROM jobs WHERE id = $1 AND removed = 0", jobId) as long? ?? throw StoreErrors.NotFound(jobId);
}
