using System.CommandLine;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;
using NetBatch.Hosting;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch parse</c>: output of a show command to records, and checks of templates.</summary>
internal static class ParseCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo?>("file") { Description = "What the device printed; standard input where none is given.",
            Arity = ArgumentArity.ZeroOrOne };
        var platform = new Option<string?>("--platform", "-p") { Description = "The device's platform." };
        var show = new Option<string?>("--command", "-c") { Description = "The command that was sent." };
        var template = TemplateSource.Template("A template, by name or file, instead of one found by platform and command.");
        var templates = TemplateSource.Folders();
        var explain = new Option<bool>("--explain")
        {
            Description = "Show line by line which rule of the template matched and what it did.",
        };
        var check = new Option<string?>("--check")
        {
            Description = "Run a file of vectors (*.jsonl), or a folder of fixtures with --templates.",
        };
        var command = new Command("parse", "Turn the output of a show command into records.") { file, platform, show, template, templates,
            explain, check };
        command.SetAction(parsed =>
        {
            var folders = TemplateSource.Paths(parsed.GetValue(templates));
            if (parsed.GetValue(check) is { } vectors)
            {
                if (vectors.Length == 0)
                {
                    throw new NetBatchException(ErrorCode.InvalidArgument, "--check is empty.",
                        "Name a file of vectors, or a folder of fixtures.");
                }

                return TextFsmTemplates.Check(vectors, folders.FirstOrDefault(), Console.Out) ? ExitCode.Done : ExitCode.SomeFailed;
            }

            var request = new ParseRequest
            {
                Platform = parsed.GetValue(platform), Command = parsed.GetValue(show),
                Template = TemplateSource.Path(parsed.GetValue(template)), TemplatePath = folders,
            };
            var desk = TemplateSource.Desk(parsed);
            using var reader = new StreamReader(
                parsed.GetValue(file) is { } given ? File.OpenRead(given.FullName) : Console.OpenStandardInput(), DeviceEncoding.Shown);
            var text = reader.ReadToEnd();
            var json = parsed.GetValue(CommonOptions.Json);
            return parsed.GetValue(explain) ? Show(desk.Explain(request, text), json) : Show(desk.Parse(request, text), json);
        });
        return command;
    }

    private static int Show((RowSet Set, IReadOnlyList<object?[]> Rows) parsed, bool json)
    {
        if (json)
        {
            foreach (var row in parsed.Rows)
            {
                RowOutput.Line(RowOutput.Cells(parsed.Set.Columns, row));
            }
        }
        else
        {
            Output.Table([.. parsed.Set.Columns.Select(column => column.Name)],
                parsed.Rows.Select(row => Array.ConvertAll(row, cell => Output.Safe(ValueText.Of(cell)))));
        }

        return ExitCode.Done;
    }

    private static int Show(Explanation explained, bool json)
    {
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
                Console.Out.WriteLine(
                    Output.Safe($"       rule {rule.Line}: {string.Join(", ", rule.Assigned.Select(one => $"{one.Key}={one.Value}"))}"
                        + $"{(rule.Recorded ? "  -> record" : "")}"));
            }
        }

        if (!json)
        {
            Console.Out.WriteLine(
                $"{explained.Lines.Count(line => line.Matched)} of {Counted.Of(explained.Lines.Count, "line")} matched, "
                    + $"{Counted.Of(explained.Rows.Count, "record")}; rules that matched nothing: "
                    + $"{string.Join(", ", explained.UnusedRules)}");
        }

        return explained.Error is { } error ? throw error : ExitCode.Done;
    }
}
