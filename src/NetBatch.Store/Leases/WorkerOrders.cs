namespace NetBatch.Store;

/// <summary>Attempts that a worker has: whoever owns their job, they go on.</summary>
internal static class WorkerOrders
{
    /// <summary>That a row of a table with the columns job and number belongs to a target that a worker is working on.</summary>
    public static string IsOpen(string table) =>
        $"EXISTS (SELECT 1 FROM attempts w WHERE w.job = {table}.job AND w.number = {table}.number AND w.ended_at IS NULL "
            + "AND w.worker IS NOT NULL)";

    /// <summary>The open orders of a job, for its new owner.</summary>
    public static List<AdoptedOrder> Of(Database database, long job) => database.List(
        """
        SELECT a.number, a.attempt, a.site, a.worker, a.incarnation, a.reports, a.away_since,
            EXISTS (SELECT 1 FROM intents i WHERE i.job = a.job AND i.number = a.number)
            OR EXISTS (SELECT 1 FROM steps s WHERE s.job = a.job AND s.number = a.number AND s.attempt = a.attempt AND s.effect = 'Change')
        FROM attempts a WHERE a.job = $1 AND a.ended_at IS NULL AND a.worker IS NOT NULL ORDER BY a.number
        """,
        row => new AdoptedOrder(row.Int(0), row.Int(1),
            new BegunOrder(new WorkerMark(row.Text(2), row.Text(3), row.Text(4)), row.Int(5), row.Flag(7), row.TimeOrNull(6))),
        job);

    /// <summary>Who has an attempt; null: the owner's own process.</summary>
    public static WorkerMark? Worker(Database database, long job, int number, int attempt) => database.First<WorkerMark?>(
        "SELECT site, worker, incarnation FROM attempts WHERE job = $1 AND number = $2 AND attempt = $3",
        row => row.IsNull(1) ? null : new WorkerMark(row.Text(0), row.Text(1), row.Text(2)), job, number, attempt);
}
