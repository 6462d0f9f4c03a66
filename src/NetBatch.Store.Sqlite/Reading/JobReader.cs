using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace NetBatch.Store.Sqlite;

/// <summary>Reads jobs and their batches. Interrupted is derived where the owner is known to be gone.</summary>
internal sealed class JobReader(StoreContext context, ReaderPool readers)
{
    /// <summary>What is looked at before a job is read whole: most rows of a long list fall here.</summary>
    private const string Checked = $"SELECT key, name, tags, created_by, state, workflow, {Lease.Columns}, m.host_id, m.pid, m.started";

    private const string From =
        " FROM jobs LEFT JOIN leases l ON l.job = jobs.key LEFT JOIN makers m ON m.job = jobs.key WHERE removed = 0";

    private const string Select = $"""
        {Checked}, id, kind, description, project, batch_size, total, batches, created_at,
            wait_reason, end_reason, message, attempt, started_at, ended_at, jobs.priority, {CountDeltas.Columns} {From}
        """;

    private const int LeaseAt = 6;
    private const int MakerAt = 13;
    private const int RestAt = 16;
    private const int CountsAt = 31;
    private const string NeverBegun = "The process that should have run it ended before it began. Resume it, or stop it.";

    public BatchJob? Find(string jobId) =>
        readers.Read(database => database.First($"{Select} AND id = $1", Read, jobId));

    public async IAsyncEnumerable<BatchJob> ListAsync(JobFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        var (skip, first) = (filter.Skip, filter.First ?? int.MaxValue);
        if (first <= 0)
        {
            yield break;
        }

        foreach (var page in new JobPages(readers, filter)
            .Read(Select, row => Passes(filter, row) && skip-- <= 0 && first-- > 0 ? Read(row) : null))
        {
            foreach (var job in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return job;
            }

            if (first <= 0)
            {
                yield break;
            }
        }
    }

    /// <summary>How many jobs a filter finds, whatever it skips or limits to.</summary>
    public int Count(JobFilter filter) =>
        new JobPages(readers, filter).Read(Checked + From, row => Passes(filter, row) ? "" : null).Sum(page => page.Count);

    /// <summary>The jobs that a filter finds, with their keys, newest first.</summary>
    public IEnumerable<(long Key, BatchJob Job)> Keyed(JobFilter filter) =>
        new JobPages(readers, filter).Read(Select, row => Passes(filter, row) ? Tuple.Create(row.GetInt64(0), Read(row)) : null)
            .SelectMany(page => page).Select(pair => (pair.Item1, pair.Item2));

    public JobSpec ReadSpec(string jobId) =>
        StoredForm.ReadSpec(readers.Read(database => database.Scalar(
            "SELECT spec FROM specs JOIN jobs ON jobs.key = specs.job WHERE id = $1 AND removed = 0", jobId)) as string
            ?? throw StoreErrors.NotFound(jobId));

    public IReadOnlyList<BatchStatus> ReadBatches(string jobId) => readers.Read(database => database.List(
        $"SELECT number, state, first, size, canary, started_at, ended_at, {CountDeltas.Columns} FROM batches WHERE job = $1 ORDER BY "
            + $"number",
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

    /// <summary>What SQL does not judge: names by our wildcards, states as they are derived.</summary>
    private bool Passes(JobFilter filter, SqliteDataReader row)
    {
        var raw = new RawRow(row.Handle!);
        return (filter.Names.Count == 0 || Wildcard.MatchesAny(filter.Names, raw.Text(1)))
            && (filter.Users.Count == 0 || IsBy(filter.Users, raw.Text(3)))
            && (filter.Workflows.Count == 0 || Wildcard.MatchesAny(filter.Workflows, raw.Text(5)))
            && (filter.Tags.Count == 0 || HasAll(filter.Tags, row.Texts(2)))
            && (filter.States.Count == 0 || filter.States.Contains(State(raw, row).Shown));
    }

    /// <summary>Whether an actor, user@host, is meant by one of the patterns.</summary>
    internal static bool IsBy(IReadOnlyList<string> patterns, string who) =>
        Wildcard.MatchesAny(patterns, who) || Wildcard.MatchesAny(patterns, Actor.UserOf(who));

    private static bool HasAll(IReadOnlyList<string> wanted, IReadOnlyList<string> tags) =>
        wanted.All(tag => tags.Contains(tag, StringComparer.OrdinalIgnoreCase));

    private (JobState Shown, bool Gone, Lease? Owner) State(RawRow raw, SqliteDataReader row)
    {
        var state = raw.Enum<JobState>(4);
        var lease = raw.IsNull(LeaseAt) ? null : Lease.Read(row, LeaseAt);
        var owner = lease is not null && context.Judge.Lives(lease) ? lease : null;
        // What was made and not taken yet is its maker's, as long as that lives.
        var gone = owner is null && (state.NeedsOwner() || (state == JobState.Pending && !MakerLives(raw)));
        return (gone ? JobState.Interrupted : state, gone, owner);
    }

    private bool MakerLives(RawRow raw) =>
        !raw.IsNull(MakerAt) && context.Me.Host.MayLive(raw.Text(MakerAt), raw.Int(MakerAt + 1), raw.Long(MakerAt + 2));

    private BatchJob Read(SqliteDataReader row)
    {
        var raw = new RawRow(row.Handle!);
        var (state, gone, owner) = State(raw, row);
        return new BatchJob
        {
            Name = raw.Text(1),
            Tags = row.Texts(2),
            CreatedBy = raw.Text(3),
            State = state,
            Workflow = raw.TextOrNull(5),
            Id = raw.Text(RestAt),
            Kind = raw.Text(RestAt + 1),
            Description = raw.TextOrNull(RestAt + 2),
            Project = raw.TextOrNull(RestAt + 3),
            BatchSize = raw.Text(RestAt + 4),
            TotalTargets = raw.Int(RestAt + 5),
            TotalBatches = raw.Int(RestAt + 6),
            CreatedAt = raw.Time(RestAt + 7),
            WaitReason = gone ? WaitReason.None : raw.Enum<WaitReason>(RestAt + 8),
            EndReason = gone ? EndReason.OwnerLost : raw.Enum<EndReason>(RestAt + 9),
            Message = raw.TextOrNull(RestAt + 10) ?? (gone && raw.Enum<JobState>(4) == JobState.Pending ? NeverBegun : null),
            Attempt = raw.Int(RestAt + 11),
            StartedAt = raw.TimeOrNull(RestAt + 12),
            EndedAt = raw.TimeOrNull(RestAt + 13),
            Priority = raw.Int(RestAt + 14),
            Counts = raw.Counts(CountsAt),
            Owner = owner is null ? null : new JobOwner(owner.Host, owner.ProcessId, owner.Epoch, owner.Counter),
        };
    }
}
