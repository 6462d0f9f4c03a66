using System.Buffers;
using System.Globalization;
using System.Text;

namespace NetBatch;

/// <summary>A row for each device and command (RFC 4180, UTF-8, line ends LF within and behind a row).</summary>
internal static class CsvExport
{
    private const int Buffer = 64 * 1024;

    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    public static async Task WriteAsync(ExportSource source, Stream stream, bool raw, CancellationToken cancellationToken)
    {
        var text = new StreamWriter(stream, new UTF8Encoding(false), Buffer, leaveOpen: true) { NewLine = "\n" };
        await using var closing = text.ConfigureAwait(false);
        text.Write("JobId,Job,Batch,Number,Device,Command,Success,Error,Message,StartedAt,Seconds,Attempt,Output,Warning\n");
        await foreach (var (job, page) in source.StoredResults().ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (var result in page)
            {
                Row(text, job, source.Clean(result), raw ? cell => cell : SpreadsheetText.Of);
            }
        }
    }

    private static void Row(StreamWriter text, BatchJob job, StepResult result, Func<string, string> shown)
    {
        text.Write(result.JobId);
        Field(text, shown(job.Name));
        Number(text, result.Batch);
        Number(text, result.Number);
        Field(text, shown(result.Name));
        Field(text, shown(result.Command));
        text.Write(result.Success ? ",True" : ",False");
        Field(text, result.Error is { } error ? error.Code.ToString() : "");
        Field(text, shown(result.Error?.Message ?? ""));
        text.Write(',');
        Span<char> time = stackalloc char[40];
        result.StartedAt.TryFormat(time, out var length, "O", CultureInfo.InvariantCulture);
        text.Write(time[..length]);
        text.Write(',');
        result.Duration.TotalSeconds.TryFormat(time, out length, "0.000", CultureInfo.InvariantCulture);
        text.Write(time[..length]);
        Number(text, result.Attempt);
        Field(text, shown(result.Output ?? ""));
        Field(text, shown(result.Warning ?? ""));
        text.Write('\n');
    }

    private static void Number(StreamWriter text, int number)
    {
        Span<char> digits = stackalloc char[12];
        number.TryFormat(digits, out var length, provider: CultureInfo.InvariantCulture);
        text.Write(',');
        text.Write(digits[..length]);
    }

    /// <summary>A comma and a field; quoted where it holds what would end it, or white space at an end that readers drop.</summary>
    private static void Field(StreamWriter text, string value)
    {
        text.Write(',');
        if (!value.AsSpan().ContainsAny(Special) && (value.Length == 0 || !(char.IsWhiteSpace(value[0]) || char.IsWhiteSpace(value[^1]))))
        {
            text.Write(value);
            return;
        }

        text.Write('"');
        var rest = value.AsSpan();
        for (int at; (at = rest.IndexOf('"')) >= 0; rest = rest[(at + 1)..])
        {
            text.Write(rest[..(at + 1)]);
            text.Write('"');
        }

        text.Write(rest);
        text.Write('"');
    }
}
