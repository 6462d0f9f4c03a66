namespace NetBatch.Store;

/// <summary>
/// Locks on devices across jobs and processes. A lock holds while its job's owner lives, and beyond that while a
/// change on the device was begun and its end is not known, until a person has decided, and while a worker works on it.
/// </summary>
internal sealed class DeviceLocks(StoreContext context)
{
    private static readonly string IsUnknown = $"""
        (EXISTS (SELECT 1 FROM runs r WHERE r.job = locks.job AND r.number = locks.number AND r.state = 'OutcomeUnknown')
        OR EXISTS (SELECT 1 FROM intents i WHERE i.job = locks.job AND i.number = locks.number)
        OR {WorkerOrders.IsOpen("locks")})
        """;

    /// <summary>Locks a device by all of its keys; or gives the first that another has, and locks nothing.</summary>
    public string? Lock(WriteScope scope, long job, long epoch, IReadOnlyList<string> keys, int number)
    {
        var database = scope.Database;
        if (keys.FirstOrDefault(key => IsTaken(database, key, job, number)) is { } taken)
        {
            return taken;
        }

        foreach (var key in keys)
        {
            database.Post(
                """
                INSERT INTO locks (device, job, number, epoch) VALUES ($1, $2, $3, $4)
                ON CONFLICT (device) DO UPDATE SET job = excluded.job, number = excluded.number, epoch = excluded.epoch
                """,
                key, job, number, epoch);
        }

        return null;
    }

    public static int Unlock(Database database, long job, int number) =>
        database.Execute($"DELETE FROM locks WHERE job = $1 AND number = $2 AND NOT {IsUnknown}", job, number);

    private bool IsTaken(Database database, string key, long job, int number)
    {
        var holder = database.First<(long Job, int Number, bool Unknown)?>(
            $"SELECT job, number, {IsUnknown} FROM locks WHERE device = $1",
            row => (row.Long(0), row.Int(1), row.Flag(2)), key);
        return holder is { } other && (other.Job != job || other.Number != number)
            && (other.Unknown || other.Job == job || context.IsOwned(database, other.Job));
    }

    /// <summary>Frees all locks of a job but those of unknown outcome.</summary>
    public static void FreeOf(Database database, long job) =>
        database.Execute($"DELETE FROM locks WHERE job = $1 AND NOT {IsUnknown}", job);
}
