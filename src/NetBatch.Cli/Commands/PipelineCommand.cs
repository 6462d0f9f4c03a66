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
        var files = new Argument<FileInfo[]>("file") { Description = "The pipelines' files.", Arity = ArgumentArity.ZeroOrMore };
        var source = new Option<string?>("--source")
        {
            Description = "The instance to compare with, in the place of the one that the files name.",
        };
        var parallel = new Option<bool>("--parallel") { Description = "Run all pipelines at once, up to --throttle." };
        var settings = new Option<string[]>("--setting")
        {
            Description = "Values for parameters that steps do not set themselves: evidence=5 tolerance=0.1.",
            AllowMultipleArgumentsPerToken = true,
        };
        var check = new Option<bool>("--check") { Description = "Only check the files; connect to nothing." };
        var draft = new Option<bool>("--draft")
        {
            Description = "Print a pipeline drafted from the metadata of --source and --instance; run nothing.",
        };
        var tables = new Option<string[]>("--table") { Description = "With --draft: only these tables; * and ? are wildcards.",
            AllowMultipleArgumentsPerToken = true };
        var command = new Command("pipeline", "Run pipelines of checks.") { files, source, parallel, settings, check, draft, tables };
        command.Validators.Add(result =>
        {
            if (result.GetValue(files) is not { Length: > 0 } && !result.GetValue(draft))
            {
                result.AddError("Name the pipelines' files.");
            }
        });
        var instances = new InstanceOptions();
        return new JobStarter(where: new FileTargets(instances, files, source),
            usual: parsed => DataRules.Pipelines(parsed.GetValue(parallel))).AddTo(
            command,
            parsed => (
                new WorkSpec("pipeline", 1, PipelineTargets.Settings(Pairs.Read(parsed.GetValue(settings), "--setting")) is { } given
                    ? JobStarter.Args(new { settings = given }) : JobStarter.Args(new { })),
                parsed.GetValue(files) is [var only] ? Path.GetFileNameWithoutExtension(only.Name)
                    : $"{parsed.GetValue(files)!.Length} pipelines"),
            instead: async (parsed, cancellationToken) =>
                parsed.GetValue(check) ? await CheckAsync(parsed, parsed.GetValue(files)!, cancellationToken)
                : parsed.GetValue(draft)
                    ? await DraftAsync(parsed, instances, parsed.GetValue(source), parsed.GetValue(tables) ?? [], cancellationToken)
                : null);
    }

    private static async Task<int> DraftAsync(ParseResult parsed, InstanceOptions instances, string? source, string[] tables,
        CancellationToken cancellationToken)
    {
        await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken, instances.ReadSecrets(parsed, Console.In));
        var chosen = await instances.ReadAsync(parsed, host, cancellationToken);
        if (source is null || chosen is not [DatabaseInstance target])
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, "A draft is made of two databases.",
                "Give one by --source and one by --instance.");
        }

        var other = instances.WithSecrets(parsed, host,
            await TargetSelection.ByNameAsync(host.Store.Targets, "instance", [source], cancellationToken));
        Console.Out.Write(await PipelineDrafts.WriteAsync(host, (DatabaseInstance)other[0], target, tables, cancellationToken));
        return ExitCode.Done;
    }

    private static async Task<int> CheckAsync(ParseResult parsed, FileInfo[] files, CancellationToken cancellationToken)
    {
        var wrong = 0;
        foreach (var file in files)
        {
            var (steps, problems) = await PipelineTargets.CheckAsync(file.FullName, null, cancellationToken);
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

            if (problems.Count == 0 && !parsed.GetValue(CommonOptions.Json))
            {
                Console.Out.WriteLine($"{file.Name}: {Counted.Of(steps, "step")}, nothing wrong");
            }
        }

        return wrong == 0 ? ExitCode.Done : ExitCode.SomeFailed;
    }

    /// <summary>The pipelines of files with their instances.</summary>
    private sealed class FileTargets(InstanceOptions instances, Argument<FileInfo[]> files, Option<string?> source) : ITargetOptions
    {
        public IEnumerable<Option> All => instances.All;

        public IEnumerable<Option> Login => instances.Login;

        public SecretSources ReadSecrets(ParseResult parsed, TextReader input) => instances.ReadSecrets(parsed, input);

        public IReadOnlyList<Target> WithSecrets(ParseResult parsed, NetBatchHost host, IEnumerable<Target> targets) =>
            instances.WithSecrets(parsed, host, targets);

        public async Task<IReadOnlyList<Target>> ReadAsync(ParseResult parsed, NetBatchHost host, CancellationToken cancellationToken)
        {
            DatabaseInstance[] chosen = instances.IsGiven(parsed)
                ? [.. (await instances.ReadAsync(parsed, host, cancellationToken)).Cast<DatabaseInstance>()] : [];
            return instances.WithSecrets(
                parsed, host, await PipelineTargets.FromFilesAsync(host, [.. parsed.GetValue(files)!.Select(file => file.FullName)], chosen,
                    parsed.GetValue(source), cancellationToken));
        }
    }
}
