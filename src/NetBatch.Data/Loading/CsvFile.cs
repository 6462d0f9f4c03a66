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
            if (!replace && File.Exists(path))
            {
                throw new IOException("It exists.");
            }

            text = new StreamWriter(path + ".part", append: false, new System.Text.UTF8Encoding(false), BufferSize);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new NetBatchException(ErrorCode.WorkFailed, $"The file '{path}' cannot be written: {problem.Message}", inner: problem);
        }

        csv = CsvWriter.Create(text, CsvWriterOptions.Default with { NewLine = "\n" }, leaveOpen: true);
        csv.WriteHeader([.. columns.Select(column => column.Name)]);
    }

    public void Write(object?[] line)
    {
        foreach (var value in line)
        {
            csv.WriteField(value is null ? null : ValueText.Of(value), value is "" ? CsvQuoting.Always : CsvQuoting.WhenNeeded);
        }

        csv.EndRecord();
    }

    /// <summary>Says that nothing is missing; without it the file goes when this is disposed.</summary>
    public void Complete() => isWhole = true;

    public async ValueTask DisposeAsync()
    {
        await csv.DisposeAsync().ConfigureAwait(false);
        await text.DisposeAsync().ConfigureAwait(false);
        if (isWhole)
        {
            File.Move(path + ".part", path, replace);
        }
        else
        {
            File.Delete(path + ".part");
        }
    }
}
