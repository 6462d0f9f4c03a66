using System.Runtime.CompilerServices;

namespace NetBatch.Store;

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
        new JobPages(readers, filter).Read(Select, row => Passes(filter, row) ? Tuple.Create(row.Long(0), Read(row)) : null)
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
            Number = row.Int(0),
            State = row.Enum<BatchState>(1),
            First = row.Int(2),
            Size = row.Int(3),
            IsCanary = row.Flag(4),
            StartedAt = row.TimeOrNull(5),
            EndedAt = row.TimeOrNull(6),
            Counts = row.Counts(7),
        },
        StoreContext.KeyOf(database, jobId)));

    /// <summary>From a job along its dependencies both ways, as far as they lead.</summary>
    public IReadOnlyList<JobLink> ReadLinks(string jobId) => readers.Read(database => database.List(
        """
        WITH RECURSIVE chain (id) AS (
            SELECT id FROM (SELECT job_id AS id FROM dependencies WHERE job_id = $1
                UNION SELECT on_id FROM dependencies WHERE on_id = $1) AS begun
            UNION SELECT CASE d.job_id WHEN chain.id THEN d.on_id ELSE d.job_id END
            FROM dependencies d JOIN chain ON d.job_id = chain.id OR d.on_id = chain.id
        )
        SELECT d.job_id, d.on_id, d.after FROM dependencies d JOIN chain ON d.job_id = chain.id ORDER BY d.job, d.on_id
        """,
        row => new JobLink(row.Text(0), row.Text(1), row.Enum<DependencyRule>(2)), jobId));

    /// <summary>What SQL does not judge: names by our wildcards, states as they are derived.</summary>
    private bool Passes(JobFilter filter, Row row)
    {
        return (filter.Names.Count == 0 || Wildcard.MatchesAny(filter.Names, row.Text(1)))
            && (filter.Users.Count == 0 || IsBy(filter.Users, row.Text(3)))
            && (filter.Workflows.Count == 0 || Wildcard.MatchesAny(filter.Workflows, row.Text(5)))
            && (filter.Tags.Count == 0 || HasAll(filter.Tags, row.Texts(2)))
            && (filter.States.Count == 0 || filter.States.Contains(State(row).Shown));
    }

    /// <summary>Whether an actor, user@host, is meant by one of the patterns.</summary>
    internal static bool IsBy(IReadOnlyList<string> patterns, string who) =>
        Wildcard.MatchesAny(patterns, who) || Wildcard.MatchesAny(patterns, Requester.UserOf(who));

    private static bool HasAll(IReadOnlyList<string> wanted, IReadOnlyList<string> tags) =>
        wanted.All(tag => tags.Contains(tag, StringComparer.OrdinalIgnoreCase));

    private (JobState Shown, bool Gone, Lease? Owner) State(Row row)
    {
        var state = row.Enum<JobState>(4);
        var lease = row.IsNull(LeaseAt) ? null : Lease.Read(row, LeaseAt);
        var owner = lease is not null && context.Judge.Lives(lease) ? lease : null;
        // What was made and not taken yet is its maker's, as long as that lives.
        var gone = owner is null && (state.NeedsOwner() || (state == JobState.Pending && !MakerLives(row)));
        return (gone ? JobState.Interrupted : state, gone, owner);
    }

    private bool MakerLives(Row row) =>
        !row.IsNull(MakerAt) && context.Me.Host.MayLive(row.Text(MakerAt), row.Int(MakerAt + 1), row.Long(MakerAt + 2));

    private BatchJob Read(Row row)
    {
        var (state, gone, owner) = State(row);
        return new BatchJob
        {
            Name = row.Text(1),
            Tags = row.Texts(2),
            CreatedBy = row.Text(3),
            State = state,
            Workflow = row.TextOrNull(5),
            Id = row.Text(RestAt),
            Kind = row.Text(RestAt + 1),
            Description = row.TextOrNull(RestAt + 2),
            Project = row.TextOrNull(RestAt + 3),
            BatchSize = row.Text(RestAt + 4),
            TotalTargets = row.Int(RestAt + 5),
            TotalBatches = row.Int(RestAt + 6),
            CreatedAt = row.Time(RestAt + 7),
            WaitReason = gone ? WaitReason.None : row.Enum<WaitReason>(RestAt + 8),
            EndReason = gone ? EndReason.OwnerLost : row.Enum<EndReason>(RestAt + 9),
            Message = row.TextOrNull(RestAt + 10) ?? (gone && row.Enum<JobState>(4) == JobState.Pending ? NeverBegun : null),
            Attempt = row.Int(RestAt + 11),
            StartedAt = row.TimeOrNull(RestAt + 12),
            EndedAt = row.TimeOrNull(RestAt + 13),
            Priority = row.Int(RestAt + 14),
            Counts = row.Counts(CountsAt),
            Owner = owner is null ? null : new JobOwner(owner.Host, owner.ProcessId, owner.Epoch, owner.Counter),
        };
    }
}
