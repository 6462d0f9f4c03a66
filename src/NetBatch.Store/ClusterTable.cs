namespace NetBatch.Store;

/// <summary>Jobs that were left to hubs, workers, and invitations of workers.</summary>
internal sealed class ClusterTable(StoreContext context, StoreWriter writer, ReaderPool readers) : IClusterStore
{
    private const string Setting = "hubs";

    public Task<bool> HasHubsAsync(CancellationToken cancellationToken) =>
        Task.FromResult(readers.Read(database => database.Setting(Setting) == "1"));

    public Task SetHubsAsync(bool has, CancellationToken cancellationToken) => writer.WriteAsync(scope =>
    {
        scope.Database.Keep(Setting, has ? "1" : "0");
        return true;
    }).WaitAsync(cancellationToken);

    public Task HandOverAsync(string jobId, RunStart start, Requester who, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(who);
        ArgumentNullException.ThrowIfNull(start);
        var json = StoredForm.Write(start);
        return writer.WriteAsync(scope =>
        {
            var job = StoreContext.KeyOf(scope.Database, jobId);
            scope.Database.Post(
                """
                INSERT INTO handed (job, start, who) VALUES ($1, $2, $3)
                ON CONFLICT (job) DO UPDATE SET start = excluded.start, who = excluded.who
                """,
                job, json, Who.Text(who));
            scope.Record(job, context.Time.GetUtcNow(), "handed", "Left to the hubs.", Who.Text(who));
            scope.Touch(job, jobId);
            return true;
        }).WaitAsync(cancellationToken);
    }

    public Task<IReadOnlyList<HandedJob>> ReadHandedAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<HandedJob>>(readers.Read(database =>
            (List<HandedJob>)[.. database.List(
                """
                SELECT j.key, j.id, h.start, h.who FROM handed h JOIN jobs j ON j.key = h.job
                WHERE j.removed = 0 AND (h.start IS NOT NULL OR j.state NOT IN ('Completed', 'Partial', 'Failed', 'Stopped', 'Paused'))
                ORDER BY j.key
                """,
                row => (Key: row.Long(0), Job: new HandedJob(row.Text(1), row.IsNull(2) ? null : StoredForm.ReadStart(row.Text(2)),
                    row.Text(3))))
                .Where(one => !context.IsOwned(database, one.Key)).Select(one => one.Job)]));

    /// <summary>A job that was left to the hubs has found one.</summary>
    public static void Taken(Database database, long job) => database.Post("UPDATE handed SET start = NULL WHERE job = $1", job);

    /// <summary>A job has ended: what comes next somebody has to ask for.</summary>
    public static void Ended(Database database, long job) => database.Post("DELETE FROM handed WHERE job = $1 AND start IS NULL", job);

    public Task SaveWorkerAsync(BatchWorker worker, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(worker);
        return writer.WriteAsync(scope => scope.Database.Execute(
            """
            INSERT INTO workers (name, site, key, joined_at, invited_by, revoked, version, capacity, in_flight, heard_at, seal_key)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            ON CONFLICT (name) DO UPDATE SET site = excluded.site, key = excluded.key, joined_at = excluded.joined_at,
                invited_by = excluded.invited_by, revoked = excluded.revoked, version = excluded.version, capacity = excluded.capacity,
                in_flight = excluded.in_flight, heard_at = excluded.heard_at, seal_key = excluded.seal_key
            """,
            worker.Name, worker.Site, worker.Key, Stored.Time(worker.JoinedAt), worker.InvitedBy, worker.Revoked ? 1 : 0, worker.Version,
            worker.Capacity, worker.InFlight, worker.LastHeard is { } heard ? Stored.Time(heard) : null, worker.SealKey))
            .WaitAsync(cancellationToken);
    }

    public Task<IReadOnlyList<BatchWorker>> ReadWorkersAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<BatchWorker>>(readers.Read(database => database.List(
            """
            SELECT name, site, key, joined_at, invited_by, revoked, version, capacity, in_flight, heard_at, seal_key FROM workers
            ORDER BY site, name
            """,
            row => new BatchWorker
            {
                Name = row.Text(0),
                Site = row.Text(1),
                Key = row.Text(2),
                JoinedAt = row.Time(3),
                InvitedBy = row.Text(4),
                Revoked = row.Flag(5),
                Version = row.IsNull(6) ? null : row.Text(6),
                Capacity = row.Int(7),
                InFlight = row.Int(8),
                LastHeard = row.TimeOrNull(9),
                SealKey = row.IsNull(10) ? null : row.Text(10),
            })));

    public Task<bool> RemoveWorkerAsync(string name, CancellationToken cancellationToken) => writer.WriteAsync(scope =>
        scope.Database.Execute("DELETE FROM workers WHERE name = $1", name) > 0).WaitAsync(cancellationToken);

    public Task InviteAsync(WorkerInvitation invitation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(invitation);
        return writer.WriteAsync(scope => scope.Database.Execute(
            "INSERT INTO invitations (hash, site, until, by_whom) VALUES ($1, $2, $3, $4)",
            invitation.Hash, invitation.Site, Stored.Time(invitation.Until), invitation.By)).WaitAsync(cancellationToken);
    }

    public Task<WorkerInvitation?> AcceptAsync(string hash, DateTimeOffset now, CancellationToken cancellationToken) =>
        writer.WriteAsync(scope =>
        {
            var found = scope.Database.First<WorkerInvitation?>(
                "SELECT hash, site, until, by_whom FROM invitations WHERE hash = $1",
                row => new WorkerInvitation(row.Text(0), row.Text(1), row.Time(2), row.Text(3)), hash);
            scope.Database.Execute("DELETE FROM invitations WHERE hash = $1 OR until < $2", hash, Stored.Time(now));
            return found is not null && found.Until >= now ? found : null;
        }).WaitAsync(cancellationToken);
}
