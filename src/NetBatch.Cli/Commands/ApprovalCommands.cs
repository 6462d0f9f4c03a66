using System.CommandLine;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch approve</c> and <c>netbatch store</c>: a second person's look, and the store that makes it possible.</summary>
internal static class ApprovalCommands
{
    public static IEnumerable<Command> Create() => [Approve(), new Command("store", "The store itself.") { Share(), SetUp() }];

    private static Command Approve()
    {
        var id = new Argument<string>("id") { Description = "The job's id." };
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask." };
        var command = new Command("approve", "Approve a job that another account has made; shows its plan and asks.") { id, yes };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken);
            var job = await host.Store.GetAsync(parsed.GetRequiredValue(id), cancellationToken);
            var fingerprint = await host.Approvals.FingerprintAsync(job.Id, cancellationToken);
            var json = parsed.GetValue(CommonOptions.Json);
            if (!json)
            {
                PlanView.Show(await host.Approvals.PreviewAsync(job.Id, cancellationToken), json);
                Console.Out.WriteLine($"{job.Id}  {job.Name} by {job.CreatedBy}, fingerprint {fingerprint}");
            }

            if (!parsed.GetValue(yes))
            {
                Ask();
            }

            var approval = await host.Approvals.ApproveAsync(job.Id, fingerprint, cancellationToken);
            if (json)
            {
                Output.Line(approval);
            }
            else
            {
                Console.Out.WriteLine($"{job.Id} is approved.");
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static Command Share()
    {
        var group = new Option<string>("--group") { Description = "The group, by name.", Required = true };
        var command = new Command("share",
            "Give the store to a group (file 0660, folder 2770; in a database the rights of a role); its members may approve each "
                + "other's jobs.") { group };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken);
            await host.Approvals.ShareStoreAsync(parsed.GetRequiredValue(group), cancellationToken);
            Console.Out.WriteLine($"{host.Store.Location} is shared with the group {parsed.GetRequiredValue(group)}.");
            return ExitCode.Done;
        });
        return command;
    }

    private static Command SetUp()
    {
        var sessions = new Option<int>("--max-sessions")
        {
            Description = "Sessions that all jobs of the store together may have at once, 1 to 10000.", Required = true,
        };
        var command = new Command("set", "Set what holds for every process that uses the store.") { sessions };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken);
            await host.Store.SetMaxSessionsAsync(parsed.GetRequiredValue(sessions), cancellationToken);
            Console.Out.WriteLine(
                $"All jobs of {host.Store.Location} together may have {Counted.Of(parsed.GetRequiredValue(sessions), "session")}.");
            return ExitCode.Done;
        });
        return command;
    }

    internal static void Ask()
    {
        if (Console.IsInputRedirected)
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, "Nobody is there to be asked.", "Look at the plan, then add --yes.");
        }

        Console.Error.Write("Approve it? [y/N] ");
        if (Console.ReadLine()?.Trim().StartsWith("y", StringComparison.OrdinalIgnoreCase) != true)
        {
            throw new OperationCanceledException();
        }
    }
}
