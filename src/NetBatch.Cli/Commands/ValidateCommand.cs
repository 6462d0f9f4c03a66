using System.CommandLine;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;
using NetBatch.Hosting;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch validate</c>: the pipelines of projects as one job.</summary>
internal static class ValidateCommand
{
    public static Command Create()
    {
        var projects = new Argument<string[]>("project") { Description = "Projects; * and ? are wildcards.", Arity = ArgumentArity.OneOrMore };
        var parallel = new Option<bool>("--parallel") { Description = "Run all pipelines at once, up to --throttle." };
        var command = new Command("validate", "Run the pipelines of projects.") { projects, parallel };
        return new JobStarter(where: new ProjectTargets(new InstanceOptions(), projects), usual: parsed => DataRules.Pipelines(parsed.GetValue(parallel))).AddTo(
            command,
            parsed => (new WorkSpec("pipeline", 1, JobStarter.Args(new { })), string.Join(", ", parsed.GetValue(projects)!)),
            async (parsed, host, spec, cancellationToken) =>
            {
                var made = PipelineTargets.SpecOf(await host.Projects.ToUseAsync(parsed.GetValue(projects)!, cancellationToken));
                return spec with { Work = made.Work, Project = spec.Project ?? made.Project };
            });
    }

    /// <summary>The pipelines of projects; only how to get in is taken from the options.</summary>
    private sealed class ProjectTargets(InstanceOptions instances, Argument<string[]> projects) : ITargetOptions
    {
        public IEnumerable<Option> All => instances.Login;

        public IEnumerable<Option> Login => instances.Login;

        public SecretSources ReadSecrets(ParseResult parsed, TextReader input) => instances.ReadSecrets(parsed, input);

        public IReadOnlyList<Target> WithSecrets(ParseResult parsed, NetBatchHost host, IEnumerable<Target> targets) => instances.WithSecrets(parsed, host, targets);

        public async Task<IReadOnlyList<Target>> ReadAsync(ParseResult parsed, NetBatchHost host, CancellationToken cancellationToken)
        {
            var chosen = await host.Projects.ToUseAsync(parsed.GetValue(projects)!, cancellationToken);
            return instances.WithSecrets(parsed, host, await PipelineTargets.FromProjectsAsync(host, chosen, cancellationToken));
        }
    }
}

/// <summary><c>netbatch checks</c>: how the checks of a job ended.</summary>
internal static class ChecksCommand
{
    public static Command Create()
    {
        var id = new Argument<string?>("id") { Description = "The job's id. Default: the newest pipeline job.", Arity = ArgumentArity.ZeroOrOne };
        var trend = new Option<bool>("--trend") { Description = "Compare each check with the job before that had it." };
        var failed = new Option<bool>("--failed") { Description = "Only what did not pass." };
        var command = new Command("checks", "How the checks of a pipeline job ended, by pipeline and step.") { id, trend, failed };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken);
            var job = parsed.GetValue(id) is { } named
                ? await host.Store.GetAsync(named, cancellationToken)
                : await host.Store.ListAsync(new JobFilter { Kinds = ["pipeline"], First = 1 }, cancellationToken).FirstOrDefaultAsync(cancellationToken)
                    ?? throw new NetBatchException(ErrorCode.JobNotFound, "There is no pipeline job yet.", "Start one with netbatch pipeline or netbatch validate.");
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
