using System.CommandLine;
using System.Text.Json;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;
using NetBatch.Hosting;

namespace NetBatch.Cli.Commands;

/// <summary>The common part of all verbs that start a job: options, plan, start, showing, exit code.</summary>
/// <param name="ownTargets">Whether the verb knows its targets by itself: <c>--device</c> then only chooses among them.</param>
/// <param name="where">Options for the targets; null: those for devices.</param>
/// <param name="usual">The rules where nothing else is said; null: the usual ones.</param>
internal sealed class JobStarter(bool ownTargets = false, ITargetOptions? where = null, Func<ParseResult, JobRules>? usual = null)
{
    private static readonly Option<string[]> Chosen = new("--device",
        "-d") { Description = "Only these devices of the job; * and ? are wildcards.", AllowMultipleArgumentsPerToken = true };

    private static readonly Option<bool> Secrets = new("--include-secret")
    {
        Description = "With --what-if: show passwords, keys and communities in the lines too.",
    };

    private readonly Option<string?> name = new("--name", "-n") { Description = "What to call the job. Default: the work and the time." };
    private readonly Option<string?> description = new("--description") { Description = "Why it exists." };
    private readonly Option<string?> project = new("--project") { Description = "What it belongs to." };
    private readonly Option<string[]> tags = new("--tag") { Description = "Words to find it by.", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string[]> notify = new("--notify") { Description = "Names of notifications that tell of the job's end.",
        AllowMultipleArgumentsPerToken = true };
    private readonly Option<bool> plan = new("--what-if", "--plan")
    {
        Description = "Show batches, targets and exact commands; start nothing.",
    };
    private readonly Option<bool> detach = new("--detach") { Description = "Run it in a process of its own and return." };
    private readonly Option<bool> quiet = new("--quiet", "-q") { Description = "No live view; only the end." };
    private readonly Option<FileInfo?> trace = new("--trace")
    {
        Description = "Write all that is decided and said, without secrets, into this file, as JSON lines.",
    };
    private readonly RuleOptions rules = new();
    private readonly ITargetOptions targets = where ?? new TargetOptions();

    /// <summary>Adds the options and the action of a verb that starts a job.</summary>
    /// <param name="command">The verb.</param>
    /// <param name="work">Its work, and what the job is called where nobody says it; not asked where a job template tells it.</param>
    /// <param name="complete">Makes the job whole, where it takes the store for that; or null.</param>
    /// <param name="instead">What is done instead of starting a job, with its exit code; null, also from it: a job is started.</param>
    /// <param name="fill">Fills in the job template that was named, or gives null.</param>
    /// <param name="ask">Asks a person, where it has to, by what the job would do; throws where it may not start.</param>
    public Command AddTo(
        Command command,
        Func<ParseResult, (WorkSpec Work, string Title)> work,
        Func<ParseResult, NetBatchHost, JobSpec, CancellationToken, Task<JobSpec>>? complete = null,
        Func<ParseResult, NetBatchHost, CancellationToken, Task<FilledTemplate?>>? fill = null,
        Func<ParseResult, CancellationToken, Task<int?>>? instead = null,
        Action<ParseResult, JobPreview>? ask = null)
    {
        foreach (var option in (IEnumerable<Option>)[.. ownTargets ? [Chosen, Secrets, .. targets.Login] : targets.All, .. rules.All, name,
            description, project, tags, notify, plan, detach, quiet, trace])
        {
            command.Options.Add(option);
        }

        command.SetAction(async (parsed, cancellationToken) =>
            (instead is null ? null : await instead(parsed, cancellationToken))
                ?? await RunAsync(parsed, work, complete, fill, ask, cancellationToken));
        return command;
    }

    /// <summary>The devices that were chosen among those of a verb that knows its targets.</summary>
    public static IReadOnlyList<string> DeviceNames(ParseResult parsed) => parsed.GetValue(Chosen) ?? [];

    /// <summary>Arguments without those that are null.</summary>
    public static JsonElement Given(IReadOnlyDictionary<string, object?> members) =>
        JsonSerializer.SerializeToElement(members.Where(one => one.Value is not null).ToDictionary());

    public static JsonElement Args(object members) => JsonSerializer.SerializeToElement(members, members.GetType());

    private async Task<int> RunAsync(
        ParseResult parsed,
        Func<ParseResult, (WorkSpec Work, string Title)> work,
        Func<ParseResult, NetBatchHost, JobSpec, CancellationToken, Task<JobSpec>>? complete,
        Func<ParseResult, NetBatchHost, CancellationToken, Task<FilledTemplate?>>? fill,
        Action<ParseResult, JobPreview>? ask,
        CancellationToken cancellationToken)
    {
        var secrets = targets.ReadSecrets(parsed, Console.In);
        await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken, secrets);
        var filled = fill is null ? null : await fill(parsed, host, cancellationToken);
        var basis = filled?.Spec ?? Plain(parsed, work(parsed));
        var spec = basis with
        {
            Name = parsed.GetValue(name) ?? basis.Name,
            Description = parsed.GetValue(description) ?? basis.Description,
            Project = parsed.GetValue(project) ?? basis.Project,
            Tags = parsed.GetValue(tags) is { Length: > 0 } words ? words : basis.Tags,
            Notify = parsed.GetValue(notify) is { Length: > 0 } told ? told : basis.Notify,
            Rules = rules.Read(parsed, basis.Rules),
            Targets = ownTargets ? []
                : filled is null ? await targets.ReadAsync(parsed, host, cancellationToken)
                : await targets.ReadAsync(parsed, host, filled, cancellationToken),
        };
        if (complete is not null)
        {
            spec = await complete(parsed, host, spec, cancellationToken);
            spec = spec with { Targets = targets.WithSecrets(parsed, host, spec.Targets) };
        }

        if (parsed.GetValue(plan))
        {
            var preview = host.Jobs.Preview(spec);
            PlanView.Show(ownTargets && !parsed.GetValue(Secrets) ? preview.WithoutSecrets() : preview,
                parsed.GetValue(CommonOptions.Json));
            return ExitCode.Done;
        }

        if (spec.Rules.MaxMemory is not null && !parsed.GetValue(detach))
        {
            throw new NetBatchException(ErrorCode.InvalidRule,
                "--max-memory limits a job's own process, and this job would run in the foreground.", "Give --detach too.");
        }

        ask?.Invoke(parsed, host.Jobs.Preview(spec));
        if (parsed.GetValue(detach))
        {
            if (parsed.GetValue(trace) is not null)
            {
                throw new NetBatchException(ErrorCode.InvalidArgument,
                    "--trace writes what this process does, and --detach gives the job another.", "Give --transcript instead.");
            }

            var job = await Detached.StartAsync(host, spec, id => OwnCommand.CommandLine(id, host.Store.Location), cancellationToken);
            Started(parsed, job);
            return ExitCode.Done;
        }

        ConsoleStreams.JobRuns();
        using var traced = parsed.GetValue(trace) is { } file ? new TraceFile(file, host) : null;
        return await FollowAsync(parsed, host, await host.Jobs.StartAsync(spec, cancellationToken), cancellationToken);
    }

    private async Task<int> FollowAsync(ParseResult parsed, NetBatchHost host, BatchJob job, CancellationToken cancellationToken)
    {
        Started(parsed, job);
        return await Follower.FollowAsync(parsed, host, job.Id, parsed.GetValue(quiet), job.CreatedAt, cancellationToken);
    }

    private JobSpec Plain(ParseResult parsed, (WorkSpec Work, string Title) given) =>
        new() { Name = given.Title, Work = given.Work, Rules = usual?.Invoke(parsed) ?? new JobRules() };

    private static void Started(ParseResult parsed, BatchJob job)
    {
        if (!parsed.GetValue(CommonOptions.Json))
        {
            Console.Out.WriteLine(
                $"{job.Id}  {job.Name}: {Counted.Of(job.TotalTargets, "target")} in {Counted.Of(job.TotalBatches, "batch")} of "
                    + $"{job.BatchSize}");
        }
    }
}

/// <summary>Shows a job that runs in this process until it stands still; Ctrl+C stops it at its safe points, a signal to end leaves it
/// resumable.</summary>
internal static class Follower
{
    public static async Task<int> FollowAsync(ParseResult parsed, NetBatchHost host, string jobId, bool quiet, DateTimeOffset since,
        CancellationToken cancellationToken)
    {
        var json = parsed.GetValue(CommonOptions.Json);
        ConsoleStreams.JobRuns();
        try
        {
            if (!quiet && !json)
            {
                // A reader that does not read holds the view, and must hold neither the job nor its end.
                await Task.Run(() => new JobView(host, jobId, details: true, since).FollowAsync(cancellationToken), CancellationToken.None)
                    .WaitAsync(cancellationToken);
            }

            await host.Jobs.WaitAsync(jobId, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // First it ends, then that is told: whoever was told may have gone.
            var ending = parsed.InvocationConfiguration is ExitSignals { Terminated.IsCancellationRequested: true } ? host.Jobs.LeaveAsync()
                : StopAsync(host, jobId);
            Console.Error.WriteLine("Stopping: what runs is ended and disconnected.");
            await ending;
        }

        var job = await host.Store.GetAsync(jobId, CancellationToken.None);
        foreach (var trouble in await ParseFailure.ReadAsync(host.Store, jobId, CancellationToken.None))
        {
            Console.Error.WriteLine($"netbatch: {trouble}");
        }

        foreach (var warning in await JobWarnings.ReadAsync(host, jobId, since, CancellationToken.None))
        {
            Console.Error.WriteLine(Output.Safe($"warning: {warning}"));
        }

        foreach (var line in await NewHostKeys.ReadAsync(host, jobId, since, CancellationToken.None))
        {
            (json ? Console.Error : Console.Out).WriteLine(line);
        }

        if (json)
        {
            Output.Line(job);
        }
        else
        {
            Tables.Summary(job);
        }

        return ExitCode.Of(job);
    }

    private static async Task StopAsync(NetBatchHost host, string jobId)
    {
        try
        {
            await host.Jobs.RequestAsync(jobId, JobRequestKind.StopNow, CancellationToken.None);
        }
        catch (NetBatchException ended) when (ended.Code == ErrorCode.IllegalState)
        {
            return; // It came to its end just then.
        }

        await host.Jobs.WaitAsync(jobId, CancellationToken.None);
    }
}
