using System.CommandLine;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;
using NetBatch.Hosting;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch templates</c>: what can be parsed, and by which template.</summary>
internal static class TemplatesCommand
{
    public static Command Create()
    {
        var platforms = new Option<string[]>("--platform", "-p") { Description = "Only those of these platforms.",
            AllowMultipleArgumentsPerToken = true };
        var show = new Option<string?>("--command",
            "-c") { Description = "Only those that parse this command; with one --platform the one that would be used." };
        var templates = TemplateSource.Folders();
        var command = new Command("templates", "List the templates that parse show commands, in the order in which they are asked.")
        {
            platforms, show, templates, Install(),
        };
        command.SetAction(parsed =>
        {
            var (desk, folders, wanted) = (TemplateSource.Desk(parsed), TemplateSource.Paths(parsed.GetValue(templates)),
                parsed.GetValue(platforms) ?? []);
            var found = desk.List(folders, wanted, parsed.GetValue(show)).ToList();
            if (desk.UnknownPlatforms(folders, wanted).FirstOrDefault() is { } unknown)
            {
                throw unknown;
            }

            if (parsed.GetValue(CommonOptions.Json))
            {
                found.ForEach(one => Output.Line(new { one.Name, one.Platform, one.Command, one.Collection }));
            }
            else
            {
                Output.Table(["Name", "Platform", "Command", "Collection"],
                    found.Select(one => (string[])[one.Name, one.Platform, one.Command, one.Collection]));
            }

            return found.Count > 0 ? ExitCode.Done : ExitCode.SomeFailed;
        });
        return command;
    }

    private static Command Install()
    {
        var source = new Argument<string>("source") { Description = "A folder, a zip, a wheel or a tar.gz with the collection in it." };
        var name = new Option<string>("--name")
        {
            Description = "The name of its folder in templates beside the store.", DefaultValueFactory = _ => "ntc-templates",
        };
        var force = new Option<bool>("--force") { Description = "Take the place of a collection of that name." };
        var command = new Command("install", "Install a collection of templates, such as ntc-templates, with its licence.")
        {
            source, name, force,
        };
        command.SetAction(parsed =>
        {
            var installed = TemplateInstaller.Install(Path.GetFullPath(parsed.GetRequiredValue(source)), CommonOptions.StoreFile(parsed),
                parsed.GetRequiredValue(name), parsed.GetValue(force));
            foreach (var problem in installed.Problems)
            {
                Console.Error.WriteLine(Output.Safe($"warning: {problem}"));
            }

            if (parsed.GetValue(CommonOptions.Json))
            {
                Output.Line(installed);
            }
            else
            {
                Console.Out.WriteLine(Output.Safe($"{Counted.Of(installed.Templates, "template")} in {installed.Path}; "
                    + $"{(installed.Licence is { } licence ? $"their licence is {licence}" : "they came without a licence")}."));
            }

            return ExitCode.Done;
        });
        return command;
    }
}
