using System.Globalization;
using System.Text;

namespace NetBatch;

/// <summary>A summary for tickets and wikis: the job, its batches, its devices with their errors, and checks with their evidence; no other
/// outputs.</summary>
internal static class MarkdownExport
{
    public static async Task WriteAsync(ExportSource source, Stream stream, CancellationToken cancellationToken)
    {
        var text = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        await using var closing = text.ConfigureAwait(false);
        foreach (var job in source.Jobs)
        {
            text.WriteLine($"# {Cell(job.Name)}");
            text.WriteLine();
            text.WriteLine($"**{job.State}**: {job.Counts} of {Counted.Of(job.TotalTargets, TargetNoun.Of(job.Kind))} in "
                + $"{Time(job.EndedAt - job.StartedAt)}.");
            text.WriteLine();
            text.WriteLine("| | |\n|---|---|");
            text.WriteLine($"| Id | {job.Id} |");
            text.WriteLine($"| Work | {Cell(job.Kind)} |");
            text.WriteLine($"| Made | {At(job.CreatedAt)} by {Cell(job.CreatedBy)} |");
            text.WriteLine($"| Started | {At(job.StartedAt)} |");
            text.WriteLine($"| Ended | {At(job.EndedAt)} |");
            text.WriteLine($"| Batches | {job.TotalBatches} (size {Cell(job.BatchSize)}) |");
            if (job.Message is { } message)
            {
                text.WriteLine($"| Message | {Cell(message)} |");
            }

            text.WriteLine();
            text.WriteLine($"| Batch | {TargetNoun.Title(job.Kind)}s | State | Result | Time |\n|---:|---|---|---|---:|");
            foreach (var batch in await source.BatchesAsync(job, cancellationToken).ConfigureAwait(false))
            {
                text.WriteLine($"| {batch.Number}{(batch.IsCanary ? " canary" : "")} | {batch.First}-{batch.Last} | {batch.State} | "
                    + $"{batch.Counts} | {Time(batch.Duration)} |");
            }

            text.WriteLine();
            text.WriteLine($"| # | {TargetNoun.Title(job.Kind)} | Batch | State | Attempts | Connect | Time | Error "
                + $"|\n|---:|---|---:|---|---:|---:|---:|---|");
            await foreach (var device in source.OperationsAsync(job, eachAttempt: false, cancellationToken).ConfigureAwait(false))
            {
                text.WriteLine($"| {device.Number} | {Cell(device.Name)} | {device.Batch} | {device.State} | {device.Attempts} | "
                    + $"{Time(device.ConnectTime)} | {Time(device.Duration)} | {Cell(device.Error?.ToString() ?? "")} |");
            }

            text.WriteLine();
            if (job.Kind == "pipeline")
            {
                await MarkdownChecks.WriteAsync(text, source, job, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Text in a cell: one line, nothing that Markdown or HTML would read.</summary>
    internal static string Cell(string text)
    {
        var cell = new StringBuilder(text.Length + 8);
        foreach (var sign in SafeText.Of(text))
        {
            switch (sign)
            {
                case '\n' or '\t':
                    cell.Append(' ');
                    break;
                case '<':
                    cell.Append("&lt;");
                    break;
                case '&':
                    cell.Append("&amp;");
                    break;
                case '|' or '\\' or '`' or '*' or '_' or '[' or ']' or '#' or '~' or '!':
                    cell.Append('\\').Append(sign);
                    break;
                default:
                    cell.Append(sign);
                    break;
            }
        }

        return cell.ToString();
    }

    private static string At(DateTimeOffset? time) =>
        time is { } at ? at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) : "";

    private static string Time(TimeSpan? time) => time is { } took ? took.TotalSeconds.ToString("0.0 s", CultureInfo.InvariantCulture) : "";
}
