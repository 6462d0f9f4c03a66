using System.CommandLine;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;
using NetBatch.Hosting;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch diff</c>: what turns a running config into the intended one, and back; touches no device.</summary>
internal static class DiffCommand
{
    private static readonly Argument<FileInfo?> Running = new("running") { Description = "The running config.",
        Arity = ArgumentArity.ZeroOrOne };
    private static readonly Argument<FileInfo?> Intended = new("intended") { Description = "The intended config.",
        Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string[]> Scope = new("--scope")
    {
        Description = "A lineage that the intended config speaks of ('router bgp > neighbor'); all else stays. May be repeated.",
    };
    private static readonly Option<FileInfo[]> TagRules = new("--tag-rules")
    {
        Description = "A YAML file of rules, each with a lineage and tags. May be repeated.",
    };
    private static readonly Option<string[]> Include = new("--include-tag") { Description = "Only lines with this tag. May be repeated." };
    private static readonly Option<string[]> Exclude = new("--exclude-tag") { Description = "No lines with this tag. May be repeated." };
    private static readonly Option<double> MaxDelete = new("--max-delete-percent")
    {
        Description = "Deletions allowed without a warning, in percent of the running lines.", DefaultValueFactory = _ => 10,
    };
    private static readonly Option<string[]> Address = new("--address")
    {
        Description = "An address that a session may use, to warn of lines that touch it. May be repeated.",
    };
    private static readonly Option<string?> User = new("--user")
    {
        Description = "The name that a session would log in with, to warn of lines that touch it.",
    };

    public static Command Create()
    {
        var check = new Option<FileInfo?>("--check")
        {
            Description = "Run a file of vectors (*.jsonl) instead, with the platforms of --rules.",
        };
        var command = new Command("diff", "The commands that turn one config into another, and back.") { Running, Intended, Scope, TagRules,
            Include, Exclude, MaxDelete, Address, User, check };
        var options = new ConfigOptions(command);
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(check) is { } vectors)
            {
                return options.Desk(parsed).Check(vectors.FullName, Console.Out) ? ExitCode.Done : ExitCode.SomeFailed;
            }

            if (parsed.GetValue(Running) is not { } from || parsed.GetValue(Intended) is not { } to)
            {
                throw new NetBatchException(ErrorCode.InvalidArgument, "Two config files are needed.",
                    "netbatch diff RUNNING INTENDED --platform cisco_ios");
            }

            var comparer = new ConfigComparer(options.Desk(parsed), Chosen(parsed));
            var comparison = comparer.Compare(
                Path.GetFileNameWithoutExtension(from.Name), options.Platform(parsed), ConfigText.Read(from.FullName),
                ConfigText.Read(to.FullName), parsed.GetValue(Address) ?? [], parsed.GetValue(User));
            Show(comparison, parsed.GetValue(CommonOptions.Json));
            return comparison.InSync ? ExitCode.Done : ExitCode.SomeFailed;
        });
        return command;
    }

    private static ConfigCompareOptions Chosen(ParseResult parsed) => new()
    {
        Scope = parsed.GetValue(Scope) ?? [],
        TagRules = [.. (parsed.GetValue(TagRules) ?? []).Select(file => file.FullName)],
        IncludeTags = parsed.GetValue(Include) ?? [],
        ExcludeTags = parsed.GetValue(Exclude) ?? [],
        MaxDeletePercent = parsed.GetValue(MaxDelete),
    };

    private static void Show(ConfigComparison comparison, bool json)
    {
        if (json)
        {
            Output.Line(comparison);
            return;
        }

        Console.Out.WriteLine("--- Difference");
        DiffView.Difference(comparison.Diff);
        Console.Out.WriteLine("--- Remediation");
        DiffView.Lines(comparison.Remediation);
        Console.Out.WriteLine("--- Rollback");
        DiffView.Lines(comparison.Rollback);
        Console.Out.WriteLine(
            $"{comparison.Additions} added, {comparison.Deletions} deleted ({comparison.DeletePercent:0.#} %), "
                + $"{comparison.Changes} changed");
        foreach (var warning in comparison.Warnings())
        {
            Console.Error.WriteLine($"warning: {warning}");
        }
    }
}
