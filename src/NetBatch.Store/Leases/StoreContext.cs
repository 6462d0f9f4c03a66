using System.Globalization;

namespace NetBatch.Store;

/// <summary>What the store's parts share.</summary>
/// <param name="Time">The only clock.</param>
/// <param name="Me">The process that leases are held as.</param>
/// <param name="Judge">Who else lives.</param>
/// <param name="MaxSessions">Of all jobs together, for this process; null: what the store says.</param>
internal sealed record StoreContext(TimeProvider Time, ProcessIdentity Me, LeaseJudge Judge, int? MaxSessions)
{
    /// <summary>More sessions than one machine can hold.</summary>
    public const int MostOfAll = 10_000;

    private const int Usual = 100;

    /// <summary>Keeps how many sessions all jobs together may have, for every process.</summary>
    public static bool Keep(Database database, int sessions) =>
        database.Keep("max_sessions", sessions.ToString(CultureInfo.InvariantCulture));

    /// <summary>How many sessions all jobs together may have now.</summary>
    public int MostSessions(Database database) =>
        MaxSessions
        ?? (database.Setting("max_sessions") is string text
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most is > 0 and <= MostOfAll ? most
            : Usual);

    public static Lease? LeaseOf(Database database, long job) =>
        database.First($"SELECT {Lease.Columns} FROM leases l WHERE l.job = $1", row => Lease.Read(row, 0), job);

    /// <summary>Whether a living process owns the job.</summary>
    public bool IsOwned(Database database, long job) => LeaseOf(database, job) is { } lease && Judge.Lives(lease);

    /// <summary>The key of a job.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.JobNotFound"/>.</exception>
    public static long KeyOf(Database database, string jobId) =>
        database.Scalar("SELECT key FROM jobs WHERE id = $1 AND removed = 0", jobId) as long? ?? throw StoreErrors.NotFound(jobId);
}
