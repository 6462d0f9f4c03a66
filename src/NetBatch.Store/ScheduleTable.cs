using System.Runtime.CompilerServices;

namespace NetBatch.Store;

/// <summary>The moments of schedules, and the lease of the one process that goes through them.</summary>
internal sealed class ScheduleTable(StoreContext context, StoreWriter writer, ReaderPool readers) : IScheduleStore
{
    /// <summary>Keys of jobs are positive: this one is no job's, for the judge of leases.</summary>
    private const long NoJob = -1;

    private const string Columns = $"-1, l.epoch, l.counter, l.host, l.host_id, l.pid, l.started";

    public Task<bool> LeadAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return writer.WriteAsync(scope =>
        {
            var lease = LeaseOf(scope.Database);
            var mine = lease is not null && IsMine(lease);
            if (lease is not null && !mine && context.Judge.Lives(lease))
            {
                return false;
            }

            var me = context.Me;
            scope.Database.Execute(
                """
                INSERT INTO scheduler ("only", epoch, counter, host, host_id, pid, started) VALUES (1, $1, $2, $3, $4, $5, $6)
                ON CONFLICT ("only") DO UPDATE SET epoch = excluded.epoch, counter = excluded.counter, host = excluded.host,
                    host_id = excluded.host_id, pid = excluded.pid, started = excluded.started
                """,
                mine ? lease!.Epoch : (lease?.Epoch ?? 0) + 1, mine ? lease!.Counter + 1 : 0, me.Host.Name, me.Host.Id, me.ProcessId,
                me.Started);
            return true;
        });
    }

    public Task LeaveAsync(CancellationToken cancellationToken) => writer.WriteAsync(scope => scope.Database.Execute(
        "DELETE FROM scheduler WHERE host_id = $1 AND pid = $2 AND started = $3", context.Me.Host.Id, context.Me.ProcessId,
        context.Me.Started)).WaitAsync(cancellationToken);

    public Task<string?> LeaderAsync(CancellationToken cancellationToken) => Task.FromResult(
        readers.Read(LeaseOf) is { } lease && context.Judge.Lives(lease) ? $"process {lease.ProcessId} on {lease.Host}" : null);

    public Task<bool> RecordAsync(ScheduleRun run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        return writer.WriteAsync(scope => Insert(scope.Database, run, null)).WaitAsync(cancellationToken);
    }

    public async IAsyncEnumerable<ScheduleRun> ReadAsync(string? schedule, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        const int Page = 200;
        for (var (before, seen) = (long.MaxValue, 0); ; seen = 0)
        {
            var from = before;
            // Moments of several schedules may be the same: a page is never left in the middle of one.
            var page = readers.Read(database => database.List(
                $"""
                SELECT schedule, due, outcome, job_id, note, at FROM schedule_runs
                WHERE (fold = $1 OR $1 = '') AND due < $2
                    AND due >= COALESCE((SELECT due FROM schedule_runs WHERE (fold = $1 OR $1 = '') AND due < $2 ORDER BY due DESC LIMIT
                        1 OFFSET {Page}), 0)
                ORDER BY due DESC, fold
                """,
                row => new ScheduleRun(row.Text(0), row.Time(1), row.Enum<ScheduleOutcome>(2),
                    row.IsNull(3) ? null : row.Text(3), row.IsNull(4) ? null : row.Text(4), row.Time(5)),
                schedule is null ? "" : Fold(schedule), from));
            foreach (var run in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                (before, seen) = (Stored.Time(run.Due) as long? ?? 0, seen + 1);
                yield return run;
            }

            if (seen == 0)
            {
                yield break;
            }
        }
    }

    /// <summary>Keeps that a job was started, with the job.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.IllegalState"/>: the moment has its job already.</exception>
    public static void Started(Database database, ScheduleOrigin origin, long job, string jobId, DateTimeOffset now)
    {
        if (!Insert(database, new ScheduleRun(origin.Schedule, origin.Due, ScheduleOutcome.Started, jobId, null, now), job))
        {
            throw new NetBatchException(ErrorCode.IllegalState,
                $"The schedule '{origin.Schedule}' has been gone through for {origin.Due:u} already.");
        }
    }

    private static bool Insert(Database database, ScheduleRun run, long? job) => database.Execute(
        "INSERT INTO schedule_runs (fold, due, schedule, outcome, job, job_id, note, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) "
            + "ON CONFLICT DO NOTHING",
        Fold(run.Schedule), Stored.Time(run.Due), run.Schedule, Stored.Name(run.Outcome), job, run.JobId, run.Note,
        Stored.Time(run.At)) > 0;

    private static Lease? LeaseOf(Database database) =>
        database.First($"SELECT {Columns} FROM scheduler l", row => Lease.Read(row, 0)! with { Job = NoJob });

    private bool IsMine(Lease lease) =>
        lease.HostId == context.Me.Host.Id && lease.ProcessId == context.Me.ProcessId && lease.Started == context.Me.Started;

    private static string Fold(string name) => name.ToUpperInvariant();
}
