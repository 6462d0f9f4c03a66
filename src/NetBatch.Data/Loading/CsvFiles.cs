using System.Globalization;
using CsvHelper;
using NetBatch.Data.Generating;

namespace NetBatch.Data.Loading;

/// <summary>Writes tables as CSV files (RFC 4180, UTF-8 without mark, LF); NULL is an empty field.</summary>
internal static class CsvFiles
{
    /// <summary>The provider of an instance that is a folder of CSV files.</summary>
    public const string Provider = "csv";

    private const int BufferSize = 1 << 16;

    public static string PathOf(string folder, string table) => Path.Combine(folder, $"{table}.csv");

    /// <summary>Writes a table under another name and puts it in place when it is whole.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.WorkFailed"/>: it cannot be written, or is there already and
    /// <paramref name="replace"/> is not given.</exception>
    public static async Task<long> WriteAsync(string folder, GeneratedTable table, bool replace, CancellationToken cancellationToken)
    {
        var path = PathOf(folder, table.Facts.Name);
        var unfinished = path + ".part";
        long count = 0;
        if (!replace && File.Exists(path))
        {
            throw Exists(path);
        }

        try
        {
            Directory.CreateDirectory(folder);
            var text = new StreamWriter(unfinished, append: false, new System.Text.UTF8Encoding(false), BufferSize);
            await using (text.ConfigureAwait(false))
            {
                var csv = CsvWriter.Create(text, CsvWriterOptions.Default with { NewLine = "\n" }, leaveOpen: true);
                await using (csv.ConfigureAwait(false))
                {
                    csv.WriteHeader([.. table.Facts.Columns.Select(column => column.Name)]);
                    foreach (var row in table.Rows)
                    {
                        cancellationToken.ThrowIfCancellationRequested();
                        foreach (var value in row)
                        {
                            csv.WriteField(Field(value));
                        }

                        await csv.EndRecordAsync(cancellationToken).ConfigureAwait(false);
                        count++;
                    }
                }
            }

            File.Move(unfinished, path, replace);
            return count;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new NetBatchException(ErrorCode.WorkFailed, $"The file '{path}' cannot be written: {problem.Message}", inner: problem);
        }
        finally
        {
            // Where there is no folder, that is the problem to tell and not that nothing can be deleted there.
            if (File.Exists(unfinished))
            {
                File.Delete(unfinished);
            }
        }
    }

    private static NetBatchException Exists(string path) =>
        new(ErrorCode.WorkFailed, $"The file '{path}' exists.", "Name another folder, or let its files be replaced (-Replace, --replace).");

    private static string Field(object? value) => value switch
    {
        null => "",
        string text => text,
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
