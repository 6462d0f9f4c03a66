using CsvHelper;

namespace NetBatch.Data.Loading;

/// <summary>A CSV file (RFC 4180, UTF-8) that is put in place when it is whole. A field is empty where there is no value, and an empty
/// text is in quotes.</summary>
internal sealed class CsvFile : IAsyncDisposable
{
    private const int BufferSize = 1 << 16;

    private readonly string path;
    private readonly bool replace;
    private readonly StreamWriter text;
    private readonly CsvWriter csv;
    private bool isWhole;

    /// <param name="path">The file.</param>
    /// <param name="columns">Its header.</param>
    /// <param name="replace">Whether one that is there gives way.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.WorkFailed"/>: it cannot be written, or is there already.</exception>
    public CsvFile(string path, IEnumerable<RowColumn> columns, bool replace)
    {
        (this.path, this.replace) = (path, replace);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            if (!replace && File.Exists(path))
            {
                throw new IOException("It exists.");
            }

            text = new StreamWriter(path + ".part", append: false, new System.Text.UTF8Encoding(false), BufferSize);
        }
        catch (Exception problem) when (IsOfFile(problem))
        {
            throw NotWritten(problem);
        }

        csv = CsvWriter.Create(text, CsvWriterOptions.Default with { NewLine = "\n" }, leaveOpen: true);
        csv.WriteHeader([.. columns.Select(column => column.Name)]);
    }

    /// <exception cref="NetBatchException"><see cref="ErrorCode.WorkFailed"/>: it cannot be written on.</exception>
    public void Write(object?[] line)
    {
        try
        {
            foreach (var value in line)
            {
                csv.WriteField(value is null ? null : ValueText.Of(value), value is "" ? CsvQuoting.Always : CsvQuoting.WhenNeeded);
            }

            csv.EndRecord();
        }
        catch (Exception problem) when (IsOfFile(problem))
        {
            throw NotWritten(problem);
        }
    }

    /// <summary>Puts it in place: nothing is missing. Without it the file goes when this is disposed.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.WorkFailed"/>: it cannot be written, or another took its place.</exception>
    public async Task CompleteAsync()
    {
        try
        {
            await csv.DisposeAsync().ConfigureAwait(false);
            await text.DisposeAsync().ConfigureAwait(false);
            File.Move(path + ".part", path, replace);
            isWhole = true;
        }
        catch (Exception problem) when (IsOfFile(problem))
        {
            throw NotWritten(problem);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (isWhole)
        {
            return;
        }

        try
        {
            await csv.DisposeAsync().ConfigureAwait(false);
            await text.DisposeAsync().ConfigureAwait(false);
        }
        catch (IOException)
        {
            // A disk that is full has been told of; what there is of the file goes.
        }

        File.Delete(path + ".part");
    }

    private static bool IsOfFile(Exception problem) => problem is IOException or UnauthorizedAccessException or ArgumentException;

    private NetBatchException NotWritten(Exception problem) =>
        new(ErrorCode.WorkFailed, $"The file '{path}' cannot be written: {problem.Message}", inner: problem);
}
