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
        var projects = new Argument<string[]>("project") { Description = "Projects; * and ? are wildcards.",
            Arity = ArgumentArity.OneOrMore };
        var parallel = new Option<bool>("--parallel") { Description = "Run all pipelines at once, up to --throttle." };
        var command = new Command("validate", "Run the pipelines of projects.") { projects, parallel };
        return new JobStarter(where: new ProjectTargets(new InstanceOptions(), projects),
            usual: parsed => DataRules.Pipelines(parsed.GetValue(parallel))).AddTo(
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

        public IReadOnlyList<Target> WithSecrets(ParseResult parsed, NetBatchHost host, IEnumerable<Target> targets) =>
            instances.WithSecrets(parsed, host, targets);

        public async Task<IReadOnlyList<Target>> ReadAsync(ParseResult parsed, NetBatchHost host, CancellationToken cancellationToken)
        {
            var chosen = await host.Projects.ToUseAsync(parsed.GetValue(projects)!, cancellationToken);
            return instances.WithSecrets(parsed, host, await PipelineTargets.FromProjectsAsync(host, chosen, cancellationToken));
        }
    }
}
