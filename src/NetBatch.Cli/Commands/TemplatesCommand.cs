using System.CommandLine;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;

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
            platforms, show, templates,
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
}
