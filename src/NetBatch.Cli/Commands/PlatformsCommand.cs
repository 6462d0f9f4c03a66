using System.CommandLine;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;
using NetBatch.Hosting;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch platforms</c>: which command lines and configs are known, and the check of a file that describes one.</summary>
internal static class PlatformsCommand
{
    public static Command Create()
    {
        var names = new Argument<string[]>("name")
        {
            Description = "Names, here or in other tools; * and ? are wildcards.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new Command("platforms", "List the platforms that are known, or check the file of one.") { names, Check(), Import() };
        command.SetAction(parsed =>
        {
            var tools = PlatformTools.Beside(CommonOptions.StoreFile(parsed));
            CommonOptions.Warn(tools);
            var found = tools.List(parsed.GetValue(names) ?? []).ToList();
            if (parsed.GetValue(CommonOptions.Json))
            {
                found.ForEach(one => Output.Line(one));
            }
            else
            {
                Output.Table(
                    ["Name", "Title", "Session", "Config", "Extends", "Source", "Also called"],
                    found.Select(one => (string[])
                    [
                        one.Name, one.Title, one.HasSession ? "yes" : "no", one.HasConfig ? "yes" : "no", one.Extends ?? "", one.Source,
                        string.Join(", ", one.Aliases.Concat(one.Netmiko).Concat(one.Napalm).Where(name => name != one.Name).Distinct()),
                    ]));
            }

            return found.Count > 0 ? ExitCode.Done : ExitCode.SomeFailed;
        });
        return command;
    }

    private static Command Import()
    {
        var file = new Argument<FileInfo>("file") { Description = "hier_config's options, of its version 2 or 3, in YAML or JSON." };
        var of = new Option<string>("--platform", "-p") { Description = "The platform to whose rules they are added.", Required = true };
        var name = new Option<string?>("--name") { Description = "The name of a platform of their own; else they change the platform." };
        var folder = new Option<DirectoryInfo?>("--out") { Description = "The folder it goes to; platforms beside the store otherwise." };
        var force = new Option<bool>("--force") { Description = "Write over a file that is there." };
        var command = new Command("import", "Make a platform file of hier_config's options.") { file, of, name, folder, force };
        command.SetAction(parsed =>
        {
            var store = CommonOptions.StoreFile(parsed);
            var written = PlatformTools.Beside(store).Import(
                parsed.GetRequiredValue(file).FullName, parsed.GetRequiredValue(of), parsed.GetValue(name),
                parsed.GetValue(folder)?.FullName ?? PlatformTools.FolderBeside(store), parsed.GetValue(force));
            Console.Out.WriteLine(Output.Safe(written));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Check()
    {
        var file = new Argument<FileInfo>("file") { Description = "The platform file (docs/platforms.md)." };
        var transcript = new Option<FileInfo?>("--transcript")
        {
            Description = "A recorded session: tell which of its lines the file recognizes, and as what.",
        };
        var command = new Command("check", "Check a platform file and tell what is wrong with it, by line, value and remedy.")
        {
            file, transcript,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(file).FullName;
            var session = parsed.GetValue(transcript) is { } recorded
                ? await File.ReadAllTextAsync(recorded.FullName, cancellationToken)
                : null;
            var check = PlatformTools.Check(path, CommonOptions.StoreFile(parsed), session);
            if (parsed.GetValue(CommonOptions.Json))
            {
                Output.Line(check);
            }
            else
            {
                Show(path, check);
            }

            return check.IsValid ? ExitCode.Done : ExitCode.SomeFailed;
        });
        return command;
    }

    private static void Show(string path, PlatformCheck check)
    {
        foreach (var problem in check.Findings.Where(finding => finding.Kind == "problem"))
        {
            Console.Out.WriteLine(problem.Text);
            Console.Out.WriteLine($"  {problem.Remedy}");
        }

        var lines = check.Findings.Where(finding => finding.Kind != "problem").ToList();
        if (lines.Count > 0)
        {
            Output.Table(
                ["Line", "Is", "Mode", "Device", "Effect", "Text"],
                lines.Select(line => (string[])
                    [$"{line.Line}", line.Kind, line.Mode ?? "", line.Device ?? "", line.Effect ?? "", line.Text]));
        }

        if (check.Form is { } form)
        {
            Console.Out.WriteLine($"{path} has a former form, which is still read. The same in the form of today:");
            ConsoleStreams.Drawing.Write(Console.IsOutputRedirected ? form : SafeText.Of(form));
        }

        if (check is { IsValid: true, Platform: { } platform })
        {
            var (sessions, configs) = (platform.HasSession ? "sessions" : "no sessions", platform.HasConfig ? "configs" : "no configs");
            Console.Out.WriteLine($"{platform.Name} can be used: {sessions}, {configs}.");
        }
    }
}
