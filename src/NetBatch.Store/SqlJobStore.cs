using System.Text.Json;

namespace NetBatch.Store;

/// <summary>
/// A store in tables: all of the contract but what differs with the engine that keeps them. One thread writes, many readers
/// read, and neither waits for the other.
/// </summary>
/// <remarks>
/// Methods that read are done when they return. Lists are read page by
/// page and may be left at any place. The tables are described with the schema; they are no public interface.
/// </remarks>
public abstract class SqlJobStore : IJobStore
{
    private readonly StoreEngine engine;
    private readonly StoreContext context;
    private readonly ChangeSignals signals = new();
    private readonly StoreWriter writer;
    private readonly ReaderPool readers;
    private readonly LeaseKeeper keeper;
    private readonly JobCreation creation;
    private readonly JobReader jobs;
    private readonly RunReader runs;
    private readonly ResultReader results;
    private readonly EventReader events;
    private readonly MeasureReader measures;
    private readonly ContentReader contents;
    private readonly ChangeWatch watch;
    private int closed;

    private protected SqlJobStore(StoreOptions options, StoreEngine engine, Database database)
    {
        this.engine = engine;
        // Before there is a thread or a timer to end.
        var isOpen = engine.OthersCanWrite();
        var me = options.Identity ?? ProcessIdentity.Current();
        context = new StoreContext(options.Time, me, new LeaseJudge(options.Time, options.LeaseLength, me.Host), options.MaxSessions);
        readers = new ReaderPool(engine);
        Action whenOver = engine.WaitingKeepsAllOut ? context.Judge.BeginAnew : () => { };
        writer = new StoreWriter(database, engine, signals, new WritePatience(database, () => keeper!.All().Length > 0, whenOver),
            options.Time);
        keeper = new LeaseKeeper(writer, options.Time, options.LeaseLength, options.RenewEvery);
        creation = new JobCreation(options.Time, options.Ids, me);
        jobs = new JobReader(context, readers);
        runs = new RunReader(readers);
        results = new ResultReader(readers);
        events = new EventReader(readers);
        measures = new MeasureReader(readers, jobs);
        watch = new ChangeWatch(readers, signals, options.Time, engine.Look);
        contents = new ContentReader(readers);
        Approvals = new ApprovalTable(writer, readers, engine);
        Targets = new TargetTable(writer, readers, OfOthersToo);
        Definitions = new DefinitionTable(writer, readers, options.Time, OfOthersToo);

        IContentApproval? OfOthersToo() => Approvals.Group is not null || isOpen ? options.Approval : null;
        Schedules = new ScheduleTable(context, writer, readers);
        Notices = new NoticeTable(context, writer, readers, engine.Account ?? options.Account);
        Configs = new ConfigVersionTable(writer, readers);
        Cluster = new ClusterTable(context, writer, readers);
    }

    /// <inheritdoc/>
    public string Location => engine.Location;

    /// <summary>The account that works here, where the engine knows it better than the system: a role of a database; else null.</summary>
    public string? Account => engine.Account;

    /// <summary>The one thread that writes.</summary>
    private protected StoreWriter Writer => writer;

    /// <summary>Whether this process owns a job.</summary>
    private protected bool OwnsJobs => keeper.All().Length > 0;

    /// <summary>Nobody may have been able to renew a lease: what was seen of them says nothing.</summary>
    private protected void ForgetLeases() => context.Judge.BeginAnew();

    /// <summary>Wakes those who wait for a job to change.</summary>
    private protected ChangeSignals Signals => signals;

    /// <inheritdoc/>
    /// <remarks>Names that differ only in case are one name.</remarks>
    public ITargetStore Targets { get; }

    /// <inheritdoc/>
    public IDefinitionStore Definitions { get; }

    /// <inheritdoc/>
    public IApprovalStore Approvals { get; }

    /// <inheritdoc/>
    public IScheduleStore Schedules { get; }

    /// <inheritdoc/>
    public INoticeStore Notices { get; }

    /// <inheritdoc/>
    public IClusterStore Cluster { get; }

    /// <inheritdoc/>
    /// <remarks>Names that differ only in case are one name.</remarks>
    public IConfigArchive Configs { get; }

    /// <inheritdoc/>
    public Task<IReadOnlyList<JobLink>> ReadLinksAsync(string jobId, CancellationToken cancellationToken) =>
        Task.FromResult(jobs.ReadLinks(jobId));

    /// <inheritdoc/>
    public Task<int> ReadMaxSessionsAsync(CancellationToken cancellationToken) => Task.FromResult(readers.Read(context.MostSessions));

    /// <inheritdoc/>
    public Task SetMaxSessionsAsync(int sessions, CancellationToken cancellationToken)
    {
        if (sessions is < 1 or > StoreContext.MostOfAll)
        {
            throw new NetBatchException(
                ErrorCode.InvalidArgument, $"{sessions} is no number of sessions for a store.",
                $"Give one from 1 to {StoreContext.MostOfAll}.");
        }

        return writer.WriteAsync(scope => StoreContext.Keep(scope.Database, sessions)).WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<BatchJob> CreateAsync(JobSpec spec, JobPlan plan, Requester who, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(who);
        var json = StoredForm.Write(spec);
        var targets = plan.Targets.Select(StoredForm.Write).ToArray();
        var args = PackedArgs.Of(spec.TargetArgs);
        var id = await writer.WriteAsync(scope => creation.Write(scope, spec, plan, json, targets, args, who))
            .WaitAsync(cancellationToken).ConfigureAwait(false);
        return jobs.Find(id) ?? throw StoreErrors.NotFound(id);
    }

    /// <inheritdoc/>
    public Task<BatchJob?> FindAsync(string jobId, CancellationToken cancellationToken) => Task.FromResult(jobs.Find(jobId));

    /// <inheritdoc/>
    public IAsyncEnumerable<BatchJob> ListAsync(JobFilter filter, CancellationToken cancellationToken) =>
        jobs.ListAsync(filter, cancellationToken);

    /// <inheritdoc/>
    public Task<int> CountAsync(JobFilter filter, CancellationToken cancellationToken) => Task.FromResult(jobs.Count(filter));

    /// <inheritdoc/>
    public IAsyncEnumerable<BatchEvent> ReadEventsAsync(EventFilter filter, CancellationToken cancellationToken) =>
        events.ReadAsync(filter, cancellationToken);

    /// <inheritdoc/>
    public Task<JobMeasure> MeasureAsync(JobFilter filter, int top, CancellationToken cancellationToken) =>
        Task.FromResult(measures.Read(filter, top, cancellationToken));

    /// <inheritdoc/>
    public Task<JobSpec> ReadSpecAsync(string jobId, CancellationToken cancellationToken) => Task.FromResult(jobs.ReadSpec(jobId));

    /// <inheritdoc/>
    public Task<IReadOnlyList<BatchStatus>> ReadBatchesAsync(string jobId, CancellationToken cancellationToken) =>
        Task.FromResult(jobs.ReadBatches(jobId));

    /// <inheritdoc/>
    public IAsyncEnumerable<TargetRun> ReadRunsAsync(string jobId, RunFilter filter, CancellationToken cancellationToken) =>
        runs.ReadAsync(jobId, filter, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<AttemptRecord> ReadAttemptsAsync(string jobId, int? number, CancellationToken cancellationToken) =>
        runs.ReadAttemptsAsync(jobId, number, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>
    /// With <see cref="ResultFilter.EndedOnly"/> the order, and <see cref="StepResult.Sequence"/>, is that of the ends of
    /// targets: a target's results are numbered anew, together, in the commit of its end. Go on with the same kind of
    /// filter that you began with.
    /// </remarks>
    public IAsyncEnumerable<StepResult> ReadResultsAsync(ResultFilter filter, CancellationToken cancellationToken) =>
        results.ReadAsync(filter, cancellationToken);

    /// <inheritdoc/>
    public Task<JsonElement?> ReadTargetArgsAsync(string jobId, int number, CancellationToken cancellationToken) =>
        Task.FromResult(contents.ReadArgs(jobId, number));

    /// <inheritdoc/>
    public IAsyncEnumerable<RowChunk> ReadRowsAsync(RowFilter filter, CancellationToken cancellationToken) =>
        contents.ReadRowsAsync(filter, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<RunDocument> ReadDocumentsAsync(DocumentFilter filter, CancellationToken cancellationToken) =>
        contents.ReadDocumentsAsync(filter, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<JobRecord> ReadHistoryAsync(string jobId, long after, CancellationToken cancellationToken) =>
        runs.ReadHistoryAsync(jobId, after, cancellationToken);

    /// <inheritdoc/>
    public Task<ChangeMark> MarkAsync(string jobId, CancellationToken cancellationToken) => Task.FromResult(watch.Mark(jobId));

    /// <inheritdoc/>
    public Task WaitForChangeAsync(string jobId, ChangeMark mark, TimeSpan most, CancellationToken cancellationToken) =>
        watch.WaitAsync(jobId, mark, most, cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.JobNotFound"/>, or <see cref="ErrorCode.IllegalState"/>: the job has
    /// ended.</exception>
    public Task RequestAsync(string jobId, JobRequestKind kind, Requester who, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(who);
        return writer.WriteAsync(scope => JobRequests.Leave(scope, jobId, kind, who, context.Time.GetUtcNow()))
            .WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>A lease of another host, or of a living process here that renews no more, is free when this store has
    /// seen it unchanged for the lease's length: ask again after that.</remarks>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.JobNotFound"/>, or <see cref="ErrorCode.IllegalState"/>: changes are open
    /// on another host.</exception>
    public async Task<IJobOwnership?> TakeAsync(string jobId, Requester who, bool evenWithOpenChanges, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(who);
        cancellationToken.ThrowIfCancellationRequested();
        var taking = writer.WriteAsync(scope => new Takeover(context).Write(scope, jobId, who, evenWithOpenChanges));
        // Not given up half-way: a lease that nobody knows of would keep the job from everybody.
        return await taking.ConfigureAwait(false) is { } taken
            ? new JobOwnership(context, writer, readers, keeper, taken)
            : null;
    }

    /// <inheritdoc/>
    /// <remarks>Locks that an unknown outcome kept are freed as well. Space is given back in slices.</remarks>
    public Task RemoveAsync(string jobId, Requester who, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(who);
        return new JobRemoval(context, writer, engine).RemoveAsync([jobId], who, strict: true, cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>As <see cref="RemoveAsync"/>; the jobs are gone together, in one transaction.</remarks>
    public Task<IReadOnlyList<string>> RemoveAllAsync(IReadOnlyList<string> jobIds, Requester who, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(who);
        return new JobRemoval(context, writer, engine).RemoveAsync(jobIds, who, strict: false, cancellationToken);
    }

    /// <inheritdoc/>
    public long Size => engine.Size;

    /// <summary>Writes what is queued, gives up the jobs that are still owned, and closes the store.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref closed, 1) == 1)
        {
            return;
        }

        GC.SuppressFinalize(this);
        await StopListeningAsync().ConfigureAwait(false);
        await keeper.DisposeAsync().ConfigureAwait(false);
        writer.EndSoon();
        foreach (var ownership in keeper.All())
        {
            await ownership.DisposeAsync().ConfigureAwait(false);
            ownership.Lose();
        }

        await writer.DisposeAsync().ConfigureAwait(false);
        readers.Dispose();
    }

    /// <summary>Ends what the engine's store does beside the contract.</summary>
    private protected virtual ValueTask StopListeningAsync() => ValueTask.CompletedTask;
}
