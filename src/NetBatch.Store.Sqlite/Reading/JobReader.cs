using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace NetBatch.Store.Sqlite;

/// <summary>Reads jobs and their batches. Interrupted is derived where the owner is known to be gone.</summary>
internal sealed class JobReader(StoreContext context, ReaderPool readers)
{
    private const int Page = 1000;

    private const string Select = $"""
        SELECT key, id, name, kind, description, project, tags, batch_size, total, batches, created_at, created_by,
            state, wait_reason, end_reason, message, attempt, started_at, ended_at,
            {CountDeltas.Columns}, {Lease.Columns}
        FROM jobs LEFT JOIN leases l ON l.job = jobs.key
        WHERE removed = 0
        """;

    private const int CountsAt = 19;
    private const int LeaseAt = 28;

    public BatchJob? Find(string jobId) =>
        readers.Read(database => database.First($"{Select} AND id = $1", row => Read(row).Job, jobId));

    public async IAsyncEnumerable<BatchJob> ListAsync(JobFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        var (skip, first) = (filter.Skip, filter.First ?? int.MaxValue);
        var sql = $"{Select}{Where(filter)} AND key < $7 ORDER BY key DESC LIMIT {Page}";
        var before = long.MaxValue;
        while (first > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var from = before;
            var page = readers.Read(database => database.List(
                sql, Read,
                Stored.Texts(filter.Ids), Stored.Names(StoredStates(filter.States)), Stored.Texts(filter.Kinds), filter.Project,
                filter.Since?.UtcTicks ?? 0L, filter.Before?.UtcTicks ?? long.MaxValue, from));
            foreach (var (key, job) in page)
            {
                before = key;
                if (!Passes(filter, job) || skip-- > 0)
                {
                    continue;
                }

                yield return job;
                if (--first == 0)
                {
                    yield break;
                }
            }

            if (page.Count < Page)
            {
                yield break;
            }
        }
    }

    public JobSpec ReadSpec(string jobId) =>
        StoredForm.ReadSpec(readers.Read(database => database.Scalar(
            "SELECT spec FROM specs JOIN jobs ON jobs.key = specs.job WHERE id = $1 AND removed = 0", jobId)) as string
            ?? throw StoreErrors.NotFound(jobId));

    public IReadOnlyList<BatchStatus> ReadBatches(string jobId) => readers.Read(database => database.List(
        $"SELECT number, state, first, size, canary, started_at, ended_at, {CountDeltas.Columns} FROM batches WHERE job = $1 ORDER BY number",
        row => new BatchStatus
        {
            JobId = jobId,
            Number = row.GetInt32(0),
            State = row.Enum<BatchState>(1),
            First = row.GetInt32(2),
            Size = row.GetInt32(3),
            IsCanary = row.GetBoolean(4),
            StartedAt = row.TimeOrNull(5),
            EndedAt = row.TimeOrNull(6),
            Counts = new RawRow(row.Handle!).Counts(7),
        },
        StoreContext.KeyOf(database, jobId)));

    /// <summary>From a job along its dependencies both ways, as far as they lead.</summary>
    public IReadOnlyList<JobLink> ReadLinks(string jobId) => readers.Read(database => database.List(
        """
        WITH RECURSIVE chain (id) AS (
            VALUES ($1)
            UNION SELECT d.on_id FROM dependencies d JOIN chain ON d.job_id = chain.id
            UNION SELECT d.job_id FROM dependencies d JOIN chain ON d.on_id = chain.id
        )
        SELECT d.job_id, d.on_id, d.after FROM dependencies d JOIN chain ON d.job_id = chain.id ORDER BY d.job, d.on_id
        """,
        row => new JobLink(row.GetString(0), row.GetString(1), row.Enum<DependencyRule>(2)), jobId));

    private static string Where(JobFilter filter) => string.Concat(
        filter.Ids.Count == 0 ? "" : " AND id IN (SELECT value FROM json_each($1))",
        filter.States.Count == 0 ? "" : " AND state IN (SELECT value FROM json_each($2))",
        filter.Kinds.Count == 0 ? "" : " AND kind IN (SELECT value FROM json_each($3))",
        filter.Project is null ? "" : " AND project = $4",
        filter.Since is null ? "" : " AND created_at >= $5",
        filter.Before is null ? "" : " AND created_at < $6");

    /// <summary>The states in the file that the wanted ones can come from.</summary>
    private static IEnumerable<JobState> StoredStates(IReadOnlyList<JobState> states) =>
        states.Contains(JobState.Interrupted) ? states.Concat(Enum.GetValues<JobState>().Where(state => state.NeedsOwner())).Distinct() : states;

    private static bool Passes(JobFilter filter, BatchJob job) =>
        (filter.States.Count == 0 || filter.States.Contains(job.State))
        && Wildcard.MatchesAny(filter.Names, job.Name)
        && filter.Tags.All(tag => job.Tags.Contains(tag, StringComparer.OrdinalIgnoreCase));

    private (long Key, BatchJob Job) Read(SqliteDataReader row)
    {
        var raw = new RawRow(row.Handle!);
        var state = raw.Enum<JobState>(12);
        var lease = raw.IsNull(LeaseAt) ? null : Lease.Read(row, LeaseAt);
        var owned = lease is not null && context.Judge.Lives(lease);
        var gone = !owned && state.NeedsOwner();
        return (raw.Long(0), new BatchJob
        {
            Id = raw.Text(1),
            Name = raw.Text(2),
            Kind = raw.Text(3),
            Description = raw.TextOrNull(4),
            Project = raw.TextOrNull(5),
            Tags = row.Texts(6),
            BatchSize = raw.Text(7),
            TotalTargets = raw.Int(8),
            TotalBatches = raw.Int(9),
            CreatedAt = raw.Time(10),
            CreatedBy = raw.Text(11),
            State = gone ? JobState.Interrupted : state,
            WaitReason = gone ? WaitReason.None : raw.Enum<WaitReason>(13),
            EndReason = gone ? EndReason.OwnerLost : raw.Enum<EndReason>(14),
            Message = raw.TextOrNull(15),
            Attempt = raw.Int(16),
            StartedAt = raw.TimeOrNull(17),
            EndedAt = raw.TimeOrNull(18),
            Counts = raw.Counts(CountsAt),
            Owner = owned ? new JobOwner(lease!.Host, lease.ProcessId, lease.Epoch, lease.Counter) : null,
        });
    }
}
