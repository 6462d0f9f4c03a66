using System.CommandLine;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch operations</c>: what was done on each device of a job.</summary>
internal static class OperationsCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("id") { Description = "The job's id." };
        var devices = JobFilterOptions.Many("--device", "Only these devices; * and ? are wildcards.", "-d");
        var states = new Option<TargetState[]>("--status", "--state", "-s") { Description = "Only devices in these states.",
            AllowMultipleArgumentsPerToken = true };
        var batches = new Option<int[]>("--batch") { Description = "Only these batches.", AllowMultipleArgumentsPerToken = true };
        var attempts = new Option<bool>("--attempts") { Description = "A line for each attempt." };
        var command = new Command("operations", "What was done on each device: attempts, batch, durations, error.") { id, devices, states,
            batches, attempts };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken);
            var job = await host.Store.GetAsync(parsed.GetRequiredValue(id), cancellationToken);
            var filter = new RunFilter { Names = parsed.GetValue(devices) ?? [], States = parsed.GetValue(states) ?? [],
                Batches = parsed.GetValue(batches) ?? [] };
            var operations = host.Reports.OperationsAsync(job, filter, parsed.GetValue(attempts), cancellationToken);
            if (parsed.GetValue(CommonOptions.Json))
            {
                await foreach (var operation in operations)
                {
                    Output.Line(operation);
                }

                return ExitCode.Done;
            }

            var all = await operations.ToListAsync(cancellationToken);
            if (all.Count == 0)
            {
                Console.Out.WriteLine("No operation.");
                return ExitCode.Done;
            }

            Output.Table(
                ["#", "Batch", "Device", "State", parsed.GetValue(attempts) ? "Attempt" : "Attempts", "Started", "Connect", "Time",
                    "Error"],
                all.Select(one => (string[])
                [
                    $"{one.Number}", $"{one.Batch}", one.Name, one.State.ToString(), $"{one.Attempts}", Output.Moment(one.StartedAt),
                    Output.Time(one.ConnectTime), Output.Time(one.Duration), Output.Safe(one.Error?.ToString() ?? ""),
                ]));
            return ExitCode.Done;
        });
        return command;
    }
}

/// <summary><c>netbatch events</c>: who did what, when, and from where.</summary>
internal static class EventsCommand
{
    public static Command Create()
    {
        var ids = new Argument<string[]>("id") { Description = "Ids of jobs; none: all jobs.", Arity = ArgumentArity.ZeroOrMore };
        var names = JobFilterOptions.Many("--name", "Only jobs of these names; * and ? are wildcards.");
        var whats = JobFilterOptions.Many("--what", "Only these: created, taken, state, request, warning, removed.");
        var users = JobFilterOptions.Many("--user", "Only what these people did: user or user@host; * and ? are wildcards.", "-u");
        var since = TimeOption.Moment("--since", "Only what happened then or later. Default without an id: 7d.");
        var before = TimeOption.Moment("--before", "Only what happened before.");
        var command = new Command("events", "The audit trail: who did what, when, from which process.") { ids, names, whats, users, since,
            before };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken);
            var filter = new EventFilter
            {
                JobIds = parsed.GetValue(ids) ?? [],
                Names = parsed.GetValue(names) ?? [],
                Whats = parsed.GetValue(whats) ?? [],
                Users = parsed.GetValue(users) ?? [],
                Since = parsed.GetValue(since)
                    ?? (parsed.GetValue(ids) is { Length: > 0 } ? null : host.Options.Time.GetUtcNow().AddDays(-7)),
                Before = parsed.GetValue(before),
            };
            var any = false;
            await foreach (var one in host.Store.ReadEventsAsync(filter, cancellationToken))
            {
                any = true;
                if (parsed.GetValue(CommonOptions.Json))
                {
                    Output.Line(one);
                    continue;
                }

                var who = one.User.Length == 0 ? "" : $"  [{one.User}@{one.Host}, {one.Program} {one.ProcessId}]";
                Console.Out.WriteLine(Output.Safe($"{Output.Moment(one.At)}  {one.JobId}  {one.JobName}  {one.What}: {one.Text}{who}"));
            }

            if (!any && !parsed.GetValue(CommonOptions.Json))
            {
                Console.Out.WriteLine("No event.");
            }

            return ExitCode.Done;
        });
        return command;
    }
}
