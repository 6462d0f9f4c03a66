using System.CommandLine;
using System.Globalization;
using CsvHelper;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;
using NetBatch.Hosting;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch results</c>: a record for each device and command.</summary>
internal static class ResultsCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("id") { Description = "The job's id." };
        var failed = new Option<bool>("--failed") { Description = "Only failed steps." };
        var batches = new Option<int[]>("--batch") { Description = "Only these batches.", AllowMultipleArgumentsPerToken = true };
        var devices = new Option<string[]>("--device", "-d") { Description = "Only these devices; * and ? are wildcards.",
            AllowMultipleArgumentsPerToken = true };
        var all = new Option<bool>("--all-attempts") { Description = "Earlier attempts too." };
        var group = new Option<bool>("--group")
        {
            Description = "Devices with the same output together, and what differs from the majority.",
        };
        var ignore = new Option<string[]>("--ignore")
        {
            Description = "With --group: lines that match these regular expressions make no difference. Default: uptimes, clocks, "
                + "counters, loads, serial numbers, and what the platform's file calls changing by itself; '^$' ignores none.",
                AllowMultipleArgumentsPerToken = true,
        };
        var commands = new Option<string[]>("--command", "-c") { Description = "Only these commands; * and ? are wildcards.",
            AllowMultipleArgumentsPerToken = true };
        var rows = new Option<bool>("--parsed") { Description = "The rows that the outputs were parsed into, a table for each command." };
        var aggregate = new Option<bool>("--aggregate")
        {
            Description = "The rows of all devices or instances as one table, _instance_name and _instance_id first.",
        };
        var partial = new Option<bool>("--include-failed")
        {
            Description = "With --aggregate: rows of what did not complete too, with the column _instance_state.",
        };
        var csv = new Option<FileInfo?>("--csv") { Description = "Write a CSV file instead." };
        var command = new Command("results", "What the devices answered.") { id, commands, failed, batches, devices, all, group, ignore,
            rows, aggregate, partial, csv };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken);
            var job = await host.Store.GetAsync(parsed.GetRequiredValue(id), cancellationToken);
            var filter = new ResultFilter
            {
                JobId = job.Id,
                Failed = parsed.GetValue(failed) ? true : null,
                Batches = parsed.GetValue(batches) ?? [],
                Names = parsed.GetValue(devices) ?? [],
                AllAttempts = parsed.GetValue(all),
                Commands = parsed.GetValue(commands) ?? [],
            };
            if (parsed.GetValue(rows) || parsed.GetValue(aggregate))
            {
                if (parsed.GetValue(rows) == parsed.GetValue(aggregate) || parsed.GetValue(failed) || parsed.GetValue(all)
                    || parsed.GetValue(group))
                {
                    throw new NetBatchException(ErrorCode.InvalidArgument,
                        "--parsed and --aggregate go with --command, --device, --batch and --csv only.", "Give one of them.");
                }

                var which = new RowFilter { JobId = job.Id, Names = filter.Names, Batches = filter.Batches, Commands = filter.Commands };
                await RowOutput.ShowAsync(host, which, parsed.GetValue(aggregate), parsed.GetValue(partial), parsed.GetValue(csv),
                    parsed.GetValue(CommonOptions.Json), cancellationToken);
                return ExitCode.Done;
            }

            var results = host.Reports.ResultsAsync(filter, cancellationToken);
            if (parsed.GetValue(group))
            {
                // Only answers are compared; who answered nothing is no group.
                var groups = await host.Reports.GroupAsync(filter, parsed.GetValue(ignore) is { Length: > 0 } patterns ? patterns : null,
                    cancellationToken);
                Groups(groups, parsed.GetValue(CommonOptions.Json));
            }
            else if (parsed.GetValue(csv) is { } file)
            {
                Console.Out.WriteLine(
                    $"{Counted.Of(await CsvAsync(results, file, cancellationToken), "result")} written to {file.FullName}");
            }
            else
            {
                await PrintAsync(results, parsed.GetValue(CommonOptions.Json), cancellationToken);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static async Task PrintAsync(IAsyncEnumerable<StepResult> results, bool json, CancellationToken cancellationToken)
    {
        var any = false;
        await foreach (var result in results.WithCancellation(cancellationToken))
        {
            any = true;
            if (json)
            {
                Output.Line(result);
                continue;
            }

            Console.Out.WriteLine(
                $"----- {result.Name}: {What(result)}  ({(result.Success ? "ok" : result.Error!.Code.ToString())}, "
                    + $"{Output.Time(result.Duration)})");
            if (result.Warning is { } warning)
            {
                Console.Out.WriteLine(Output.Safe($"warning: {warning}"));
            }

            var remedy = result.Error?.Remedy is { } told ? $"{told}\n" : "";
            Console.Out.WriteLine(Output.Safe(result.Success ? result.Output ?? "" : $"{result.Error!.Message}\n{remedy}{result.Output}"));
        }

        if (!any && !json)
        {
            Console.Out.WriteLine("No result.");
        }
    }

    private static string What(StepResult result) => result.Command.Length > 0 ? result.Command
        : result.Error?.Code == ErrorCode.OutcomeUnknown ? "its end is not known"
        : "not worked on";

    private static void Groups(IReadOnlyList<OutputGroup> groups, bool json)
    {
        foreach (var command in groups.GroupBy(one => (one.Command, one.Platform)))
        {
            if (json)
            {
                command.ToList().ForEach(Output.Line);
                continue;
            }

            var majority = command.First().Count;
            var others = command.Skip(1).Sum(one => one.Count);
            var platform = groups.Any(one => one.Platform != command.Key.Platform) ? $" ({command.Key.Platform ?? "no platform"})" : "";
            Console.Out.WriteLine($"{command.Key.Command}{platform}: {majority} identical{(others > 0 ? $", {others} differ" : "")}");
            foreach (var one in command.Skip(1))
            {
                Console.Out.WriteLine($"  {string.Join(", ", one.Devices)}");
                foreach (var line in one.Differences)
                {
                    Console.Out.WriteLine($"    {Output.Safe(line)}");
                }
            }
        }
    }

    private static async Task<int> CsvAsync(IAsyncEnumerable<StepResult> results, FileInfo file, CancellationToken cancellationToken)
    {
        await using var text = new StreamWriter(Output.File(file));
        await using var csv = CsvWriter.Create(text, new CsvWriterOptions(), leaveOpen: true);
        csv.WriteRecord(["JobId", "Batch", "Number", "Device", "Command", "Success", "Error", "Message", "StartedAt", "Seconds", "Attempt",
            "Output", "Warning"]);
        var count = 0;
        await foreach (var one in results.WithCancellation(cancellationToken))
        {
            csv.WriteRecord(
            [
                one.JobId, $"{one.Batch}", $"{one.Number}", SpreadsheetText.Of(one.Name), SpreadsheetText.Of(one.Command), $"{one.Success}",
                one.Error?.Code.ToString() ?? "",
                SpreadsheetText.Of(one.Error?.Message ?? ""), $"{one.StartedAt:O}",
                one.Duration.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture), $"{one.Attempt}",
                SpreadsheetText.Of(one.Output ?? ""),
                SpreadsheetText.Of(one.Warning ?? ""),
            ]);
            count++;
        }

        return count;
    }
}
