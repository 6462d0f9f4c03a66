using System.CommandLine;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch jobtemplate</c>: jobs that are defined once; <c>netbatch run --job-template</c> starts them.</summary>
internal static class JobTemplateCommand
{
    public static Command Create() =>
        new("jobtemplate", "Jobs that are defined once and started often, with run --job-template.") { List(), Show(), Save(), Remove() };

    private static Command List()
    {
        var names = new Argument<string[]>("name") { Description = "Names; * and ? are wildcards.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("list", "List job templates.") { names };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken);
            var templates = await host.JobTemplates.ReadAsync(parsed.GetValue(names) ?? [], cancellationToken).ToListAsync(cancellationToken);
            if (parsed.GetValue(CommonOptions.Json))
            {
                templates.ForEach(Output.Line);
                return ExitCode.Done;
            }

            Output.Table(
                ["Name", "Work", "Parameters (* required)", "Devices", "Description"],
                templates.Select(one => (string[])
                [
                    one.Name, one.Work.Kind,
                    string.Join(" ", one.Parameters.Select(parameter => parameter.Required ? $"{parameter.Name}*" : parameter.Name)),
                    one.Targets is { } filter ? string.Join(" ", [.. filter.Names, .. filter.Labels.Select(label => $"{label.Key}={label.Value}"), .. filter.Platforms, .. filter.Tags]) : "at the start",
                    one.Description ?? "",
                ]));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Show()
    {
        var name = new Argument<string>("name") { Description = "The template." };
        var command = new Command("show", "Print a template's JSON form, which save takes.") { name };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken);
            Console.Out.WriteLine((await host.JobTemplates.FindAsync(parsed.GetRequiredValue(name), cancellationToken)).ToJson());
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Save()
    {
        var file = new Argument<FileInfo>("file") { Description = "A file with the template's JSON form (docs/scheduling.md)." };
        var force = new Option<bool>("--force") { Description = "Put it over a template of the same name." };
        var command = new Command("save", "Keep a job template.") { file, force };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var template = JobTemplate.FromJson(await File.ReadAllTextAsync(parsed.GetRequiredValue(file).FullName, cancellationToken));
            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken);
            await host.JobTemplates.SaveAsync(template, !parsed.GetValue(force), cancellationToken);
            Console.Out.WriteLine($"{template.Name} kept.");
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Remove()
    {
        var names = new Argument<string[]>("name") { Description = "Names.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("remove", "Forget job templates; jobs of them stay.") { names };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken);
            foreach (var name in parsed.GetValue(names)!)
            {
                await host.JobTemplates.RemoveAsync(name, cancellationToken);
            }

            return ExitCode.Done;
        });
        return command;
    }
}
