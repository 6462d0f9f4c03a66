using System.Runtime.CompilerServices;

namespace NetBatch.Store;

/// <summary>Reads a job's targets, their attempts and the job's history, page by page.</summary>
internal sealed class RunReader(ReaderPool readers)
{
    private const int Page = 500;

    /// <summary>States that are many; the others have an index of their own.</summary>
    private static readonly TargetState[] Common = [TargetState.Pending, TargetState.Completed];

    public async IAsyncEnumerable<TargetRun> ReadAsync(string jobId, RunFilter filter,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        var job = readers.Read(database => StoreContext.KeyOf(database, jobId));
        var notable = filter.States.Count > 0 && !filter.States.Intersect(Common).Any();
        var sql = string.Concat(
            // Asked only for what is in flight, which is few among many.
            "SELECT number, batch, target, state, attempts, started_at, ended_at, connect_time, error, name, CASE WHEN state IN ",
            "('Connecting', 'Connected', 'Executing', 'Disconnecting', 'Away') THEN (SELECT a.worker || ' (' || a.site || ')' ",
            "FROM attempts a WHERE a.job = runs.job AND a.number = runs.number AND a.attempt = runs.attempts) END FROM runs",
            notable ? " INDEXED BY runs_notable WHERE state NOT IN ('Pending', 'Completed')" : " WHERE true",
            " AND job = $1 AND number > $2",
            filter.States.Count == 0 ? "" : " AND state IN (SELECT value FROM texts($3))",
            filter.Batches.Count == 0 ? "" : " AND batch IN (SELECT value FROM numbers($4))",
            $" ORDER BY number LIMIT {Page}");
        for (var after = 0; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var from = after;
            var page = readers.Read(database => database.List(
                sql,
                row => (Number: row.Int(0), Run: !Wildcard.MatchesAny(filter.Names, row.Text(9)) ? null : new TargetRun
                {
                    JobId = jobId,
                    Number = row.Int(0),
                    Batch = row.Int(1),
                    Target = StoredForm.ReadTarget(row.Text(2)),
                    State = row.Enum<TargetState>(3),
                    Attempts = row.Int(4),
                    StartedAt = row.TimeOrNull(5),
                    EndedAt = row.TimeOrNull(6),
                    ConnectTime = row.IsNull(7) ? null : TimeSpan.FromTicks(row.Long(7)),
                    Error = row.Error(8),
                    Worker = row.IsNull(10) ? null : row.Text(10),
                }),
                job, from, Stored.Names(filter.States), Stored.Numbers(filter.Batches)));
            foreach (var (number, run) in page)
            {
                after = number;
                if (run is not null)
                {
                    yield return run;
                }
            }

            if (page.Count < Page)
            {
                yield break;
            }
        }
    }

    public IAsyncEnumerable<AttemptRecord> ReadAttemptsAsync(string jobId, int? number, CancellationToken cancellationToken) => PagesAsync(
        jobId,
        """
        SELECT a.key, a.number, r.name, a.attempt, a.state, a.started_at, a.connected_at, a.ended_at, a.error,
            a.worker || ' (' || a.site || ')'
        FROM attempts a JOIN runs r ON r.job = a.job AND r.number = a.number
        WHERE a.job = $1 AND a.key > $2 AND ($3 = 0 OR a.number = $3) ORDER BY a.key LIMIT 500
        """,
        row => (row.Long(0), new AttemptRecord
        {
            JobId = jobId,
            Number = row.Int(1),
            Name = row.Text(2),
            Attempt = row.Int(3),
            State = row.Enum<TargetState>(4),
            StartedAt = row.Time(5),
            ConnectedAt = row.TimeOrNull(6),
            EndedAt = row.TimeOrNull(7),
            Error = row.Error(8),
            Worker = row.IsNull(9) ? null : row.Text(9),
        }),
        0, number ?? 0, cancellationToken);

    public IAsyncEnumerable<JobRecord> ReadHistoryAsync(string jobId, long after, CancellationToken cancellationToken) => PagesAsync(
        jobId,
        "SELECT sequence, at, what, text, who FROM history WHERE job = $1 AND sequence > $2 AND $3 = 0 ORDER BY sequence LIMIT 500",
        row => (row.Long(0), new JobRecord(row.Long(0), jobId, row.Time(1), row.Text(2), row.Text(3), row.Text(4))),
        after, 0, cancellationToken);

    private async IAsyncEnumerable<T> PagesAsync<T>(
        string jobId,
        string sql,
        Func<Row, (long Key, T Item)> read,
        long after,
        int third,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        var job = readers.Read(database => StoreContext.KeyOf(database, jobId));
        for (; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var from = after;
            var page = readers.Read(database => database.List(sql, read, job, from, third));
            foreach (var (key, item) in page)
            {
                after = key;
                yield return item;
            }

            if (page.Count < Page)
            {
                yield break;
            }
        }
    }
}
