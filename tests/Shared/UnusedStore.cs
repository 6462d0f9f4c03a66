using System.Text.Json;

namespace NetBatch.Testing;

/// <summary>A store of which a test uses only what it overrides.</summary>
internal abstract class UnusedStore : IJobStore
{
    public virtual ITargetStore Targets => throw new NotSupportedException();

    public virtual IDefinitionStore Definitions => throw new NotSupportedException();

    public virtual IApprovalStore Approvals => throw new NotSupportedException();

    public virtual IScheduleStore Schedules => throw new NotSupportedException();

    public virtual IConfigArchive Configs => throw new NotSupportedException();

    public virtual INoticeStore Notices => throw new NotSupportedException();

    public virtual IClusterStore Cluster => throw new NotSupportedException();

    public virtual Task<IReadOnlyList<JobLink>> ReadLinksAsync(string jobId, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public virtual IAsyncEnumerable<RowChunk> ReadRowsAsync(RowFilter filter, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public virtual IAsyncEnumerable<RunDocument> ReadDocumentsAsync(DocumentFilter filter, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public virtual Task<int> ReadMaxSessionsAsync(CancellationToken cancellationToken) => Task.FromResult(100);

    public virtual Task SetMaxSessionsAsync(int sessions, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task<BatchJob> CreateAsync(JobSpec spec, JobPlan plan, Requester who, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public virtual IAsyncEnumerable<BatchJob> ListAsync(JobFilter filter, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public virtual IAsyncEnumerable<AttemptRecord> ReadAttemptsAsync(string jobId, int? number, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public virtual IAsyncEnumerable<StepResult> ReadResultsAsync(ResultFilter filter, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public virtual IAsyncEnumerable<JobRecord> ReadHistoryAsync(string jobId, long after, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public virtual Task<ChangeMark> MarkAsync(string jobId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task WaitForChangeAsync(string jobId, ChangeMark mark, TimeSpan most, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public virtual Task RequestAsync(string jobId, JobRequestKind kind, Requester who, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public virtual Task<IJobOwnership?> TakeAsync(string jobId, Requester who, bool evenWithOpenChanges, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public virtual Task RemoveAsync(string jobId, Requester who, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task<IReadOnlyList<string>> RemoveAllAsync(IReadOnlyList<string> jobIds, Requester who,
        CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual long Size => throw new NotSupportedException();

    public virtual Task<int> CountAsync(JobFilter filter, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual IAsyncEnumerable<BatchEvent> ReadEventsAsync(EventFilter filter, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public virtual Task<JobMeasure> MeasureAsync(JobFilter filter, int top, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public string Location => "memory";

    public virtual Task<BatchJob?> FindAsync(string jobId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task<JobSpec> ReadSpecAsync(string jobId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task<IReadOnlyList<BatchStatus>> ReadBatchesAsync(string jobId, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public virtual IAsyncEnumerable<TargetRun> ReadRunsAsync(string jobId, RunFilter filter, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public virtual Task<JsonElement?> ReadTargetArgsAsync(string jobId, int number, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
