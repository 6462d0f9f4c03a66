namespace NetBatch.Store;

/// <summary>What a new owner is given.</summary>
/// <param name="Job">The job's key in the file.</param>
/// <param name="JobId">The job.</param>
/// <param name="Epoch">The new owner's epoch.</param>
/// <param name="Orphans">Children of the former owner that still live here.</param>
/// <param name="OpenChanges">Targets whose change was begun and never ended.</param>
/// <param name="Adopted">Orders that workers go on with.</param>
/// <param name="At">When the lease was written at the earliest, in the store's clock.</param>
internal sealed record Taken(long Job, string JobId, long Epoch, IReadOnlyList<ChildProcess> Orphans, IReadOnlyList<int> OpenChanges,
    IReadOnlyList<AdoptedOrder> Adopted, long At);

/// <summary>Makes this process a job's owner, and writes what became of the work of the one before.</summary>
internal sealed class Takeover(StoreContext context)
{
    private static readonly RunError OwnerLost = new(
        ErrorCode.OwnerLost, "The process that ran the job ended or lost the job while this target was worked on.", "Resume the job.");

    private static readonly RunError Unknown = new(
        ErrorCode.OutcomeUnknown,
        "A change was begun, and the process that ran the job ended before the target was done.",
        "Look at the device, then resume with Skip or Repeat for what is unknown; a deployment looks by itself with Verify.");

    /// <summary>Null while another living process owns the job.</summary>
    public Taken? Write(WriteScope scope, string jobId, Requester who, bool evenWithOpenChanges)
    {
        var database = scope.Database;
        var job = StoreContext.KeyOf(database, jobId);
        if (context.IsOwned(database, job))
        {
            return null;
        }

        if (!evenWithOpenChanges)
        {
            RefuseForeignChanges(database, job, jobId);
        }

        EndFormerOwner(database, job, jobId, evenWithOpenChanges);
        var now = context.Time.GetUtcNow();
        var at = context.Time.GetTimestamp();
        var epoch = database.Number("UPDATE jobs SET epoch = epoch + 1 WHERE key = $1 RETURNING epoch", job);
        database.Post(
            """
            INSERT INTO leases (job, epoch, counter, host, host_id, pid, started) VALUES ($1, $2, 0, $3, $4, $5, $6)
            ON CONFLICT (job) DO UPDATE SET epoch = excluded.epoch, counter = 0, host = excluded.host, host_id = excluded.host_id,
                pid = excluded.pid, started = excluded.started, sessions = 0, wanted = 0, priority = 0, ticket = 0
            """,
            job, epoch, context.Me.Host.Name, context.Me.Host.Id, context.Me.ProcessId, context.Me.Started);
        database.Post("DELETE FROM makers WHERE job = $1", job);
        ClusterTable.Taken(database, job);
        scope.OwnersChanged();
        scope.Record(job, now, "taken", $"Epoch {epoch}.", Who.Text(who));

        EndRuns(scope, job, now);
        InterruptJob(scope, job, now);
        DeviceLocks.FreeOf(database, job);
        scope.Touch(job, jobId);
        return new Taken(job, jobId, epoch, Orphans(database, job), OpenChanges(database, job),
            WorkerOrders.Of(database, job), at);
    }

    /// <summary>From here nobody can end the other host's children, which may still send.</summary>
    private void RefuseForeignChanges(Database database, long job, string jobId)
    {
        var hosts = database.List(
            """
            SELECT DISTINCT i.host, i.host_id FROM intents i
            JOIN attempts a ON a.job = i.job AND a.number = i.number AND a.attempt = i.attempt AND a.ended_at IS NULL
            WHERE i.job = $1 AND a.worker IS NULL
            """,
            row => (Name: row.Text(0), Id: row.Text(1)), job);
        foreach (var host in hosts.Where(host => !context.Me.Host.IsSame(host.Id) && !context.Me.Host.IsEarlierBoot(host.Id)))
        {
            throw new NetBatchException(
                ErrorCode.IllegalState,
                $"The job {jobId} has changes that were begun on the host {host.Name} and may still go on there.",
                $"Resume it on {host.Name}; or make sure that nothing of it runs there any more and say that it is to be taken over all "
                    + $"the same.");
        }
    }

    /// <summary>
    /// An owner on this host that lives but renews no more (stopped, or starved) would send on when it is let go. Its
    /// fence asks before each byte of a Change, but what it had asked before it was stopped may still go out: so it is
    /// ended, and only where a person has said so.
    /// </summary>
    private void EndFormerOwner(Database database, long job, string jobId, bool wanted)
    {
        if (StoreContext.LeaseOf(database, job) is not { } former || !context.Me.Host.IsSame(former.HostId)
            || former.ProcessId == context.Me.ProcessId
            || !ProcessTable.Lives(former.ProcessId, former.Started)
            || database.Number(
                """
                SELECT EXISTS (SELECT 1 FROM intents i
                JOIN attempts a ON a.job = i.job AND a.number = i.number AND a.attempt = i.attempt AND a.ended_at IS NULL
                WHERE i.job = $1 AND a.worker IS NULL)
                """,
                job) == 0)
        {
            return;
        }

        if (!wanted)
        {
            throw new NetBatchException(
                ErrorCode.IllegalState,
                $"The job {jobId} has changes that process {former.ProcessId} here has begun; it lives and no longer renews its lease.",
                "Let that process go on or end it; or resume with -Force (--take-over), which ends that process first.");
        }

        FormerOwner.End(former.ProcessId, former.Started);
    }

    /// <summary>
    /// Ends what was in flight, but what workers go on with. A target of which some changes had ended is unknown as well: beginning it
    /// again would repeat them.
    /// </summary>
    private static void EndRuns(WriteScope scope, long job, DateTimeOffset now)
    {
        var database = scope.Database;
        var runs = database.List(
            $"""
            SELECT r.number, EXISTS (SELECT 1 FROM intents i WHERE i.job = r.job AND i.number = r.number)
                OR EXISTS (SELECT 1 FROM steps s WHERE s.job = r.job AND s.number = r.number AND s.attempt = r.attempts AND s.effect =
                    'Change')
            FROM runs r INDEXED BY runs_notable
            WHERE r.job = $1 AND r.state NOT IN ('Pending', 'Completed')
                AND r.state IN ('Waiting', 'Connecting', 'Connected', 'Executing', 'Disconnecting', 'Away')
                AND NOT {WorkerOrders.IsOpen("r")}
            ORDER BY r.number
            """,
            row => (Number: row.Int(0), Changing: row.Flag(1)), job);
        foreach (var (number, changing) in runs)
        {
            var run = RunRow.Read(database, job, number);
            var state = changing ? TargetState.OutcomeUnknown : TargetState.Interrupted;
            var error = Stored.Error(changing ? Unknown : OwnerLost);
            scope.Move(job, run.Batch, run.State, state);
            database.Post(
                "UPDATE runs SET state = $3, ended_at = greatest($4, coalesce(started_at, $4)), error = $5 WHERE job = $1 AND number = $2",
                job, number, Stored.Name(state), Stored.Time(now), error);
            database.Post(
                """
                UPDATE attempts SET state = $3, ended_at = greatest($4, started_at), error = $5
                WHERE job = $1 AND number = $2 AND ended_at IS NULL
                """,
                job, number, Stored.Name(state), Stored.Time(now), error);
            run.Publish(scope);
        }

        if (runs.Count > 0)
        {
            var unknown = runs.Count(run => run.Changing);
            scope.Record(
                job, now, "warning",
                $"The owner before was lost: {runs.Count - unknown} targets in flight are Interrupted, {unknown} are OutcomeUnknown.");
        }
    }

    private static void InterruptJob(WriteScope scope, long job, DateTimeOffset now)
    {
        var state = scope.Database.First("SELECT state FROM jobs WHERE key = $1", row => row.Enum<JobState>(0), job);
        if (state.NeedsOwner())
        {
            scope.Database.Post(
                "UPDATE jobs SET state = 'Interrupted', wait_reason = 'None', end_reason = 'OwnerLost', message = NULL WHERE key = $1",
                job);
            scope.Record(job, now, "state", "Interrupted (OwnerLost).");
        }
    }

    /// <summary>Children stay recorded until they are seen dead, should this owner end before it has ended them.</summary>
    private List<ChildProcess> Orphans(Database database, long job)
    {
        var children = database.List(
            "SELECT DISTINCT pid, started, host_id FROM children WHERE job = $1",
            row => (Process: new ChildProcess(row.Int(0), row.Long(1)), HostId: row.Text(2)), job);
        var orphans = new List<ChildProcess>();
        foreach (var (process, hostId) in children)
        {
            if (context.Me.Host.IsSame(hostId) && ProcessTable.Lives(process.ProcessId, process.StartTicks))
            {
                orphans.Add(process);
            }
            else if (context.Me.Host.IsSame(hostId) || context.Me.Host.IsEarlierBoot(hostId))
            {
                database.Post(
                    "DELETE FROM children WHERE job = $1 AND pid = $2 AND started = $3 AND host_id = $4",
                    job, process.ProcessId, process.StartTicks, hostId);
            }
        }

        return orphans;
    }

    private static List<int> OpenChanges(Database database, long job) =>
        database.List("SELECT DISTINCT number FROM intents WHERE job = $1 ORDER BY number", row => row.Int(0), job);
}
