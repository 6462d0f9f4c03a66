using System.CommandLine;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;
using NetBatch.Hosting;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch merge</c>: several configs in one.</summary>
internal static class MergeCommand
{
    public static Command Create()
    {
        var files = new Argument<FileInfo[]>("files") { Description = "The configs, in the order of their lines.",
            Arity = ArgumentArity.OneOrMore };
        var command = new Command("merge", "Join configs: what several hold stands once.") { files };
        var options = new ConfigOptions(command);
        command.SetAction(parsed =>
        {
            var lines = options.Desk(parsed)
                .Merge(options.Platform(parsed), [.. parsed.GetRequiredValue(files).Select(file => ConfigText.Read(file.FullName))]);
            if (parsed.GetValue(CommonOptions.Json))
            {
                Output.Line(new { config = lines });
            }
            else
            {
                DiffView.Lines(lines);
            }

            return ExitCode.Done;
        });
        return command;
    }
}
