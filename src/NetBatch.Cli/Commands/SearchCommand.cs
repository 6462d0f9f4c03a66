using System.CommandLine;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;
using NetBatch.Hosting;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch search</c>: lines of configs by their text and lineage.</summary>
internal static class SearchCommand
{
    private static readonly Option<string[]> EqualTo = new("--equals") { Description = "The line is this. May be repeated." };
    private static readonly Option<string[]> StartsWith = new("--startswith")
    {
        Description = "The line begins with this. May be repeated.",
    };
    private static readonly Option<string[]> EndsWith = new("--endswith") { Description = "The line ends with this. May be repeated." };
    private static readonly Option<string[]> Contains = new("--contains") { Description = "The line holds this. May be repeated." };
    private static readonly Option<string?> Pattern = new("--regex") { Description = "A regular expression found in the line." };
    private static readonly Option<string[]> Lineage = new("--lineage")
    {
        Description = "The line has this lineage ('router bgp > neighbor'). May be repeated.",
    };

    public static Command Create()
    {
        var files = new Argument<FileInfo[]>("files") { Description = "The configs.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("search", "Find lines in configs.") { files, EqualTo, StartsWith, EndsWith, Contains, Pattern, Lineage };
        var options = new ConfigOptions(command);
        command.SetAction(parsed =>
        {
            var desk = options.Desk(parsed);
            var search = new ConfigSearch(Values(parsed, EqualTo), Values(parsed, StartsWith), Values(parsed, EndsWith),
                Values(parsed, Contains), parsed.GetValue(Pattern), Values(parsed, Lineage));
            foreach (var file in parsed.GetRequiredValue(files))
            {
                var name = Path.GetFileNameWithoutExtension(file.Name);
                foreach (var line in desk.Search(name, options.Platform(parsed), ConfigText.Read(file.FullName), search))
                {
                    Show(file.ToString(), line, parsed.GetValue(CommonOptions.Json));
                }
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static string[]? Values(ParseResult parsed, Option<string[]> option) =>
        parsed.GetValue(option) is { Length: > 0 } values ? values : null;

    /// <summary>The file as it was named, line number and lineage, as compilers and grep print them.</summary>
    private static void Show(string file, ConfigLine line, bool json)
    {
        if (json)
        {
            Output.Line(line);
        }
        else
        {
            DiffView.Lines([$"{file}:{line.Line}: {string.Join(" > ", line.Path)}"]);
        }
    }
}
