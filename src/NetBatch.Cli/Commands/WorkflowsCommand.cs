using System.CommandLine;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;
using NetBatch.Hosting;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch workflows</c>: queries that are defined once and run on many instances.</summary>
internal static class WorkflowsCommand
{
    public static Command Create() => new("workflows", "Queries that are defined once and run on many instances.")
    {
        Add(),
        Verbs.List("workflows", (host, names, cancellationToken) => host.Workflows.ListAsync(names, cancellationToken), Tables.Workflows),
        Show(),
        Verbs.Remove("Forget workflows; jobs keep their own copy.", host => host.Workflows),
    };

    private static Command Add()
    {
        var name = new Argument<string>("name") { Description = "What to call it." };
        var query = new Argument<string?>("query") { Description = "The query, in quotes; parameters stand in it as @name.",
            Arity = ArgumentArity.ZeroOrOne };
        var file = new Option<FileInfo?>("--file", "-f") { Description = "A file with the query." };
        var parameters = new Option<string[]>("--parameter")
        {
            Description = "name:type or name:type=default; types: Text, WholeNumber, Number, Boolean, Date, Timestamp; with [] a list: "
                + "ids:WholeNumber[]=1,2.", AllowMultipleArgumentsPerToken = true,
        };
        var description = new Option<string?>("--description") { Description = "What it is for." };
        var rows = new Option<int?>("--row-limit") { Description = "The most rows an instance may give." };
        var force = new Option<bool>("--force") { Description = "Put it over a workflow of the same name." };
        var command = new Command("add", "Define a workflow.") { name, query, file, parameters, description, rows, force };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var text = parsed.GetValue(file) is { } from ? await File.ReadAllTextAsync(from.FullName, cancellationToken)
                : parsed.GetValue(query);
            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken);
            await Verbs.KeepAsync(
                host.Workflows,
                new BatchWorkflow
                {
                    Name = parsed.GetRequiredValue(name),
                    Description = parsed.GetValue(description),
                    Query = text ?? throw new NetBatchException(ErrorCode.InvalidArgument, "No query was given.",
                        "Write it in quotes, or name its file by --file."),
                    Parameters = [.. (parsed.GetValue(parameters) ?? []).Select(WorkflowSpec.Parameter)],
                    RowLimit = parsed.GetValue(rows),
                },
                parsed.GetValue(force),
                cancellationToken);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Show()
    {
        var name = new Argument<string>("name") { Description = "The workflow's name." };
        var command = new Command("show", "Print a workflow's parameters and query.") { name };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken);
            var workflow = await host.Workflows.FindAsync(parsed.GetRequiredValue(name), cancellationToken);
            if (parsed.GetValue(CommonOptions.Json))
            {
                Output.Line(workflow);
                return ExitCode.Done;
            }

            foreach (var parameter in workflow.Parameters)
            {
                Console.Out.WriteLine($"-- @{parameter}{(parameter.Help is null ? "" : $"  {parameter.Help}")}");
            }

            Console.Out.WriteLine(workflow.Query);
            return ExitCode.Done;
        });
        return command;
    }
}
