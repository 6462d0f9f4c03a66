namespace NetBatch.Store;

/// <summary>Notifications that are to be sent, each by one process at a time.</summary>
internal sealed class NoticeTable(StoreContext context, StoreWriter writer, ReaderPool readers, string account) : INoticeStore
{
    /// <summary>A process of another machine that took one and has said nothing for so long is taken for dead.</summary>
    private static readonly TimeSpan LongestSending = TimeSpan.FromMinutes(10);

    /// <summary>No pause between two tries is so long: what is due later than that was put off before the clock was set back.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    /// <summary>Only what the own account asked for: nobody sends, or runs, for another. The last at sign ends its name.</summary>
    private const string IsOwn = "substr(jobs.created_by, 1, length($2) + 1) = $2 || '@' "
        + "AND strpos(substr(jobs.created_by, length($2) + 2), '@') = 0";

    private const string Columns = "n.key, jobs.id, n.attempt, n.name, n.state, n.tries, n.error, n.ended, n.end_reason, n.message";

    /// <summary>Keeps whom to tell of a job's end, or that it paused by itself: called in the transaction of that. The same end told twice
    /// is one.</summary>
    public static void Keep(Database database, long job, JobChanged end) => database.Execute(
        """
        INSERT INTO notices (job, attempt, name, ended, end_reason, message, state, due_at)
        SELECT $1, $2, each.value, $3, $4, $5, 'Pending', 0 FROM specs, texts(json_text(specs.spec, 'notify')) AS each
        WHERE specs.job = $1 ON CONFLICT DO NOTHING
        """,
        job, end.Attempt, Stored.Name(end.State), Stored.Name(end.EndReason), end.Message);

    public Task<IReadOnlyList<Notice>> TakeAsync(int most, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var now = context.Time.GetUtcNow();
        // Asked often: only where there is something is it worth a write.
        return readers.Read(database => Due(database, now, most).Count) == 0
            ? Task.FromResult<IReadOnlyList<Notice>>([])
            : writer.WriteAsync<IReadOnlyList<Notice>>(scope => Take(scope.Database, now, most));
    }

    public Task EndAsync(Notice notice, NoticeState state, string? error, DateTimeOffset again, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(notice);
        return writer.WriteAsync(scope => scope.Database.Execute(
            """
            UPDATE notices SET state = $2, tries = $3, error = $4, due_at = $5, host_id = NULL, pid = NULL, started = NULL
            WHERE key = $1 AND state = 'Sending' AND host_id = $6 AND pid = $7 AND started = $8
            """,
            notice.Key, Stored.Name(state), notice.Tries, error, Stored.Time(again), context.Me.Host.Id, context.Me.ProcessId,
            context.Me.Started)).WaitAsync(cancellationToken);
    }

    public Task<IReadOnlyList<Notice>> ReadAsync(string jobId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Notice>>(readers.Read(database => database.List(
        $"SELECT {Columns} FROM notices n JOIN jobs ON jobs.key = n.job WHERE jobs.id = $1 AND removed = 0 ORDER BY n.key", Read, jobId)));

    private List<Notice> Take(Database database, DateTimeOffset now, int most)
    {
        var due = Due(database, now, most);
        foreach (var notice in due)
        {
            database.Execute(
                "UPDATE notices SET state = 'Sending', due_at = $2, host_id = $3, pid = $4, started = $5 WHERE key = $1",
                notice.Key, Stored.Time(now), context.Me.Host.Id, context.Me.ProcessId, context.Me.Started);
        }

        return due;
    }

    private List<Notice> Due(Database database, DateTimeOffset now, int most)
    {
        var open = database.List(
            $"""
            SELECT {Columns}, n.host_id, n.pid, n.started, n.due_at FROM notices n JOIN jobs ON jobs.key = n.job
            WHERE n.state IN ('Pending', 'Sending') AND n.due_at NOT BETWEEN $1 + 1 AND $1 + $3 AND removed = 0 AND {IsOwn}
            ORDER BY n.due_at
            """,
            row => (Notice: Read(row), Free: row.IsNull(10)
                || IsDead(row.Text(10), row.Int(11), row.Long(12), row.Time(13), now)), Stored.Time(now), account,
            LongestPause.Ticks);
        return [.. open.Where(one => one.Free).Take(most).Select(one => one.Notice)];
    }

    private bool IsDead(string hostId, int processId, long started, DateTimeOffset since, DateTimeOffset now) =>
        context.Me.Host.IsEarlierBoot(hostId)
        || (context.Me.Host.IsSame(hostId) ? !ProcessTable.Lives(processId, started) : (now - since).Duration() > LongestSending);

    private static Notice Read(Row row) => new(
        row.Long(0), row.Text(1), row.Int(2), row.Text(3), row.Enum<NoticeState>(4), row.Int(5),
        row.IsNull(6) ? null : row.Text(6),
        row.Enum<JobState>(7), row.Enum<EndReason>(8), row.IsNull(9) ? null : row.Text(9));
}
