using System.Buffers;
using System.Globalization;
using System.Text;
using System.Threading.Channels;

namespace NetBatch;

/// <summary>A row for each device and command (RFC 4180, UTF-8, line ends LF within and behind a row).</summary>
internal static class CsvExport
{
    private const int Buffer = 64 * 1024;

    /// <summary>Pages that are read ahead, rows of a page, and characters of output with which one is full before: some MiB in all.</summary>
    private const int PagesAhead = 2;
    private const int PageRows = 200;
    private const int PageCharacters = 512 * 1024;

    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    public static async Task WriteAsync(ExportSource source, Stream stream, CancellationToken cancellationToken)
    {
        var text = new StreamWriter(stream, new UTF8Encoding(false), Buffer, leaveOpen: true) { NewLine = "\n" };
        await using var closing = text.ConfigureAwait(false);
        text.Write("JobId,Job,Batch,Number,Device,Command,Success,Error,Message,StartedAt,Seconds,Attempt,Output\n");
        // The store is read while rows are written: the one waits for the disk's pages, the other for nobody.
        var pages = Channel.CreateBounded<List<(BatchJob Job, StepResult Result)>>(new BoundedChannelOptions(PagesAhead) { SingleReader = true, SingleWriter = true });
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = ReadAsync(source, pages.Writer, end.Token);
        try
        {
            await foreach (var page in pages.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                foreach (var (job, result) in page)
                {
                    Row(text, job, result);
                }
            }
        }
        finally
        {
            // Nobody takes what is read any more where writing has failed.
            await end.CancelAsync().ConfigureAwait(false);
            await reading.ConfigureAwait(false);
        }
    }

    /// <summary>Reads ahead. What goes wrong comes out at the other end of the channel.</summary>
    private static async Task ReadAsync(ExportSource source, ChannelWriter<List<(BatchJob Job, StepResult Result)>> pages, CancellationToken cancellationToken)
    {
        try
        {
            List<(BatchJob, StepResult)> page = new(PageRows);
            var room = PageCharacters;
            foreach (var job in source.Jobs)
            {
                await foreach (var result in source.ResultsAsync(job, allAttempts: false, cancellationToken).ConfigureAwait(false))
                {
                    page.Add((job, result));
                    room -= result.Output?.Length ?? 0;
                    if (page.Count == PageRows || room <= 0)
                    {
                        await pages.WriteAsync(page, cancellationToken).ConfigureAwait(false);
                        (page, room) = (new(PageRows), PageCharacters);
                    }
                }
            }

            await pages.WriteAsync(page, cancellationToken).ConfigureAwait(false);
            pages.Complete();
        }
#pragma warning disable CA1031 // Not swallowed: the one that writes gets it.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            pages.Complete(problem);
        }
    }

    private static void Row(StreamWriter text, BatchJob job, StepResult result)
    {
        text.Write(result.JobId);
        Field(text, job.Name);
        Number(text, result.Batch);
        Number(text, result.Number);
        Field(text, result.Name);
        Field(text, result.Command);
        text.Write(result.Success ? ",True" : ",False");
        Field(text, result.Error is { } error ? error.Code.ToString() : "");
        Field(text, result.Error?.Message ?? "");
        text.Write(',');
        Span<char> time = stackalloc char[40];
        result.StartedAt.TryFormat(time, out var length, "O", CultureInfo.InvariantCulture);
        text.Write(time[..length]);
        text.Write(',');
        result.Duration.TotalSeconds.TryFormat(time, out length, "0.000", CultureInfo.InvariantCulture);
        text.Write(time[..length]);
        Number(text, result.Attempt);
        Field(text, result.Output ?? "");
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
