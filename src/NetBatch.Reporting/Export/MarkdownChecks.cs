using System.Globalization;

namespace NetBatch;

/// <summary>The checks of a pipeline job: the score, a line for each table and each check, and what those that did not pass show.</summary>
internal static class MarkdownChecks
{
    public static async Task WriteAsync(StreamWriter text, ExportSource source, BatchJob job, CancellationToken cancellationToken)
    {
        var checks = await ExportedCheck.ReadAsync(source, job, cancellationToken).ConfigureAwait(false);
        if (checks.Count == 0)
        {
            return;
        }

        text.WriteLine($"## Checks: {ExportedCheck.Score(checks)}");
        text.WriteLine();
        text.WriteLine($"**{ExportedCheck.Decide(job, checks).Sentence}**");
        text.WriteLine();
        text.WriteLine("| Table | Checks | Passed | Findings |\n|---|---:|---:|---:|");
        foreach (var table in checks.GroupBy(check => check.Table ?? ""))
        {
            text.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {MarkdownExport.Cell(table.Key)} | {table.Count()} | {table.Count(check => check.IsPass)} | "
                    + $"{table.Sum(check => check.Findings)} |"));
        }

        text.WriteLine();
        text.WriteLine("| Pipeline | Check | Outcome | Checked | Findings | Summary |\n|---|---|---|---:|---:|---|");
        foreach (var check in checks)
        {
            text.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {MarkdownExport.Cell(check.Pipeline)} | {MarkdownExport.Cell(check.Step)} | {check.Outcome} | {check.Checked} | "
                    + $"{check.Findings} | {MarkdownExport.Cell(check.Summary)} |"));
        }

        text.WriteLine();
        await foreach (var pipeline in source.OperationsAsync(job, eachAttempt: false, cancellationToken).ConfigureAwait(false))
        {
            await foreach (var result in source.ResultsAsync(pipeline, cancellationToken).ConfigureAwait(false))
            {
                if (result.Error is not null && result.Output is { Length: > 0 } output)
                {
                    text.WriteLine($"### {MarkdownExport.Cell(pipeline.Name)}: {MarkdownExport.Cell(result.Command)}");
                    text.WriteLine();
                    Block(text, output);
                }
            }
        }
    }

    // Four blanks make a block of code whatever marks stand in it.
    private static void Block(StreamWriter text, string output)
    {
        foreach (var line in SafeText.Of(output).TrimEnd('\n').Split('\n'))
        {
            text.WriteLine($"    {line}");
        }

        text.WriteLine();
    }
}
