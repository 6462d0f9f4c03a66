using System.CommandLine;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch clear</c>: forgets old jobs and gives their space back.</summary>
internal static class ClearCommand
{
    public static Command Create()
    {
        var names = new Argument<string[]>("name") { Description = "Only jobs of these names; * and ? are wildcards.",
            Arity = ArgumentArity.ZeroOrMore };
        var older = TimeOption.Age("--older-than", "Only jobs that ended longer ago.");
        var keep = new Option<int?>("--keep-last") { Description = "Keep so many of the newest jobs of each name." };
        var unknown = new Option<bool>("--include-unknown")
        {
            Description = "Also jobs with devices whose outcome is unknown; their device locks are freed.",
        };
        var whatIf = new Option<bool>("--what-if") { Description = "Only show which jobs would be forgotten." };
        var command = new Command("clear", "Forget old jobs that have ended, and give their space back.") { names, older, keep, unknown,
            whatIf };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken);
            var clearing = new HistoryClearing
            {
                Names = parsed.GetValue(names) ?? [],
                OlderThan = parsed.GetValue(older),
                KeepLast = parsed.GetValue(keep),
                WithUnknown = parsed.GetValue(unknown),
            };
            var jobs = await clearing.ChooseAsync(host.Store, host.Options.Time, cancellationToken);
            if (parsed.GetValue(whatIf))
            {
                if (parsed.GetValue(CommonOptions.Json))
                {
                    jobs.ToList().ForEach(Output.Line);
                }
                else
                {
                    if (jobs.Count > 0)
                    {
                        Tables.Jobs(jobs);
                    }

                    Console.Out.WriteLine($"{Counted.Of(jobs.Count, "job")} would be forgotten.");
                }

                return ExitCode.Done;
            }

            var cleared = await HistoryClearing.ClearAsync(host.Store, jobs, host.Me, cancellationToken);
            if (parsed.GetValue(CommonOptions.Json))
            {
                Output.Line(cleared);
            }
            else
            {
                Console.Out.WriteLine(
                    $"{Counted.Of(cleared.Jobs, "job")} {(cleared.Jobs == 1 ? "was" : "were")} forgotten; the store went from "
                        + $"{Output.Bytes(cleared.BytesBefore)} to {Output.Bytes(cleared.BytesAfter)}.");
            }

            return ExitCode.Done;
        });
        return command;
    }
}
