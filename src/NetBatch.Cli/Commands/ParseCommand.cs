using System.CommandLine;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;
using NetBatch.Hosting;
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
        var template = TemplateSource.Template("A template, by name or file, instead of one found by platform and command.");
        var templates = TemplateSource.Folders();
        var explain = new Option<bool>("--explain") { Description = "Show line by line which rule of the template matched and what it did." };
        var check = new Option<string?>("--check") { Description = "Run a file of vectors (*.jsonl), or a folder of fixtures with --templates." };
        var command = new Command("parse", "Turn the output of a show command into records.") { file, platform, show, template, templates, explain, check };
        command.SetAction(parsed =>
        {
            var folders = TemplateSource.Paths(parsed.GetValue(templates));
            if (parsed.GetValue(check) is { } vectors)
            {
                return Check(vectors, folders.FirstOrDefault() ?? Environment.GetEnvironmentVariable(Templates.FolderVariable));
            }

            var request = new ParseRequest
            {
                Platform = parsed.GetValue(platform), Command = parsed.GetValue(show), Template = TemplateSource.Path(parsed.GetValue(template)), TemplatePath = folders,
            };
            if (request.Template is null && (request.Platform is null || request.Command is null))
            {
                throw new NetBatchException(ErrorCode.InvalidArgument, "Which template parses this is not known.", "Give --platform and --command, or --template.");
            }

            var parser = Templates.ParserFor(parsed.GetValue(CommonOptions.Store) ?? HostOptions.DefaultStorePath);
            var text = parsed.GetValue(file) is { } given ? File.ReadAllText(given.FullName) : Console.In.ReadToEnd();
            var json = parsed.GetValue(CommonOptions.Json);
            return parsed.GetValue(explain) ? Explain(parser.Find(request)[0], text, json) : Parse(ParsedOutput.Of(parser, request, text), json);
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

    private static int Parse(ParsedOutput parsed, bool json)
    {
        if (parsed.Set is not { } set)
        {
            throw new NetBatchException(ErrorCode.InvalidTemplate, parsed.Problem!, "List the templates with netbatch templates; see what one does with --explain.");
        }

        if (json)
        {
            foreach (var row in parsed.Rows)
            {
                RowOutput.Line(set.Columns.Select((column, index) => KeyValuePair.Create(column.Name, row[index])));
            }
        }
        else
        {
            Output.Table([.. set.Columns.Select(column => column.Name)], parsed.Rows.Select(row => Array.ConvertAll(row, cell => Output.Safe(RowUnion.TextOf(cell)))));
        }

        return ExitCode.Done;
    }

    private static int Explain(Template template, string text, bool json)
    {
        var explained = TemplateExplainer.Explain(template, text);
        foreach (var line in explained.Lines)
        {
            if (json)
            {
                Output.Line(line);
                continue;
            }

            Console.Out.WriteLine(Output.Safe($"{line.Number,4} {line.State ?? "-",-12} {line.Text}"));
            foreach (var rule in line.Rules)
            {
                Console.Out.WriteLine(Output.Safe($"       rule {rule.Line}: {string.Join(", ", rule.Assigned.Select(one => $"{one.Key}={one.Value}"))}{(rule.Recorded ? "  -> record" : "")}"));
            }
        }

        if (!json)
        {
            Console.Out.WriteLine($"{explained.Lines.Count(line => line.Matched)} of {explained.Lines.Count} lines matched, {explained.Rows.Count} records; rules that matched nothing: {string.Join(", ", explained.UnusedRules)}");
        }

        return explained.Error is { } error ? throw error : ExitCode.Done;
    }
}
