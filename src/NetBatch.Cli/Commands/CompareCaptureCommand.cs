using System.CommandLine;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;
using NetBatch.Hosting;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch compare-capture</c>: what devices showed before and after a change.</summary>
internal static class CompareCaptureCommand
{
    public static Command Create()
    {
        var before = new Argument<string>("before") { Description = "The earlier job's id; it was started with --parse." };
        var after = new Argument<string>("after") { Description = "The later job's id." };
        var devices = new Option<string[]>("--device", "-d") { Description = "Only these devices; * and ? are wildcards.",
            AllowMultipleArgumentsPerToken = true };
        var commands = new Option<string[]>("--command", "-c") { Description = "Only these commands; * and ? are wildcards.",
            AllowMultipleArgumentsPerToken = true };
        var keys = new Option<string[]>("--key",
            "-k") { Description = "Columns that tell rows apart. Default: those that the templates declare.",
                AllowMultipleArgumentsPerToken = true };
        var ignored = new Option<string[]>("--ignore")
        {
            Description = "Columns not to compare, or 'none'. Default: ages, timers and counters.", AllowMultipleArgumentsPerToken = true,
        };
        var command = new Command("compare-capture",
            "Rows that were added, that are gone, that changed between two parsed jobs. Ends with 1 where something differs.")
        {
            before, after, devices, commands, keys, ignored,
        };
        // Its name in 0.1.
        command.Aliases.Add("compare-state");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken);
            async Task<StateCapture> ReadAsync(Argument<string> which)
            {
                var job = await host.Store.GetAsync(parsed.GetRequiredValue(which), cancellationToken);
                var filter = new RowFilter { JobId = job.Id, Names = parsed.GetValue(devices) ?? [],
                    Commands = parsed.GetValue(commands) ?? [] };
                return await StateCapture.OfJobAsync(host.Store, filter, cancellationToken);
            }

            var result = StateCheck.Compare(
                await ReadAsync(before), await ReadAsync(after), parsed.GetValue(keys) is { Length: > 0 } given ? given : null,
                Ignored(parsed.GetValue(ignored)), missingIsEmpty: false);
            foreach (var missing in result.NotCompared)
            {
                Console.Error.WriteLine($"netbatch: {missing}");
            }

            Show(result, parsed.GetValue(CommonOptions.Json));
            return result.Differences.Count + result.NotCompared.Count > 0 ? ExitCode.SomeFailed : ExitCode.Done;
        });
        return command;
    }

    private static string[]? Ignored(string[]? given) => given switch
    {
        null or [] => null,
        ["none"] => [],
        _ => given,
    };

    private static void Show(StateCheckResult result, bool json)
    {
        if (json)
        {
            foreach (var one in result.Differences)
            {
                Output.Line(new { one.Device, one.Command, one.Change, one.Key, one.Difference, Before = Cells(one.Before),
                    After = Cells(one.After) });
            }

            return;
        }

        if (result.Differences.Count > 0)
        {
            Output.Table(
                ["Device", "Command", "Change", "Key", "Difference"],
                result.Differences.Select(one =>
                    (string[])[one.Device, one.Command, one.Change, Output.Safe(one.Key), Output.Safe(one.Difference)]));
        }

        Console.Out.WriteLine($"{Counted.Of(result.Compared, "table")} compared, {Counted.Of(result.Differences.Count, "row")} different");
    }

    private static Dictionary<string, object?>? Cells(IReadOnlyList<KeyValuePair<string, object?>>? cells) =>
        cells is null ? null : new(cells);
}
