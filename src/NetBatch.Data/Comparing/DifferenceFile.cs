using CsvHelper;

namespace NetBatch.Data.Comparing;

/// <summary>A CSV file (RFC 4180, UTF-8) of every difference that a comparison finds; put in place when it is whole.</summary>
internal sealed class DifferenceFile : IAsyncDisposable
{
    private readonly string path;
    private readonly StreamWriter text;
    private readonly CsvWriter csv;

    /// <exception cref="NetBatchException"><see cref="ErrorCode.WorkFailed"/>: it cannot be written.</exception>
    public DifferenceFile(string path)
    {
        this.path = path;
        try
        {
            text = new StreamWriter(path + ".part", append: false, new System.Text.UTF8Encoding(false));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new NetBatchException(ErrorCode.WorkFailed, $"The file '{path}' cannot be written: {problem.Message}", inner: problem);
        }

        csv = CsvWriter.Create(text, CsvWriterOptions.Default with { NewLine = "\n" }, leaveOpen: true);
        csv.WriteHeader([.. RowDifferences.Columns.Select(column => column.Name)]);
    }

    public void Write(object?[] line)
    {
        foreach (var value in line)
        {
            csv.WriteField((string?)value ?? "");
        }

        csv.EndRecord();
    }

    public async ValueTask DisposeAsync()
    {
        await csv.DisposeAsync().ConfigureAwait(false);
        await text.DisposeAsync().ConfigureAwait(false);
        File.Move(path + ".part", path, overwrite: true);
    }
}
