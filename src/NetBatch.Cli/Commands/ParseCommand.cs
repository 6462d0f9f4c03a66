using System.CommandLine;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;
using NetBatch.TextFsm;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch parse</c>: output of a show command to records, and checks of templates.</summary>
internal static class ParseCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo?>("file") { Description = "What the device printed; standard input where none is given.", Arity = ArgumentArity.ZeroOrOne };
        var platform = new Option<string?>("--platform", "-p") { Description = "The device's platform." };
        var show = new Option<string?>("--command", "-c") { Description = "The command that was sent." };
        var template = new Option<FileInfo?>("--template", "-t") { Description = "A template instead of one found by platform and command." };
        var templates = new Option<DirectoryInfo?>("--templates") { Description = "A folder with index and *.textfsm, asked before the built-in ones. Default: NTC_TEMPLATES_DIR." };
        var check = new Option<string?>("--check") { Description = "Run a file of vectors (*.jsonl), or a folder of fixtures with --templates." };
        var command = new Command("parse", "Turn the output of a show command into records.") { file, platform, show, template, templates, check };
        command.SetAction(parsed =>
        {
            var folder = parsed.GetValue(templates)?.FullName ?? Environment.GetEnvironmentVariable("NTC_TEMPLATES_DIR");
            if (parsed.GetValue(check) is { } vectors)
            {
                return Check(vectors, folder);
            }

            var text = parsed.GetValue(file) is { } given ? File.ReadAllText(given.FullName) : Console.In.ReadToEnd();
            var (header, rows) = parsed.GetValue(template) is { } one
                ? ByTemplate(Template.Load(one.FullName), text)
                : ByIndex(TemplateLibrary.Open(folder is null ? [] : [folder]), parsed.GetValue(platform), parsed.GetValue(show), text);
            Show(header, rows, parsed.GetValue(CommonOptions.Json));
            return ExitCode.Done;
        });
        return command;
    }

    private static int Check(string path, string? templates)
    {
        var report = Directory.Exists(path)
            ? CollectionCheck.Run(path, templates ?? throw new NetBatchException(ErrorCode.InvalidArgument, "A folder of fixtures needs --templates DIR."))
            : VectorCheck.Run(path);
        report.Write(Console.Out);
        return report.Succeeded ? ExitCode.Done : ExitCode.SomeFailed;
    }

    private static (IReadOnlyList<string>, IReadOnlyList<TemplateRecord>) ByTemplate(Template template, string text) =>
        (template.Header, template.Parse(text));

    private static (IReadOnlyList<string>, IReadOnlyList<TemplateRecord>) ByIndex(TemplateLibrary library, string? platform, string? command, string text)
    {
        if (platform is null || command is null)
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, "Which template parses this is not known.", "Give --platform and --command, or --template.");
        }

        var table = library.Parse(platform, command, text);
        return (table.Header, table.Rows);
    }

    private static void Show(IReadOnlyList<string> header, IReadOnlyList<TemplateRecord> rows, bool json)
    {
        if (json)
        {
            foreach (var row in rows)
            {
                Output.Line(header.ToDictionary(column => column, column => row[column]));
            }

            return;
        }

        Output.Table(header, rows.Select(row => (string[])[.. header.Select(column => Text(row[column]))]));
    }

    private static string Text(object? cell) => cell switch
    {
        null => "",
        string text => text,
        IReadOnlyList<object?> list => string.Join(", ", list.Select(Text)),
        IReadOnlyDictionary<string, string?> map => string.Join(" ", map.Select(one => $"{one.Key}={one.Value}")),
        _ => cell.ToString() ?? "",
    };
}
