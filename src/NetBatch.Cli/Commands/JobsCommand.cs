using System.CommandLine;
using System.CommandLine.Parsing;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch jobs</c>: what has been and is run.</summary>
internal static class JobsCommand
{
    public static Command Create()
    {
        var which = new JobFilterOptions();
        var first = new Option<int>("--first") { Description = "How many at most.", DefaultValueFactory = _ => 20 };
        var skip = new Option<int>("--skip") { Description = "How many to leave out." };
        first.Validators.Add(NotNegative);
        skip.Validators.Add(NotNegative);
        var chain = new Option<string?>("--chain") { Description = "The chain that the job of this id is in, instead of a list." };
        var command = new Command("jobs", "List jobs, newest first.") { first, skip, chain };
        which.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken);
            if (parsed.GetValue(chain) is { } link)
            {
                ChainView.Show(await host.Chains.ReadAsync(link, cancellationToken), parsed.GetValue(CommonOptions.Json));
                return ExitCode.Done;
            }

            var filter = which.Read(parsed) with { First = parsed.GetValue(first), Skip = parsed.GetValue(skip) };
            var jobs = await host.Store.ListAsync(filter, cancellationToken).ToListAsync(cancellationToken);
            if (parsed.GetValue(CommonOptions.Json))
            {
                jobs.ForEach(Output.Line);
            }
            else
            {
                if (jobs.Count > 0)
                {
                    Tables.Jobs(jobs);
                }

                Console.Out.WriteLine(Shown(jobs.Count, filter.Skip, await host.Store.CountAsync(filter, cancellationToken)));
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static void NotNegative(OptionResult number)
    {
        if (number.Tokens is [{ Value: ['-', ..] } given])
        {
            number.AddError($"{number.Option.Name} is '{given.Value}'; it may be 0 or more.");
        }
    }

    private static string Shown(int shown, int skipped, int total) =>
        total == 0 ? "No job." : shown == total ? $"{Counted.Of(total, "job")}."
            : $"{(shown == 0 ? "None" : $"{skipped + 1}-{skipped + shown}")} of {Counted.Of(total, "job")}.";
}

/// <summary><c>netbatch status</c>: where one job stands.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("id") { Description = "The job's id." };
        var detailed = new Option<bool>("--detailed") { Description = "Every device, not only those in flight." };
        var command = new Command("status", "Where a job stands.") { id, detailed };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken);
            var status = await host.Jobs.StatusAsync(parsed.GetRequiredValue(id), parsed.GetValue(detailed), cancellationToken);
            if (parsed.GetValue(CommonOptions.Json))
            {
                Output.Line(status);
                return ExitCode.Done;
            }

            var left = status.TimeLeft is { } time && !status.State.IsFinal() ? $", left {Output.Time(time)}" : "";
            Console.Out.WriteLine(
                $"{status.Id}  {status.Name}: {status.State} {status.Percent} % ({status.Counts}) {Output.Time(status.Elapsed)}{left}");
            Console.Out.WriteLine(status.Position.Length > 0 ? status.Position : $"{Counted.Of(status.Batches.Count, "batch")}");
            if (status.Step.Length > 0)
            {
                Console.Out.WriteLine(Output.Safe(status.Step));
            }

            if (status.Job.Message is { } message)
            {
                Console.Out.WriteLine(message);
            }

            Tables.Batches(status.Job.Kind, status.Batches);
            if (status.Targets.Count > 0)
            {
                Tables.Runs(status.Job.Kind, status.Targets);
            }

            return ExitCode.Done;
        });
        return command;
    }
}

/// <summary><c>netbatch watch</c>: a view that redraws until the job ends; Ctrl+C ends only the watching.</summary>
internal static class WatchCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("id") { Description = "The job's id." };
        var noDetails = new Option<bool>("--no-details") { Description = "Hide the devices in flight." };
        var command = new Command("watch", "Watch a job until it ends; Ctrl+C ends only the watching.") { id, noDetails };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken);
            var job = await new JobView(host, parsed.GetRequiredValue(id), !parsed.GetValue(noDetails), DateTimeOffset.MinValue)
                .FollowAsync(cancellationToken);
            Tables.Summary(job);
            return ExitCode.Of(job);
        });
        return command;
    }
}
