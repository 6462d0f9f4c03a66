using System.CommandLine;
using NetBatch.Cli.Options;
using NetBatch.Cli.Telemetry;
using NetBatch.Cli.View;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch serve</c>: goes through the schedules, and sends notifications, until it is asked to end.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var command = new Command("serve",
            "Start the jobs of schedules when they are due, and send notifications; one process for a store. SIGTERM leaves its jobs to "
                + "be gone on with.");
        var telemetry = new Option<string?>("--telemetry")
        {
            Description = "A collector that gets the activities and figures of its jobs by OpenTelemetry: http://localhost:4318. Default: "
                + "the environment's OTEL_EXPORTER_OTLP_ENDPOINT, else none.",
        };
        var cluster = new Option<FileInfo?>("--cluster")
        {
            Description = "Be a hub, too: run the store's jobs over its workers, by this file of netbatch hub init.",
        };
        command.Options.Add(telemetry);
        command.Options.Add(cluster);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var collector = TelemetryExport.AddressOf(parsed.GetValue(telemetry));
            // Ended last: the jobs that are left end their activities with the host.
            using var export = collector is null ? null : new TelemetryExport(collector);
            await using var hub = parsed.GetValue(cluster) is { } file ? HubService.Open(file.FullName) : null;
            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken, hubExecutor: hub is null ? null : hub.Executor);
            ConsoleStreams.JobRuns();
            host.Notices.Start();
            var json = parsed.GetValue(CommonOptions.Json);
            if (!json)
            {
                var schedules = await host.Schedules.ReadAsync([], cancellationToken).ToListAsync(cancellationToken);
                Console.Out.WriteLine(
                    $"Going through {schedules.Count} schedule(s) of {host.Store.Location}; next "
                        + $"{schedules.Min(one => one.NextDue)?.ToString("u", null) ?? "none"}. Ctrl+C ends it.");
            }

            // Before the hub takes a job: a second one takes none.
            await host.Schedules.LeadAsync(cancellationToken);
            var hubRuns = hub?.RunAsync(host, cancellationToken) ?? Task.CompletedTask;
            await host.Schedules.RunAsync(
                run =>
                {
                    if (json)
                    {
                        Output.Line(run);
                    }
                    else
                    {
                        Console.Out.WriteLine(
                            $"{run.Schedule} {run.Due:u}: {run.Outcome}{(run.JobId is null ? "" : $" {run.JobId}")}"
                                + $"{(run.Note is null ? "" : $". {Output.Safe(run.Note)}")}");
                    }

                    return Task.CompletedTask;
                },
                cancellationToken);
            await hubRuns;
            return ExitCode.Done;
        });
        return command;
    }
}
