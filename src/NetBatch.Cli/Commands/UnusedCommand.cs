using System.CommandLine;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;
using NetBatch.Hosting;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch unused</c>: objects of configs that nothing in them names.</summary>
internal static class UnusedCommand
{
    public static Command Create()
    {
        var files = new Argument<FileInfo[]>("files") { Description = "The configs.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("unused", "Find objects that a config defines and nothing in it names: access lists, route-maps, VRFs.")
        {
            files,
        };
        var options = new ConfigOptions(command);
        command.SetAction(parsed =>
        {
            var desk = options.Desk(parsed);
            foreach (var file in parsed.GetRequiredValue(files))
            {
                var name = Path.GetFileNameWithoutExtension(file.Name);
                foreach (var one in desk.Unused(name, options.Platform(parsed), ConfigText.Read(file.FullName)))
                {
                    if (parsed.GetValue(CommonOptions.Json))
                    {
                        Output.Line(one);
                    }
                    else
                    {
                        DiffView.Lines([$"{file}:{one.Line}: {one.Text}"]);
                    }
                }
            }

            return ExitCode.Done;
        });
        return command;
    }
}
