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
    public static async Task<long> WriteAsync(string folder, GeneratedTable table, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var path = PathOf(folder, table.Facts.Name);
        var unfinished = path + ".part";
        long count = 0;
        try
        {
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

            File.Move(unfinished, path, overwrite: true);
            return count;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new NetBatchException(ErrorCode.WorkFailed, $"The file '{path}' cannot be written: {problem.Message}", inner: problem);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

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
