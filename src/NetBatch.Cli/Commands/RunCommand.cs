using System.CommandLine;
using System.Text.Json;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;
using NetBatch.Hosting;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch run</c>: commands on many devices, or any kind of work.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var commands = new Argument<string[]>("command") { Description = "Commands, in order, each in quotes.",
            Arity = ArgumentArity.ZeroOrMore };
        var allowChange = new Option<bool>("--allow-change") { Description = "Run commands that may change a device." };
        var answers = AnswerOptions.Answers();
        var notices = AnswerOptions.Notices();
        var parse = new Option<bool>("--parse") { Description = "Parse the outputs into rows; netbatch results --parsed shows them." };
        var template = TemplateSource.Template("A template for all commands, by name or file, instead of those looked up; parses.");
        var templates = TemplateSource.Folders();
        var kind = new Option<string?>("--work") { Description = "Another kind of work than 'command'." };
        var argument = new Option<string?>("--argument") { Description = "The arguments of --work, a JSON object." };
        var jobTemplate = new Option<string?>("--job-template")
        {
            Description = "A job template instead of commands; where no device is given it chooses them.",
        };
        var values = new Option<string[]>("--parameter")
        {
            Description = "name=value: a value of the job template's parameter; several of a name make a list.",
        };
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask before a job template or --work changes something." };
        var command = new Command("run", "Run commands on many devices in batches.") { commands, allowChange, answers, notices, parse,
            template, templates, kind, argument, jobTemplate, values, yes };
        return new JobStarter().AddTo(
            command,
            parsed =>
            {
                if (parsed.GetValue(kind) is { } other)
                {
                    return (new WorkSpec(other, 1, ReadJson(parsed.GetValue(argument) ?? "{}")), other);
                }

                var list = parsed.GetValue(commands) ?? [];
                return list.Length == 0
                    ? throw new NetBatchException(ErrorCode.InvalidArgument, "No command was given.",
                        "Write it in quotes: netbatch run 'show version' --device 'r*'")
                    : (new WorkSpec("command", 1, JobStarter.Given(new Dictionary<string, object?>
                    {
                        ["commands"] = list,
                        ["allowChange"] = parsed.GetValue(allowChange),
                        ["answers"] = AnswerOptions.Read(parsed.GetValue(answers)),
                        ["allowNotices"] = parsed.GetValue(notices) is { Length: > 0 } lines ? lines : null,
                        ["parse"] = parsed.GetValue(parse) ? true : null,
                        ["template"] = TemplateSource.Path(parsed.GetValue(template)),
                        ["templatePath"] = parsed.GetValue(templates) is { Length: > 0 } folders ? TemplateSource.Paths(folders) : null,
                    })), JobTitle.Of(list));
            },
            fill: async (parsed, host, cancellationToken) =>
            {
                if (parsed.GetValue(jobTemplate) is not { } name)
                {
                    return parsed.GetValue(values) is { Length: > 0 }
                        ? throw new NetBatchException(ErrorCode.InvalidArgument, "--parameter was given without --job-template.",
                            "Name the job template, or leave it out.")
                        : null;
                }

                return parsed.GetValue(commands) is { Length: > 0 } || parsed.GetValue(kind) is not null
                    || parsed.GetValue(template) is not null
                    ? throw new NetBatchException(ErrorCode.InvalidArgument,
                        $"The job template '{name}' was given, and a command, --work or --template too.", "Leave one of them out.")
                    : await host.JobTemplates.FillAsync(name, TemplateValues.Read(parsed.GetValue(values) ?? []), cancellationToken);
            },
            ask: (parsed, preview) =>
            {
                if (preview.Changes && !parsed.GetValue(allowChange))
                {
                    ConfigCommand.Confirm(parsed, parsed.GetValue(yes), Question(preview));
                }
            });
    }

    private static string Question(JobPreview preview)
    {
        var names = preview.Plan.Targets.Take(5).Select(target => target.Name);
        var more = preview.Plan.Targets.Count - 5;
        return Output.Safe(
            $"Run '{preview.Work.Name}', which changes, on {string.Join(", ", names)}{(more > 0 ? $" and {more} more" : "")}?");
    }

    private static JsonElement ReadJson(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(text);
        }
        catch (JsonException wrong)
        {
            throw new NetBatchException(ErrorCode.InvalidArgument,
                $"--argument is not JSON: it is broken at byte {(wrong.BytePositionInLine ?? 0) + 1}.",
                "Put it in single quotes: --argument '{\"commands\": [\"show version\"]}'.", wrong);
        }
    }
}

/// <summary><c>netbatch config</c>: config lines on many devices.</summary>
internal static class ConfigCommand
{
    public static Command Create()
    {
        var lines = new Argument<string[]>("line") { Description = "Config lines, in order, each in quotes.",
            Arity = ArgumentArity.ZeroOrMore };
        var file = new Option<FileInfo?>("--file", "-f") { Description = "A file of config lines." };
        var save = new Option<bool>("--save") { Description = "Save the config so that it survives a restart." };
        var answers = AnswerOptions.Answers();
        var notices = AnswerOptions.Notices();
        var commitTimeout = AnswerOptions.Limit("commit");
        var saveTimeout = AnswerOptions.Limit("save");
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask." };
        var command = new Command("config", "Send config lines to many devices in batches.") { lines, file, save, answers, notices,
            commitTimeout, saveTimeout, yes };
        return new JobStarter().AddTo(command, parsed =>
        {
            string[] list = [.. parsed.GetValue(lines) ?? [],
                .. parsed.GetValue(file) is { } path ? ConfigLinesFile.Read(path.FullName) : []];
            if (list.Length == 0)
            {
                throw new NetBatchException(ErrorCode.InvalidArgument, "No config line was given.",
                    "Write lines in quotes, or give a file by --file.");
            }

            Confirm(parsed, parsed.GetValue(yes), $"Send {list.Length} config line(s) to the devices chosen?");
            return (new WorkSpec("config", 1, JobStarter.Given(new Dictionary<string, object?>
            {
                ["lines"] = list,
                ["save"] = parsed.GetValue(save),
                ["answers"] = AnswerOptions.Read(parsed.GetValue(answers)),
                ["allowNotices"] = parsed.GetValue(notices) is { Length: > 0 } allowed ? allowed : null,
                ["commitTimeout"] = parsed.GetValue(commitTimeout),
                ["saveTimeout"] = parsed.GetValue(saveTimeout),
            })), "config");
        });
    }

    /// <summary>Asks before devices are changed.</summary>
    public static void Confirm(ParseResult parsed, bool yes, string question)
    {
        if (yes || parsed.Tokens.Any(token => token.Value is "--what-if" or "--plan"))
        {
            return;
        }

        if (Console.IsInputRedirected)
        {
            throw new NetBatchException(ErrorCode.ChangeNotAllowed, "Something would be changed, and nobody is there to be asked.",
                "Look at --what-if, then add --yes.");
        }

        Console.Error.Write($"{question} [y/N] ");
        if (Console.ReadLine()?.Trim().StartsWith("y", StringComparison.OrdinalIgnoreCase) != true)
        {
            throw new OperationCanceledException();
        }
    }
}

/// <summary><c>netbatch test</c>: can the devices be reached and logged in to.</summary>
internal static class TestCommand
{
    public static Command Create()
    {
        var unsaved = new Option<bool>("--unsaved-config")
        {
            Description = "Look too whether the configuration that a restart would load is the one that runs.",
        };
        return new JobStarter().AddTo(
            new Command("test", "Try name, port, host key, login, privilege and platform of many devices; run no command.") { unsaved },
            parsed => (new WorkSpec("preflight", 1,
                JobStarter.Given(new Dictionary<string, object?> { ["unsavedConfig"] = parsed.GetValue(unsaved) ? true : null })),
                "preflight"));
    }
}
