using System.CommandLine;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch transcript</c>: what was said with devices, and what was made of it.</summary>
internal static class TranscriptCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("id") { Description = "The job's id; it was started with --transcript." };
        var devices = new Option<string[]>("--device", "-d") { Description = "Only these devices; * and ? are wildcards.",
            AllowMultipleArgumentsPerToken = true };
        var attempt = new Option<int?>("--attempt") { Description = "One attempt, from 1. Default: all." };
        var command = new Command("transcript", "What was really said with the devices, and what was made of it.") { id, devices, attempt };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken);
            var job = await host.Store.GetAsync(parsed.GetRequiredValue(id), cancellationToken);
            (string, int) of = default;
            await foreach (var line in host.Reports.TranscriptsAsync(job.Id, parsed.GetValue(devices) ?? [], parsed.GetValue(attempt),
                cancellationToken))
            {
                if (parsed.GetValue(CommonOptions.Json))
                {
                    Output.Line(line);
                    continue;
                }

                if (of != (line.Device, line.Attempt))
                {
                    of = (line.Device, line.Attempt);
                    Console.Out.WriteLine($"----- {Output.Safe(line.Device)}, attempt {line.Attempt}, {Output.Moment(line.At)}");
                }

                Console.Out.WriteLine(line);
            }

            return ExitCode.Done;
        });
        return command;
    }
}
