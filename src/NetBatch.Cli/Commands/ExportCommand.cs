using System.CommandLine;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch export</c>: jobs as a file.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var path = new Argument<FileInfo>("file") { Description = "The file to write." };
        var ids = new Argument<string[]>("id") { Description = "Ids of jobs; none: the newest job.", Arity = ArgumentArity.ZeroOrMore };
        var format = new Option<ExportFormat?>("--format", "-f")
        {
            Description = "In what form. Default: as the file's name ends (.json, .csv, .html, .xml, .md).",
        };
        var secrets = new Option<bool>("--include-secret") { Description = "Write passwords, keys and communities too." };
        var raw = new Option<bool>("--raw")
        {
            Description = "CSV: write cells as they came; else one that a spreadsheet would calculate gets an apostrophe before it.",
        };
        var force = new Option<bool>("--force") { Description = "Replace a file that exists." };
        var command = new Command("export", "Write jobs to a file: JSON, CSV, HTML report, JUnit XML, Markdown.") { path, ids, format,
            secrets, raw, force };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken);
            List<BatchJob> jobs = [];
            foreach (var id in parsed.GetValue(ids) ?? [])
            {
                jobs.Add(await host.Store.GetAsync(id, cancellationToken));
            }

            if (jobs.Count == 0)
            {
                jobs = await host.Store.ListAsync(new JobFilter { First = 1 }, cancellationToken).ToListAsync(cancellationToken);
            }

            var options = new ExportOptions
            {
                Path = parsed.GetRequiredValue(path).FullName,
                Format = parsed.GetValue(format),
                IncludeSecret = parsed.GetValue(secrets),
                Raw = parsed.GetValue(raw),
                Force = parsed.GetValue(force),
            };
            var file = await host.Reports.ExportAsync(jobs, options, cancellationToken);
            if (parsed.GetValue(CommonOptions.Json))
            {
                Output.Line(file);
            }
            else
            {
                Console.Out.WriteLine(
                    $"{(file.Jobs == 1 ? $"{jobs[0].Id} was" : $"{file.Jobs} jobs were")} written to {file.Path} ({file.Format}, "
                        + $"{Output.Bytes(file.Bytes)}).");
            }

            return ExitCode.Done;
        });
        return command;
    }
}
