using System.CommandLine;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;
using NetBatch.Hosting;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch projects</c>: pipelines that belong together.</summary>
internal static class ProjectsCommand
{
    public static Command Create() => new("projects", "Pipelines that belong together, with their instances.")
    {
        Add(),
        Verbs.List("projects", (host, names, cancellationToken) => host.Projects.ListAsync(names, cancellationToken), Tables.Projects),
        Verbs.Remove("Forget projects; jobs keep their own copy.", host => host.Projects),
    };

    private static Command Add()
    {
        var name = new Argument<string>("name") { Description = "What to call it." };
        var files = new Argument<FileInfo[]>("file") { Description = "The pipelines' files.", Arity = ArgumentArity.OneOrMore };
        var instances = new Option<string[]>("--instance", "-d")
        {
            Description = "The instances to check, in the place of those that the files name; * and ? are wildcards.",
            AllowMultipleArgumentsPerToken = true,
        };
        var source = new Option<string?>("--source") { Description = "The instance to compare with." };
        var description = new Option<string?>("--description") { Description = "What it is for." };
        var settings = new Option<string[]>("--setting")
        {
            Description = "Values for parameters that steps do not set themselves: evidence=5 tolerance=0.1.",
            AllowMultipleArgumentsPerToken = true,
        };
        var force = new Option<bool>("--force") { Description = "Put it over a project of the same name." };
        var command = new Command("add", "Define a project; its files are read and checked now.") { name, files, instances, source,
            description, settings, force };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var pipelines = await PipelineTargets.ForProjectAsync([.. parsed.GetValue(files)!.Select(file => file.FullName)], null,
                cancellationToken);
            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken);
            await Verbs.KeepAsync(
                host.Projects,
                new BatchProject
                {
                    Name = parsed.GetRequiredValue(name),
                    Description = parsed.GetValue(description),
                    Pipelines = pipelines,
                    Instances = parsed.GetValue(instances) ?? [],
                    Source = parsed.GetValue(source),
                    Settings = PipelineTargets.Settings(Pairs.Read(parsed.GetValue(settings), "--setting")),
                },
                parsed.GetValue(force),
                cancellationToken);
            return ExitCode.Done;
        });
        return command;
    }
}
