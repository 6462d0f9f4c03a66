using System.CommandLine;
using NetBatch.Cli.Options;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch stop, pause, resume, retry, remove</c>: what is asked of a job.</summary>
internal static class ControlCommands
{
    public static IEnumerable<Command> Create() => [Stop(), Pause(), Resume(), Retry(), Remove()];

    private static Argument<string> Id() => new("id") { Description = "The job's id." };

    private static Command Stop() =>
        Ask("stop", "Stop a job when its batch has ended, or now.", "Now, at the safe points of what runs.", JobRequestKind.StopAfterBatch,
            JobRequestKind.StopNow);

    private static Command Pause() =>
        Ask("pause", "Pause a job when its batch has ended, or now.", "Now: what runs is finished, nothing starts.",
            JobRequestKind.PauseAfterBatch, JobRequestKind.PauseNow);

    private static Command Ask(string verb, string help, string nowHelp, JobRequestKind later, JobRequestKind atOnce)
    {
        var id = Id();
        var now = new Option<bool>("--now") { Description = nowHelp };
        var command = new Command(verb, help) { id, now };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken);
            var job = parsed.GetRequiredValue(id);
            await host.Jobs.RequestAsync(job, parsed.GetValue(now) ? atOnce : later, cancellationToken);
            Console.Out.WriteLine($"{job} was asked to {verb}{(parsed.GetValue(now) ? " now" : " after its batch")}.");
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Resume()
    {
        var id = Id();
        var unknown = new Option<UnknownDecision>("--unknown")
        {
            Description = "What to do with devices whose change has an unknown end: Keep, Skip, Repeat, or Verify (look at the device; "
                + "apply and undo only).",
        };
        var force = new Option<bool>("--take-over")
        {
            Description = "Take it over although changes may be open: on another machine, or in a process here that hangs, which is "
                + "ended first.",
        };
        var secrets = new TargetOptions();
        var command = new Command("resume", "Go on with a paused or interrupted job.") { id, unknown, force };
        foreach (var option in secrets.Secrets)
        {
            command.Options.Add(option);
        }

        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken, secrets.ReadSecrets(parsed, Console.In));
            var since = host.Options.Time.GetUtcNow();
            await TargetOptions.SupplyAgainAsync(host, parsed.GetRequiredValue(id), cancellationToken);
            var job = await host.Jobs.ResumeAsync(
                parsed.GetRequiredValue(id), new RunStart { Unknown = parsed.GetValue(unknown) }, parsed.GetValue(force),
                cancellationToken);
            return await Follower.FollowAsync(parsed, host, job.Id, false, since, cancellationToken);
        });
        return command;
    }

    private static Command Retry()
    {
        var id = Id();
        var batches = new Option<int[]>("--batch") { Description = "Only these batches.", AllowMultipleArgumentsPerToken = true };
        var devices = new Option<string[]>("--device", "-d") { Description = "Only these devices; * and ? are wildcards.",
            AllowMultipleArgumentsPerToken = true };
        var chain = new Option<bool>("--chain")
        {
            Description = "Also the jobs behind it in the chain that did not complete; they wait for it.",
        };
        var secrets = new TargetOptions();
        var command = new Command("retry", "Begin again what did not complete; what succeeded is left alone.") { id, batches, devices,
            chain };
        foreach (var option in secrets.Secrets)
        {
            command.Options.Add(option);
        }

        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken, secrets.ReadSecrets(parsed, Console.In));
            var which = new RunFilter { Batches = parsed.GetValue(batches) ?? [], Names = parsed.GetValue(devices) ?? [] };
            var since = host.Options.Time.GetUtcNow();
            await TargetOptions.SupplyAgainAsync(host, parsed.GetRequiredValue(id), cancellationToken);
            if (!parsed.GetValue(chain))
            {
                var job = await host.Jobs.RetryAsync(parsed.GetRequiredValue(id), which, cancellationToken);
                return await Follower.FollowAsync(parsed, host, job.Id, false, since, cancellationToken);
            }

            if (which.Batches.Count > 0 || which.Names.Count > 0)
            {
                throw new NetBatchException(ErrorCode.InvalidArgument, "--chain was given with --batch or --device.",
                    "A chain goes on when the whole job has completed; retry single devices first.");
            }

            var worst = ExitCode.Done;
            foreach (var one in await host.Chains.RetryAsync(parsed.GetRequiredValue(id), cancellationToken))
            {
                worst = Math.Max(worst, await Follower.FollowAsync(parsed, host, one.Id, false, since, cancellationToken));
            }

            return worst;
        });
        return command;
    }

    private static Command Remove()
    {
        var id = Id();
        var command = new Command("remove", "Forget a job that nobody runs: plan, results, outputs.") { id };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken);
            await host.Store.GetAsync(parsed.GetRequiredValue(id), cancellationToken);
            await host.Store.RemoveAsync(parsed.GetRequiredValue(id), host.Me, cancellationToken);
            return ExitCode.Done;
        });
        return command;
    }
}
