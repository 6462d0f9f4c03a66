using System.Runtime.CompilerServices;

namespace NetBatch;

/// <summary>What is exported, without secrets unless a person asked for them.</summary>
internal sealed class ExportSource(IJobStore store, IReadOnlyList<BatchJob> jobs, bool includeSecret, DateTimeOffset now)
{
    public IReadOnlyList<BatchJob> Jobs { get; } = includeSecret
        ? jobs
        : [.. jobs.Select(job => job.Message is { } message ? job with { Message = SecretRedactor.Redact(message) } : job)];

    /// <summary>When the export was made.</summary>
    public DateTimeOffset Now => now;

    public bool IncludesSecrets => includeSecret;

    public string Clean(string text) => includeSecret ? text : SecretRedactor.Redact(text);

    public Task<JobSpec> SpecAsync(BatchJob job, CancellationToken cancellationToken) => store.ReadSpecAsync(job.Id, cancellationToken);

    public Task<IReadOnlyList<BatchStatus>> BatchesAsync(BatchJob job, CancellationToken cancellationToken) =>
        store.ReadBatchesAsync(job.Id, cancellationToken);

    public async IAsyncEnumerable<BatchEvent> EventsAsync(BatchJob job, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var one in store.ReadEventsAsync(new EventFilter { JobIds = [job.Id] }, cancellationToken).ConfigureAwait(false))
        {
            yield return one with { Text = Clean(one.Text) };
        }
    }

    /// <summary>Devices in the order of the plan.</summary>
    public async IAsyncEnumerable<BatchOperation> OperationsAsync(BatchJob job, bool eachAttempt,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var one in BatchOperations.ReadAsync(store, job, new RunFilter(), eachAttempt, cancellationToken)
            .ConfigureAwait(false))
        {
            yield return one with { Error = Clean(one.Error) };
        }
    }

    /// <summary>Results in the order of commit, and a record for each device that failed outside of its steps.</summary>
    public async IAsyncEnumerable<StepResult> ResultsAsync(BatchJob job, bool allAttempts,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = new ResultFilter { JobId = job.Id, AllAttempts = allAttempts };
        await foreach (var result in ResultRecords.ReadAsync(store, filter, cancellationToken).ConfigureAwait(false))
        {
            yield return Clean(result);
        }
    }

    /// <summary>The results of every job's last attempts, job after job, read ahead; <see cref="Clean(StepResult)"/> is the reader's to
    /// call.</summary>
    public ResultPages StoredResults() => new(store, Jobs);

    /// <summary>The rows of each target's last attempt.</summary>
    public IAsyncEnumerable<RowChunk> LastRowsAsync(BatchJob job, CancellationToken cancellationToken) =>
        store.ReadRowsAsync(new RowFilter { JobId = job.Id }, cancellationToken);

    /// <summary>The rows of every attempt, attempt by attempt, pieces of one step one after the other.</summary>
    public async IAsyncEnumerable<RowChunk> RowsAsync(BatchJob job, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var most = 0;
        await foreach (var run in store.ReadRunsAsync(job.Id, new RunFilter(), cancellationToken).ConfigureAwait(false))
        {
            most = Math.Max(most, run.Attempts);
        }

        for (var attempt = 1; attempt <= most; attempt++)
        {
            await foreach (var chunk in store.ReadRowsAsync(new RowFilter { JobId = job.Id, Attempt = attempt }, cancellationToken)
                .ConfigureAwait(false))
            {
                yield return chunk;
            }
        }
    }

    /// <summary>What each target kept last: configs, rollbacks, diffs.</summary>
    public IAsyncEnumerable<RunDocument> DocumentsAsync(BatchJob job, CancellationToken cancellationToken) =>
        store.ReadDocumentsAsync(new DocumentFilter { JobId = job.Id }, cancellationToken);

    /// <summary>The results of one device's last attempt, in order.</summary>
    public async IAsyncEnumerable<StepResult> ResultsAsync(BatchOperation device,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (device.Attempts == 0)
        {
            yield break;
        }

        var filter = new ResultFilter { JobId = device.JobId, Numbers = [device.Number] };
        await foreach (var result in store.ReadResultsAsync(filter, cancellationToken).ConfigureAwait(false))
        {
            yield return Clean(result);
        }
    }

    /// <summary>A result without secrets, unless they were asked for.</summary>
    public StepResult Clean(StepResult result)
    {
        if (includeSecret)
        {
            return result;
        }

        var (command, output) = (SecretRedactor.Redact(result.Command), SecretRedactor.Redact(result.Output ?? ""));
        return ReferenceEquals(command, result.Command) && ReferenceEquals(output, result.Output) && result.Error is null
            && result.ParseError is null
            ? result
            : result with { Command = command, Output = output, Error = Clean(result.Error),
                ParseError = result.ParseError is { } reason ? SecretRedactor.Redact(reason) : null };
    }

    private RunError? Clean(RunError? error) =>
        includeSecret || error is null ? error : error with { Message = SecretRedactor.Redact(error.Message) };
}
