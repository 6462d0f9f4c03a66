using System.CommandLine;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;
using NetBatch.Hosting;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch predict</c>: what a config will be after commands; touches no device.</summary>
internal static class PredictCommand
{
    public static Command Create()
    {
        var config = new Argument<FileInfo>("config") { Description = "The config before." };
        var commands = new Argument<FileInfo>("commands") { Description = "The commands, sections by indentation." };
        var difference = new Option<bool>("--diff") { Description = "Print what differs instead of the whole config." };
        var command = new Command("predict", "What a config will be after commands.") { config, commands, difference };
        var options = new ConfigOptions(command);
        command.SetAction(parsed =>
        {
            var before = parsed.GetRequiredValue(config);
            var prediction = options.Desk(parsed).Predict(
                Path.GetFileNameWithoutExtension(before.Name),
                options.Platform(parsed),
                ConfigText.Read(before.FullName),
                ConfigText.Read(parsed.GetRequiredValue(commands).FullName));
            if (parsed.GetValue(CommonOptions.Json))
            {
                Output.Line(prediction);
            }
            else if (parsed.GetValue(difference))
            {
                DiffView.Difference(prediction.Diff);
            }
            else
            {
                DiffView.Lines(prediction.Config);
            }

            return ExitCode.Done;
        });
        return command;
    }
}
