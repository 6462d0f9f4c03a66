using System.CommandLine;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;
using NetBatch.Remediation;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch diff</c>: what turns a running config into the intended one, and back; touches no device.</summary>
internal static class DiffCommand
{
    public static Command Create()
    {
        var running = new Argument<FileInfo?>("running") { Description = "The running config.", Arity = ArgumentArity.ZeroOrOne };
        var intended = new Argument<FileInfo?>("intended") { Description = "The intended config.", Arity = ArgumentArity.ZeroOrOne };
        var platform = new Option<string>("--platform", "-p") { Description = "The platform of both.", DefaultValueFactory = _ => "generic" };
        var check = new Option<FileInfo?>("--check") { Description = "Run a file of vectors (*.jsonl) instead." };
        var command = new Command("diff", "The commands that turn one config into another, and back.") { running, intended, platform, check };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(check) is { } vectors)
            {
                var report = VectorCheck.Run(vectors.FullName);
                report.WriteTo(Console.Out);
                return report.Failed == 0 ? ExitCode.Done : ExitCode.SomeFailed;
            }

            if (parsed.GetValue(running) is not { } from || parsed.GetValue(intended) is not { } to)
            {
                throw new NetBatchException(ErrorCode.InvalidArgument, "Two config files are needed.", "netbatch diff RUNNING INTENDED --platform cisco_ios");
            }

            Show(Read(from, parsed.GetValue(platform)!), Read(to, parsed.GetValue(platform)!), parsed.GetValue(CommonOptions.Json));
            return ExitCode.Done;
        });
        return command;
    }

    private static ConfigTree Read(FileInfo file, string platform)
    {
        try
        {
            return ConfigTree.Parse(File.ReadAllText(file.FullName), platform);
        }
        catch (ConfigException wrong)
        {
            throw new NetBatchException(ErrorCode.InvalidConfig, $"{file.Name}: {wrong.Message}", null, wrong);
        }
    }

    private static void Show(ConfigTree running, ConfigTree intended, bool json)
    {
        var remediation = ConfigEngine.Remediation(running, intended).Lines();
        var rollback = ConfigEngine.Rollback(running, intended).Lines();
        var difference = ConfigEngine.UnifiedDiff(running, intended);
        var summary = ConfigEngine.Summary(running, intended);
        if (json)
        {
            Output.Line(new { remediation, rollback, difference, summary });
            return;
        }

        Part("Difference", difference);
        Part("Remediation", remediation);
        Part("Rollback", rollback);
        Console.Out.WriteLine($"{summary.Additions} added, {summary.Deletions} deleted ({summary.DeletePercent:0.#} %), {summary.Changes} changed");
    }

    private static void Part(string title, IReadOnlyList<string> lines)
    {
        Console.Out.WriteLine($"--- {title}");
        foreach (var line in lines)
        {
            Console.Out.WriteLine(line);
        }
    }
}
