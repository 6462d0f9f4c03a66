using System.CommandLine;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch jobtemplate</c>: jobs that are defined once; <c>netbatch run --job-template</c> starts them.</summary>
internal static class JobTemplateCommand
{
    public static Command Create() => new("jobtemplate", "Jobs that are defined once and started often, with run --job-template.")
    {
        Verbs.List("job templates", (host, names, cancellationToken) => host.JobTemplates.ListAsync(names, cancellationToken), Table),
        Show(),
        Verbs.Save("job template", JobTemplate.FromFile, host => host.JobTemplates),
        Verbs.Remove("Forget job templates; jobs of them stay.", host => host.JobTemplates),
    };

    private static void Table(IReadOnlyList<JobTemplate> templates) => Output.Table(
        ["Name", "Work", "Parameters (* required)", "Devices or pipelines", "Description"],
        templates.Select(one => (string[])
        [
            one.Name, one.Work.Kind,
            string.Join(" ", one.Parameters.Select(parameter => parameter.Required ? $"{parameter.Name}*" : parameter.Name)),
            one.Pipelines is { } pipelines ? $"{pipelines}"
                : one.Targets is { } filter
                    ? string.Join(" ", [.. filter.Names, .. filter.Labels.Select(label => $"{label.Key}={label.Value}"),
                        .. filter.Platforms, .. filter.Tags]) : "at the start",
            one.Description ?? "",
        ]));

    private static Command Show()
    {
        var name = new Argument<string>("name") { Description = "The template." };
        var command = new Command("show", "Print a template's JSON form, which save takes.") { name };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken);
            ConsoleStreams.Drawing.WriteLine(
                SafeText.InJson((await host.JobTemplates.FindAsync(parsed.GetRequiredValue(name), cancellationToken)).ToJson()));
            return ExitCode.Done;
        });
        return command;
    }
}
