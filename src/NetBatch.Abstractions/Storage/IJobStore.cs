using System.Text.Json;

namespace NetBatch;

/// <summary>
/// Keeps jobs. Any process may read while others run jobs. What was shown to a user is already in it.
/// Reads see committed state only and never block the writer.
/// </summary>
public interface IJobStore : IAsyncDisposable
{
    /// <summary>Where it is, for messages: a file's path.</summary>
    string Location { get; }

    /// <summary>Keeps a new job, its plan and its targets, in one transaction; the job is Pending.</summary>
    /// <param name="spec">What it is.</param>
    /// <param name="plan">Its batches.</param>
    /// <param name="who">Who made it.</param>
    /// <param name="cancellationToken">Stops waiting; the job may have been made all the same.</param>
    Task<BatchJob> CreateAsync(JobSpec spec, JobPlan plan, Requester who, CancellationToken cancellationToken);

    /// <summary>One job, or null.</summary>
    Task<BatchJob?> FindAsync(string jobId, CancellationToken cancellationToken);

    /// <summary>Jobs, newest first.</summary>
    IAsyncEnumerable<BatchJob> ListAsync(JobFilter filter, CancellationToken cancellationToken);

    /// <summary>How many jobs a filter finds in all, whatever it leaves out or limits to.</summary>
    Task<int> CountAsync(JobFilter filter, CancellationToken cancellationToken);

    /// <summary>Who did what, in order: over all jobs or some, removed ones included.</summary>
    IAsyncEnumerable<BatchEvent> ReadEventsAsync(EventFilter filter, CancellationToken cancellationToken);

    /// <summary>Figures over the jobs that a filter finds.</summary>
    /// <param name="filter">Which jobs; its Since and Before are the window.</param>
    /// <param name="top">How many devices the lists of slow and flaky ones hold at most.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<JobMeasure> MeasureAsync(JobFilter filter, int top, CancellationToken cancellationToken);

    /// <summary>A job's spec without its targets.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.JobNotFound"/>.</exception>
    Task<JobSpec> ReadSpecAsync(string jobId, CancellationToken cancellationToken);

    /// <summary>A job's batches with their counts, in order.</summary>
    Task<IReadOnlyList<BatchStatus>> ReadBatchesAsync(string jobId, CancellationToken cancellationToken);

    /// <summary>A job's targets in the order of the plan.</summary>
    IAsyncEnumerable<TargetRun> ReadRunsAsync(string jobId, RunFilter filter, CancellationToken cancellationToken);

    /// <summary>A target's own arguments as <see cref="JobSpec.TargetArgs"/> had them, or null where it has none.</summary>
    Task<JsonElement?> ReadTargetArgsAsync(string jobId, int number, CancellationToken cancellationToken);

    /// <summary>Rows of steps, piece by piece, in the order of the plan and, within a target, of the steps.</summary>
    IAsyncEnumerable<RowChunk> ReadRowsAsync(RowFilter filter, CancellationToken cancellationToken);

    /// <summary>Documents of runs in the order of the plan, the last attempt's that has one; contents one at a time.</summary>
    IAsyncEnumerable<RunDocument> ReadDocumentsAsync(DocumentFilter filter, CancellationToken cancellationToken);

    /// <summary>Every attempt at a job's targets, in the order of start.</summary>
    IAsyncEnumerable<AttemptRecord> ReadAttemptsAsync(string jobId, int? number, CancellationToken cancellationToken);

    /// <summary>Results in the order of commit, each target's last attempt only unless the filter says more.</summary>
    IAsyncEnumerable<StepResult> ReadResultsAsync(ResultFilter filter, CancellationToken cancellationToken);

    /// <summary>Who asked what and what the job did, in order.</summary>
    IAsyncEnumerable<JobRecord> ReadHistoryAsync(string jobId, long after, CancellationToken cancellationToken);

    /// <summary>
    /// A mark that changes with the job: take it, read, and wait with it, and no change is missed.
    /// </summary>
    Task<ChangeMark> MarkAsync(string jobId, CancellationToken cancellationToken);

    /// <summary>Returns when the job has changed since the mark: at once after a commit of this process, within 250 ms after one of
    /// another; or when <paramref name="most"/> has passed.</summary>
    Task WaitForChangeAsync(string jobId, ChangeMark mark, TimeSpan most, CancellationToken cancellationToken);

    /// <summary>Leaves a request for the job's owner; also kept where nobody owns the job.</summary>
    Task RequestAsync(string jobId, JobRequestKind kind, Requester who, CancellationToken cancellationToken);

    /// <summary>
    /// Makes this process the job's owner under a raised epoch. Null while another live process owns it: on this host
    /// a dead owner frees it at once, elsewhere a lease that was watched for 10 s without renewal.
    /// </summary>
    /// <param name="jobId">The job.</param>
    /// <param name="who">Who takes it.</param>
    /// <param name="evenWithOpenChanges">Take it from another host although changes are open there: a person said so.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IJobOwnership?> TakeAsync(string jobId, Requester who, bool evenWithOpenChanges, CancellationToken cancellationToken);

    /// <summary>Forgets a job that nobody owns: plan, runs, results, outputs. What remains is one event: who removed it.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.JobNotFound"/>, <see cref="ErrorCode.JobOwned"/>.</exception>
    Task RemoveAsync(string jobId, Requester who, CancellationToken cancellationToken);

    /// <summary>Forgets many jobs at once; those that are owned, or gone already, are passed over. Gives the ids of the others.</summary>
    Task<IReadOnlyList<string>> RemoveAllAsync(IReadOnlyList<string> jobIds, Requester who, CancellationToken cancellationToken);

    /// <summary>How many sessions all jobs of the store together may have at once, for this process: 100 unless it was set.</summary>
    Task<int> ReadMaxSessionsAsync(CancellationToken cancellationToken);

    /// <summary>Sets how many sessions all jobs together may have at once; every process holds to it from its next reservation
    /// on.</summary>
    /// <param name="sessions">1 to 10,000.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: no such number.</exception>
    Task SetMaxSessionsAsync(int sessions, CancellationToken cancellationToken);

    /// <summary>How many bytes the store takes on its disk.</summary>
    long Size { get; }

    /// <summary>The inventory that is kept beside the jobs.</summary>
    ITargetStore Targets { get; }

    /// <summary>What people define once and use again.</summary>
    IDefinitionStore Definitions { get; }

    /// <summary>What other persons have approved, and who shares the store.</summary>
    IApprovalStore Approvals { get; }

    /// <summary>What schedules have started.</summary>
    IScheduleStore Schedules { get; }

    /// <summary>The configurations of devices, version by version.</summary>
    IConfigArchive Configs { get; }

    /// <summary>Notifications that are to be sent.</summary>
    INoticeStore Notices { get; }

    /// <summary>Who runs the store's jobs, where it is not who makes them.</summary>
    IClusterStore Cluster { get; }

    /// <summary>Every dependency among the jobs that a job is in a chain with, before and after it; empty where it depends on none and none
    /// on it.</summary>
    Task<IReadOnlyList<JobLink>> ReadLinksAsync(string jobId, CancellationToken cancellationToken);
}

/// <summary>A process's right to run a job. Every write carries its epoch; once lost, nothing more is written.</summary>
public interface IJobOwnership : IAsyncDisposable
{
    /// <summary>The job.</summary>
    string JobId { get; }

    /// <summary>This owner's epoch.</summary>
    long Epoch { get; }

    /// <summary>Cancelled when the job was lost to another owner, or the lease could not be renewed for its whole length.</summary>
    CancellationToken Lost { get; }

    /// <summary>Children of the previous owner that may still live on this host, for the successor to end before it connects.</summary>
    IReadOnlyList<ChildProcess> Orphans { get; }

    /// <summary>Numbers of the targets whose Change was begun under an earlier owner and never ended.</summary>
    IReadOnlyList<int> OpenChanges { get; }

    /// <summary>Orders of an earlier owner that workers may be going on with: their targets are in flight still.</summary>
    IReadOnlyList<AdoptedOrder> Adopted { get; }

    /// <summary>
    /// Writes in the order of calls, with other writes in one transaction. The task ends when it is durable:
    /// within 50 ms, and at once for intents, children and ends.
    /// </summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.LeaseLost"/>: nothing was written; <see cref="ErrorCode.StoreUnusable"/>:
    /// the disk is full or the like.</exception>
    Task WriteAsync(JobEvent what);

    /// <summary>
    /// Ends at once when the lease was renewed within its length less one turn of renewal, by the own monotonic clock,
    /// which goes on while a process is suspended; else renews it first. What is sent right after it is sent by the owner.
    /// </summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.LeaseLost"/>: another process owns the job.</exception>
    ValueTask ConfirmAsync(CancellationToken cancellationToken);

    /// <summary>Takes the requests that have come since the last call, oldest first.</summary>
    Task<IReadOnlyList<JobRequest>> TakeRequestsAsync(CancellationToken cancellationToken);

    /// <summary>Reserves sessions of the store's MaxSessions for this job; false where they are not free. Freed with the
    /// ownership.</summary>
    Task<bool> ReserveSessionsAsync(int sessions, int priority, CancellationToken cancellationToken);

    /// <summary>Locks a device, by each of its keys, for a target of this job. Reentrant for the same job and target.</summary>
    /// <returns>Null; or the first key that another has, and then nothing was locked.</returns>
    Task<string?> LockAsync(IReadOnlyList<string> keys, int number, CancellationToken cancellationToken);

    /// <summary>Frees a target's locks.</summary>
    Task UnlockAsync(int number, CancellationToken cancellationToken);

    /// <summary>Gives the job up in an orderly way: waits for what was written, then frees lease, sessions and locks (OutcomeUnknown keeps
    /// its lock).</summary>
    Task ReleaseAsync(CancellationToken cancellationToken);
}

/// <summary>The inventory: what jobs can be made of.</summary>
public interface ITargetStore
{
    /// <summary>Adds targets, or replaces those of the same kind and name, all or none.</summary>
    Task SaveAsync(IReadOnlyList<Target> targets, CancellationToken cancellationToken);

    /// <summary>Targets by name (wildcards <c>*</c> and <c>?</c>, any case), sorted by name; all where no name is given.</summary>
    IAsyncEnumerable<Target> ReadAsync(string kind, IReadOnlyList<string> names, CancellationToken cancellationToken);

    /// <summary>What of the inventory the own account has approved; null: nobody else can write the store.</summary>
    IContentApproval? Approval => null;

    /// <summary>Forgets a target; false where there was none.</summary>
    Task<bool> RemoveAsync(string kind, string name, CancellationToken cancellationToken);
}
