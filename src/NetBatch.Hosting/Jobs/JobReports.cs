using NetBatch.Platforms;

namespace NetBatch.Hosting;

/// <summary>Looks back at the jobs of a store: what was done, how it ended, what differs.</summary>
public sealed class JobReports
{
    private readonly IJobStore store;
    private readonly PlatformCatalog platforms;
    private readonly TimeProvider time;

    /// <param name="store">Where jobs are kept.</param>
    /// <param name="platforms">What their devices print.</param>
    /// <param name="time">The clock.</param>
    internal JobReports(IJobStore store, PlatformCatalog platforms, TimeProvider time)
    {
        this.store = store;
        this.platforms = platforms;
        this.time = time;
    }

    /// <inheritdoc cref="BatchOperations.ReadAsync"/>
    public IAsyncEnumerable<BatchOperation> OperationsAsync(BatchJob job, RunFilter filter, bool eachAttempt,
        CancellationToken cancellationToken) =>
        BatchOperations.ReadAsync(store, job, filter, eachAttempt, cancellationToken);

    /// <inheritdoc cref="ResultRecords.ReadAsync"/>
    public IAsyncEnumerable<StepResult> ResultsAsync(ResultFilter filter, CancellationToken cancellationToken) =>
        ResultRecords.ReadAsync(store, filter, cancellationToken);

    /// <inheritdoc cref="Transcripts.ReadAsync"/>
    public IAsyncEnumerable<TranscriptEntry> TranscriptsAsync(string jobId, IReadOnlyList<string> names, int? attempt,
        CancellationToken cancellationToken) =>
        Transcripts.ReadAsync(store, jobId, names, attempt, cancellationToken);

    /// <summary>Groups a job's results by command, platform and output.</summary>
    /// <param name="filter">Which results.</param>
    /// <param name="ignoreLines">
    /// Regular expressions, any case: lines that match one make no difference; null: <see cref="LineFilter.Usual"/>, and
    /// what changes by itself by the platform's file (<c>archive: drop:</c>).
    /// </param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: no regular expression.</exception>
    public Task<IReadOnlyList<OutputGroup>> GroupAsync(ResultFilter filter, IReadOnlyList<string>? ignoreLines,
        CancellationToken cancellationToken) => OutputGroups.GroupAsync(
        store, filter, name =>
            LineFilter.Of(ignoreLines, name is null || platforms.Resolve(name) is not { } own ? null
                : platforms.Archive(own).Dropped?.ToString()), cancellationToken);

    /// <inheritdoc cref="JobComparer.ReadAsync(IJobStore, string, string, IReadOnlyList{string}, CancellationToken)"/>
    public IAsyncEnumerable<JobComparison> CompareAsync(string before, string after, IReadOnlyList<string> ignoreLines,
        CancellationToken cancellationToken) =>
        JobComparer.ReadAsync(store, before, after, ignoreLines, cancellationToken);

    /// <inheritdoc cref="AggregatedRows.OpenAsync"/>
    public async Task<IAggregatedRows> AggregateAsync(RowFilter filter, bool partial, CancellationToken cancellationToken) =>
        await AggregatedRows.OpenAsync(store, filter, partial, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc cref="JobExporter.WriteAsync"/>
    public Task<ExportedFile> ExportAsync(IReadOnlyList<BatchJob> jobs, ExportOptions options, CancellationToken cancellationToken) =>
        new JobExporter(store, time).WriteAsync(jobs, options, cancellationToken);

    /// <inheritdoc cref="JobPicture.Lines"/>
    public static IReadOnlyList<PictureLine> Picture(
        JobStatus status, IReadOnlyList<TargetRun> failures, bool details, int width, int height) =>
        JobPicture.Lines(status, failures, details, width, height);
}
