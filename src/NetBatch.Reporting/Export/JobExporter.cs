namespace NetBatch;

/// <summary>Writes jobs to a file, streaming: memory does not grow with what they hold.</summary>
/// <param name="store">Where the jobs are kept.</param>
/// <param name="time">The clock, for the date of the report.</param>
public sealed class JobExporter(IJobStore store, TimeProvider time)
{
    private static readonly (string Ending, ExportFormat Format)[] Endings =
    [
        (".json", ExportFormat.Json), (".csv", ExportFormat.Csv), (".html", ExportFormat.Html), (".htm", ExportFormat.Html),
        (".xml", ExportFormat.Junit), (".md", ExportFormat.Markdown), (".markdown", ExportFormat.Markdown),
    ];

    /// <summary>Writes the file: whole, or not at all.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: no job, or no form that the name tells;
    /// <see cref="ErrorCode.FileUnusable"/>: the file exists or cannot be written.</exception>
    public async Task<ExportedFile> WriteAsync(IReadOnlyList<BatchJob> jobs, ExportOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        ArgumentNullException.ThrowIfNull(options);
        if (jobs.Count == 0)
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, "There is no job to export.", "Name one, or pipe jobs of Get-BatchJob.");
        }

        var path = Path.GetFullPath(options.Path);
        var format = options.Format ?? FormatOf(path);
        var source = new ExportSource(store, jobs, options.IncludeSecret, time.GetUtcNow());
        var length = await ExportFile.WriteAsync(path, options.Force,
            stream => WriteAsync(format, source, stream, options.Raw, cancellationToken)).ConfigureAwait(false);
        return new ExportedFile(path, format, jobs.Count, length);
    }

    /// <summary>Writes the same to a stream.</summary>
    internal static Task WriteAsync(ExportFormat format, ExportSource source, Stream stream, bool raw,
        CancellationToken cancellationToken) => format switch
    {
        ExportFormat.Csv => CsvExport.WriteAsync(source, stream, raw, cancellationToken),
        ExportFormat.Html => HtmlExport.WriteAsync(source, stream, cancellationToken),
        ExportFormat.Junit => JunitExport.WriteAsync(source, stream, cancellationToken),
        ExportFormat.Markdown => MarkdownExport.WriteAsync(source, stream, cancellationToken),
        _ => JsonExport.WriteAsync(source, stream, cancellationToken),
    };

    private static ExportFormat FormatOf(string path)
    {
        var ending = Path.GetExtension(path);
        foreach (var (known, format) in Endings)
        {
            if (string.Equals(known, ending, StringComparison.OrdinalIgnoreCase))
            {
                return format;
            }
        }

        throw new NetBatchException(
            ErrorCode.InvalidArgument, $"The name '{Path.GetFileName(path)}' does not tell in what form to write.",
            "End it in .json, .csv, .html, .xml or .md, or give the format.");
    }
}
