using System.CommandLine;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;
using NetBatch.Hosting;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch checks</c>: how the checks of a job ended.</summary>
internal static class ChecksCommand
{
    public static Command Create()
    {
        var id = new Argument<string?>("id") { Description = "The job's id. Default: the newest pipeline job.",
            Arity = ArgumentArity.ZeroOrOne };
        var trend = new Option<bool>("--trend") { Description = "Compare each check with the job before that had it." };
        var failed = new Option<bool>("--failed") { Description = "Only what did not pass." };
        var evidence = new Option<bool>("--evidence")
        {
            Description = "The findings themselves: of a comparison each value that differs, with key, column and both values.",
        };
        var command = new Command("checks", "How the checks of a pipeline job ended, by pipeline and step.") { id, trend, failed,
            evidence };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken);
            var job = parsed.GetValue(id) is { } named
                ? await host.Store.GetAsync(named, cancellationToken)
                : await host.Store.ListAsync(new JobFilter { Kinds = ["pipeline"], First = 1 }, cancellationToken)
                    .FirstOrDefaultAsync(cancellationToken)
                    ?? throw new NetBatchException(ErrorCode.JobNotFound, "There is no pipeline job yet.",
                        "Start one with netbatch pipeline or netbatch validate.");
            if (parsed.GetValue(evidence))
            {
                await RowOutput.FindingsAsync(CheckReport.FindingsAsync(host.Store, job, [], cancellationToken),
                    parsed.GetValue(CommonOptions.Json));
                return ExitCode.Done;
            }

            var checks = await CheckReport.ReadAsync(host.Store, job, parsed.GetValue(trend), cancellationToken)
                .Where(one => !parsed.GetValue(failed) || one.Outcome != "Pass").ToListAsync(cancellationToken);
            if (parsed.GetValue(CommonOptions.Json))
            {
                checks.ForEach(Output.Line);
            }
            else
            {
                Tables.Checks(checks);
            }

            return ExitCode.Done;
        });
        return command;
    }
}
