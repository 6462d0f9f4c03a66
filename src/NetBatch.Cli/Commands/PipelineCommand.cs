using System.CommandLine;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;
using NetBatch.Hosting;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch pipeline</c>: checks of databases, or of one against another, as YAML files write them.</summary>
internal static class PipelineCommand
{
    public static Command Create()
    {
        var files = new Argument<FileInfo[]>("file") { Description = "The pipelines' files.", Arity = ArgumentArity.OneOrMore };
        var source = new Option<string?>("--source") { Description = "The instance to compare with, in the place of the one that the files name." };
        var parallel = new Option<bool>("--parallel") { Description = "Run all pipelines at once, up to --throttle." };
        var check = new Option<bool>("--check") { Description = "Only check the files; connect to nothing." };
        var command = new Command("pipeline", "Run pipelines of checks.") { files, source, parallel, check };
        var usual = new JobRules { TargetTimeout = TimeSpan.FromMinutes(30) };
        return new JobStarter(new FileTargets(new InstanceOptions(), files, source), usual).AddTo(
            command,
            (parsed, _, _) => Task.FromResult(new JobSpec
            {
                Name = parsed.GetValue(files) is [var only] ? Path.GetFileNameWithoutExtension(only.Name) : $"{parsed.GetValue(files)!.Length} pipelines",
                Work = new WorkSpec("pipeline", 1, JobStarter.Args(new { })),
                Targets = [],
            }),
            parsed => PipelineRules.Of(usual, parsed.GetValue(parallel)),
            async (parsed, cancellationToken) => parsed.GetValue(check) ? await CheckAsync(parsed, parsed.GetValue(files)!, cancellationToken) : null);
    }

    private static async Task<int> CheckAsync(ParseResult parsed, FileInfo[] files, CancellationToken cancellationToken)
    {
        var wrong = 0;
        foreach (var file in files)
        {
            var (pipeline, problems) = await PipelineTargets.CheckAsync(file.FullName, cancellationToken);
            wrong += problems.Count;
            foreach (var problem in problems)
            {
                if (parsed.GetValue(CommonOptions.Json))
                {
                    Output.Line(problem);
                }
                else
                {
                    Console.Out.WriteLine(problem);
                }
            }

            if (pipeline is not null && !parsed.GetValue(CommonOptions.Json))
            {
                Console.Out.WriteLine($"{file.Name}: {pipeline.Steps.Count} steps, nothing wrong");
            }
        }

        return wrong == 0 ? ExitCode.Done : ExitCode.SomeFailed;
    }

    /// <summary>The pipelines of files with their instances.</summary>
    private sealed class FileTargets(InstanceOptions instances, Argument<FileInfo[]> files, Option<string?> source) : ITargetOptions
    {
        public IEnumerable<Option> All => instances.All;

        public SecretSources ReadSecrets(ParseResult parsed, TextReader input) => instances.ReadSecrets(parsed, input);

        public async Task<IReadOnlyList<Target>> ReadAsync(ParseResult parsed, NetBatchHost host, CancellationToken cancellationToken)
        {
            DatabaseInstance[] chosen = instances.IsGiven(parsed) ? [.. (await instances.ReadAsync(parsed, host, cancellationToken)).Cast<DatabaseInstance>()] : [];
            var targets = await PipelineTargets.FromFilesAsync(host, [.. parsed.GetValue(files)!.Select(file => file.FullName)], chosen, parsed.GetValue(source), cancellationToken);
            return InstanceInventory.WithDefaults(targets, instances.Login(parsed, host.Secrets));
        }
    }
}

/// <summary>How pipelines are gone through where nothing else is said: one after the other.</summary>
internal static class PipelineRules
{
    public static JobRules Of(JobRules usual, bool parallel) =>
        parallel ? usual with { BatchSize = BatchSize.Parse("0") } : usual with { ThrottleLimit = 1 };
}
