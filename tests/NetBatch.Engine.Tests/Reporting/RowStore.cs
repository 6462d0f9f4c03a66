using System.Runtime.CompilerServices;
using System.Text.Json;

namespace NetBatch.Engine.Tests.Reporting;

/// <summary>A store that has rows and nothing else.</summary>
internal sealed class RowStore(IReadOnlyList<RowChunk> chunks) : IJobStore
{
    public string Location => "memory";

    public ITargetStore Targets => throw new NotSupportedException();

    public IApprovalStore Approvals => throw new NotSupportedException();

    public IScheduleStore Schedules => throw new NotSupportedException();

    public INoticeStore Notices => throw new NotSupportedException();

    public Task<IReadOnlyList<JobLink>> ReadLinksAsync(string jobId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IDefinitionStore Definitions => throw new NotSupportedException();

    public async IAsyncEnumerable<RowChunk> ReadRowsAsync(RowFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var chunk in chunks)
        {
            // A store makes sets anew at each reading.
            yield return chunk with { Set = chunk.Set with { }, Content = filter.SetsOnly ? default : chunk.Content };
        }
    }

    public ValueTask DisposeAsync() => default;

    public Task<BatchJob> CreateAsync(JobSpec spec, JobPlan plan, Actor who, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<BatchJob?> FindAsync(string jobId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<BatchJob> ListAsync(JobFilter filter, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<JobSpec> ReadSpecAsync(string jobId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<BatchStatus>> ReadBatchesAsync(string jobId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<TargetRun> ReadRunsAsync(string jobId, RunFilter filter, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<JsonElement?> ReadTargetArgsAsync(string jobId, int number, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<RunDocument> ReadDocumentsAsync(DocumentFilter filter, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<AttemptRecord> ReadAttemptsAsync(string jobId, int? number, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<StepResult> ReadResultsAsync(ResultFilter filter, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<JobRecord> ReadHistoryAsync(string jobId, long after, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ChangeMark> MarkAsync(string jobId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task WaitForChangeAsync(string jobId, ChangeMark mark, TimeSpan most, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task RequestAsync(string jobId, JobRequestKind kind, Actor who, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IJobOwnership?> TakeAsync(string jobId, Actor who, bool evenWithOpenChanges, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task RemoveAsync(string jobId, CancellationToken cancellationToken) => throw new NotSupportedException();
}
