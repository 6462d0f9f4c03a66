using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace NetBatch.Store.Sqlite;

/// <summary>
/// The embedded store: one SQLite file on a local disk, for all processes of a user. One thread writes, many readers
/// read, and neither waits for the other.
/// </summary>
/// <remarks>
/// Methods that read are done when they return; SQLite has no waiting that could be given back. Lists are read page by
/// page and may be left at any place. The tables are described with the schema; they are no public interface.
/// </remarks>
public sealed class SqliteJobStore : IJobStore
{
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

    private SqliteJobStore(SqliteStoreOptions options, string path, Database database, string? group)
    {
        var me = options.Identity ?? ProcessIdentity.Current();
        context = new StoreContext(path, options.Time, me, new LeaseJudge(options.Time, options.LeaseLength, me.Host), options.MaxSessions);
        var fileWatch = new StoreWatch(path);
        fileWatch.Problem();
        readers = new ReaderPool(path, fileWatch);
        writer = new StoreWriter(database, path, signals, new WritePatience(() => keeper!.All().Length > 0, context.Judge.BeginAnew),
            fileWatch, options.Time);
        keeper = new LeaseKeeper(writer, options.Time, options.LeaseLength, options.RenewEvery);
        creation = new JobCreation(options.Time, options.Ids, me);
        jobs = new JobReader(context, readers);
        runs = new RunReader(readers);
        results = new ResultReader(readers);
        events = new EventReader(readers);
        measures = new MeasureReader(readers, jobs);
        var isOpen = StoreSharing.OthersCanWrite(path);
        watch = new ChangeWatch(readers, signals, options.Time);
        contents = new ContentReader(readers);
        Approvals = new ApprovalTable(context, writer, readers, group);
        Targets = new TargetTable(writer, readers, OfOthersToo);
        Definitions = new DefinitionTable(writer, readers, options.Time, OfOthersToo);

        IContentApproval? OfOthersToo() => Approvals.Group is not null || isOpen ? options.Approval : null;
        Schedules = new ScheduleTable(context, writer, readers);
        Notices = new NoticeTable(context, writer, readers, options.Account);
        Configs = new ConfigVersionTable(writer, readers);
    }

    /// <inheritdoc/>
    public string Location => context.Path;

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
    /// <remarks>Names that differ only in case are one name.</remarks>
    public IConfigArchive Configs { get; }

    /// <inheritdoc/>
    public Task<IReadOnlyList<JobLink>> ReadLinksAsync(string jobId, CancellationToken cancellationToken) =>
        Task.FromResult(jobs.ReadLinks(jobId));

    /// <summary>Opens a store, makes it where it is missing (file 0600, folder 0700, unless it is shared with a group), and brings older
    /// tables to this version.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.StoreUnusable"/>: no local disk, no permission, damaged or not ours;
    /// <see cref="ErrorCode.StoreNewer"/>: written by a newer version.</exception>
    public static Task<SqliteJobStore> OpenAsync(SqliteStoreOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxSessions ?? 1, 1);
        cancellationToken.ThrowIfCancellationRequested();
        var path = Path.GetFullPath(options.Path ?? StorePath.Default());
        var mode = StoreFile.Prepare(path, options.FileSystemOf);
        Database? database = null;
        try
        {
            database = Database.Open(path, readOnly: false);
            StoreSchema.Migrate(database, path, options.Migrations);
            CrashCheck.Run(database, path, (options.Identity ?? ProcessIdentity.Current()).Host);
            var group = StoreSharing.Settle(database, path);
            return Task.FromResult(new SqliteJobStore(options, path, database, group));
        }
        catch (Exception problem)
        {
            database?.Dispose();
            StoreFile.Restore(path, mode);
            if (problem is SqliteException sqlite && sqlite.IsUnusable())
            {
                throw StoreErrors.Unusable(path, sqlite);
            }

            throw;
        }
    }

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
    public async Task<BatchJob> CreateAsync(JobSpec spec, JobPlan plan, Actor who, CancellationToken cancellationToken)
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
    public Task RequestAsync(string jobId, JobRequestKind kind, Actor who, CancellationToken cancellationToken)
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
    public async Task<IJobOwnership?> TakeAsync(string jobId, Actor who, bool evenWithOpenChanges, CancellationToken cancellationToken)
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
    public Task RemoveAsync(string jobId, Actor who, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(who);
        return new JobRemoval(context, writer).RemoveAsync([jobId], who, strict: true, cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>As <see cref="RemoveAsync"/>; the jobs are gone together, in one transaction.</remarks>
    public Task<IReadOnlyList<string>> RemoveAllAsync(IReadOnlyList<string> jobIds, Actor who, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(who);
        return new JobRemoval(context, writer).RemoveAsync(jobIds, who, strict: false, cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>The file and the log beside it.</remarks>
    public long Size => new[] { context.Path, context.Path + "-wal" }.Select(path => new FileInfo(path)).Where(file => file.Exists)
        .Sum(file => file.Length);

    /// <summary>Writes a consistent copy of the whole store (VACUUM INTO), for its user alone, while jobs may run.</summary>
    /// <param name="path">The new file.</param>
    /// <param name="cancellationToken">Checked before the copying, which cannot be cut.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.StoreUnusable"/>: the file exists or cannot be written.</exception>
    public Task CopyToAsync(string path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        StoreCopy.Write(context.Path, Path.GetFullPath(path));
        return Task.CompletedTask;
    }

    /// <summary>Keeps the file from growing beyond so many pages: what a full disk does, for tests.</summary>
    internal Task LimitPagesAsync(int pages) => writer.WriteAsync(scope => scope.Database.Number($"PRAGMA max_page_count = {pages}"));

    /// <summary>Writes what is queued, gives up the jobs that are still owned, and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref closed, 1) == 1)
        {
            return;
        }

        await keeper.DisposeAsync().ConfigureAwait(false);
        foreach (var ownership in keeper.All())
        {
            await ownership.DisposeAsync().ConfigureAwait(false);
            ownership.Lose();
        }

        await writer.DisposeAsync().ConfigureAwait(false);
        readers.Dispose();
    }
}
