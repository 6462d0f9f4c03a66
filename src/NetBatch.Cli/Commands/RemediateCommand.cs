using System.CommandLine;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;
using NetBatch.Hosting;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch remediate</c>: what turns running configs into intended ones; computes, or shows what a job has computed.</summary>
internal static class RemediateCommand
{
    public static Command Create()
    {
        var intended = new Option<string?>("--intended")
        {
            Description = "A folder with a file NAME.cfg (.conf, .txt) for each device, or one file for all. Where no device is named, "
                + "its files name them.",
        };
        var running = new Option<string?>("--running")
        {
            Description = "The same with the running configs; without it they are read from the devices.",
        };
        var scope = new Option<string[]>("--scope")
        {
            Description = "What the intended configs speak of: lines from the top divided by ' > '; all else stays.",
            AllowMultipleArgumentsPerToken = true,
        };
        var deletions = new Option<double?>("--max-delete-percent")
        {
            Description = "How much may be deleted before applying is refused. Default 10.",
        };
        var management = new Option<bool>("--allow-management-path") { Description = "Lines may touch what the session itself uses." };
        var tagRules = new Option<FileInfo[]>("--tag-rules")
        {
            Description = "A YAML file of rules that put tags on lines. May be repeated.",
        };
        var include = new Option<string[]>("--include-tag") { Description = "Only lines with one of these tags.",
            AllowMultipleArgumentsPerToken = true };
        var exclude = new Option<string[]>("--exclude-tag") { Description = "No line with one of these tags.",
            AllowMultipleArgumentsPerToken = true };
        var command = new Command("remediate", "Compute what turns running configs into intended ones; changes nothing.")
        {
            intended, running, scope, deletions, management, tagRules, include, exclude,
        };
        command.Subcommands.Add(Show());
        command.Subcommands.Add(Report());
        return new JobStarter().AddTo(
            command,
            parsed => (new WorkSpec("remediation", 1, JobStarter.Given(new Dictionary<string, object?>
            {
                ["scope"] = Some(parsed.GetValue(scope)),
                ["maxDeletePercent"] = parsed.GetValue(deletions),
                ["allowManagementPath"] = parsed.GetValue(management) ? true : null,
                ["tagRules"] = Texts(parsed.GetValue(tagRules)),
                ["includeTags"] = Some(parsed.GetValue(include)),
                ["excludeTags"] = Some(parsed.GetValue(exclude)),
            })), "remediation"),
            (parsed, host, spec, cancellationToken) => RemediationInput.CompleteAsync(
                host.Store.Targets, spec, parsed.GetValue(running), parsed.GetValue(intended), null, !RuleOptions.GivesBatchSize(parsed),
                cancellationToken));
    }

    private static Command Show()
    {
        var (job, devices, view, tagRules, include, exclude, secrets) = ViewOptions();
        var command = new Command("show",
            "Show what a job has computed: each device's lines, the way back, what speaks against applying them.") { job, devices, view,
                tagRules, include, exclude, secrets };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken);
            await foreach (var one in host.Remediations.ReadAsync(parsed.GetValue(job)!, View(parsed), cancellationToken))
            {
                RemediationTables.Device(one, parsed.GetValue(CommonOptions.Json));
            }

            return ExitCode.Done;
        });
        return command;

        RemediationView View(ParseResult parsed) => Read(parsed, devices, view, tagRules, include, exclude, secrets);
    }

    private static Command Report()
    {
        var (job, devices, view, tagRules, include, exclude, secrets) = ViewOptions();
        var least = new Option<int>("--min-device") { Description = "Only changes that at least so many devices need.",
            DefaultValueFactory = _ => 1 };
        var export = new Option<string?>("--export") { Description = "Write the report to a file: .json, .csv, .yaml or .yml." };
        var command = new Command("report", "Show the changes of the fleet: each line, how many devices need it, and which.") { job,
            devices, view, tagRules, include, exclude, secrets, least, export };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken);
            var changes = await host.Remediations.ReportAsync(parsed.GetValue(job)!,
                Read(parsed, devices, view, tagRules, include, exclude, secrets), parsed.GetValue(least), cancellationToken);
            if (parsed.GetValue(export) is { } file)
            {
                RemediationExport.Write(changes, file);
            }
            else
            {
                RemediationTables.Report(changes, parsed.GetValue(CommonOptions.Json));
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static (Argument<string> Job, Option<string[]> Devices, Option<string[]> Scope, Option<FileInfo[]> TagRules,
        Option<string[]> Include, Option<string[]> Exclude, Option<bool> Secrets) ViewOptions() =>
    (
        new Argument<string>("job") { Description = "The id of a job of netbatch remediate." },
        new Option<string[]>("--device", "-d") { Description = "Only these devices; * and ? are wildcards.",
            AllowMultipleArgumentsPerToken = true },
        new Option<string[]>("--scope") { Description = "Only lines of these lineages.", AllowMultipleArgumentsPerToken = true },
        new Option<FileInfo[]>("--tag-rules")
        {
            Description = "A YAML file of rules that put tags on lines, in place of those of the job. May be repeated.",
        },
        new Option<string[]>("--include-tag") { Description = "Only lines with one of these tags.", AllowMultipleArgumentsPerToken = true },
        new Option<string[]>("--exclude-tag") { Description = "No line with one of these tags.", AllowMultipleArgumentsPerToken = true },
        new Option<bool>("--include-secret") { Description = "Show passwords, keys and communities too." }
    );

    private static RemediationView Read(
        ParseResult parsed, Option<string[]> devices, Option<string[]> scope, Option<FileInfo[]> tagRules, Option<string[]> include,
        Option<string[]> exclude, Option<bool> secrets) => new()
    {
        Names = parsed.GetValue(devices) ?? [],
        Scope = parsed.GetValue(scope) ?? [],
        TagRules = Texts(parsed.GetValue(tagRules)),
        IncludeTags = parsed.GetValue(include) ?? [],
        ExcludeTags = parsed.GetValue(exclude) ?? [],
        IncludeSecret = parsed.GetValue(secrets),
    };

    private static string? Texts(FileInfo[]? files) =>
        files is { Length: > 0 } ? string.Join('\n', files.Select(file => ConfigText.Read(file.FullName).Text)) : null;

    private static string[]? Some(string[]? list) => list is { Length: > 0 } ? list : null;
}
