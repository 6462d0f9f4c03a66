using NetBatch.Data.Loading;

namespace NetBatch.Data.Workflows;

/// <summary>Where a query's rows go: into the store, or straight into a file.</summary>
/// <param name="step">Keeps rows in the store.</param>
/// <param name="folder">The file's folder; null: there is none.</param>
/// <param name="instance">Whose rows they are.</param>
internal sealed class RowSink(IStepRecorder step, string? folder, string instance) : IAsyncDisposable
{
    private readonly string? path = folder is null ? null : Path.Combine(folder, $"{FileName.Of(instance)}.csv");
    private CsvFile? file;

    /// <summary>Where the rows are, behind their number.</summary>
    public string Where => path is null ? "" : $" in {path}";

    public async ValueTask BeginAsync(RowSet set, CancellationToken cancellationToken)
    {
        if (path is null)
        {
            await step.BeginRowsAsync(set, cancellationToken).ConfigureAwait(false);
            return;
        }

        file = new CsvFile(path, set.Columns, replace: false);
    }

    public ValueTask WriteAsync(object?[] row, CancellationToken cancellationToken)
    {
        if (file is null)
        {
            return step.WriteRowAsync(row, cancellationToken);
        }

        file.Write(row);
        return default;
    }

    /// <summary>No row is missing, and what the query did holds: the file gets its name.</summary>
    public Task CompleteAsync() => file?.CompleteAsync() ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => file?.DisposeAsync() ?? default;
}
