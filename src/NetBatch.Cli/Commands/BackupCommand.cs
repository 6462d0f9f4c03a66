using System.CommandLine;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch backup</c>: keeps the configurations of devices, lists and compares their versions, leads back to one.</summary>
internal static class BackupCommand
{
    private static readonly Option<string?> Part = new("--part")
    {
        Description = "Which text: running (the default), startup, set, or another that the platform's file names.",
    };
    private static readonly Option<bool> Secrets = new("--include-secret") { Description = "Show passwords, keys and communities too." };
    private static readonly Argument<string> Device = new("device") { Description = "The device." };

    public static Command Create()
    {
        var parts = new Option<string[]>("--part")
        {
            Description = "What is read: running, startup, set, or another part that the platform's file names. Default: what the file "
                + "says, mostly running.", AllowMultipleArgumentsPerToken = true,
        };
        var ignore = new Option<string[]>("--ignore")
        {
            Description = "Lines that do not count as a change: regular expressions from the beginning of a line. May be repeated.",
        };
        var storage = new Option<string?>("--as")
        {
            Description = "Where versions are kept: store (the default), or git, which commits them to --path too.",
        };
        var path = new Option<string?>("--path") { Description = "The folder of the git repository; it is made where there is none." };
        var secrets = new Option<bool>("--include-secret")
        {
            Description = "Passwords, keys and communities go into the git repository, too.",
        };
        var versions = new Option<int?>("--keep-versions") { Description = "How many versions of each device and part stay." };
        var days = new Option<int?>("--keep-days") { Description = "For how many days versions stay; the newest stays always." };
        var command = new Command("backup", "Keep the configurations of devices, a new version only where something changed.") { parts,
            ignore, storage, path, secrets, versions, days };
        command.Subcommands.Add(History());
        command.Subcommands.Add(Show());
        command.Subcommands.Add(Diff());
        command.Subcommands.Add(Restore());
        command.Subcommands.Add(Import());
        return new JobStarter().AddTo(command, parsed => (new WorkSpec("backup", 1, JobStarter.Given(new Dictionary<string, object?>
        {
            ["parts"] = Some(parsed.GetValue(parts)),
            ["ignore"] = Some(parsed.GetValue(ignore)),
            ["as"] = parsed.GetValue(storage),
            ["path"] = parsed.GetValue(path) is { Length: > 0 } folder ? Path.GetFullPath(folder) : parsed.GetValue(path),
            ["includeSecret"] = parsed.GetValue(secrets) ? true : null,
            ["keepVersions"] = parsed.GetValue(versions),
            ["keepDays"] = parsed.GetValue(days),
        })), "backup"));
    }

    private static Command History()
    {
        var devices = new Argument<string[]>("device") { Description = "Names of devices; * and ? are wildcards.",
            Arity = ArgumentArity.ZeroOrMore };
        var latest = new Option<bool>("--latest") { Description = "Only the newest version of each device and part." };
        var job = new Option<string?>("--job") { Description = "Only versions that this job kept." };
        var since = TimeOption.Moment("--since", "Only versions that were read at or after this time.");
        var before = TimeOption.Moment("--before", "Only versions that were read before this time.");
        return Verbs.Of("history", "List the kept versions, the newest first.", [devices, Part, latest, job, since, before],
            async (parsed, host, cancellationToken) =>
        {
            var filter = new ConfigVersionFilter
            {
                Devices = parsed.GetValue(devices) ?? [],
                Parts = parsed.GetValue(Part) is { } part ? [part] : [],
                LatestOnly = parsed.GetValue(latest),
                JobId = parsed.GetValue(job),
                Since = parsed.GetValue(since),
                Before = parsed.GetValue(before),
            };
            var found = host.Configs.ReadAsync(filter, cancellationToken);
            if (parsed.GetValue(CommonOptions.Json))
            {
                await foreach (var version in found)
                {
                    Output.Line(version);
                }

                return;
            }

            Output.Table(
                ["Device", "Part", "Version", "Read", "By", "Lines", "Size", "Job"],
                (await found.ToListAsync(cancellationToken)).Select(one => (string[])
                [
                    Output.Safe(one.Device), one.Part, $"{one.Version}", Output.Moment(one.At), Output.Safe(one.Author ?? ""),
                    $"+{one.Added} -{one.Removed}",
                    Output.Bytes(one.Size), one.JobId ?? Output.Safe(one.Origin ?? ""),
                ]));
        });
    }

    private static Command Show()
    {
        var version = new Option<int?>("--number") { Description = "The version. Default: the newest." };
        return Verbs.Of("show", "Show the text of a version.", [Device, Part, version, Secrets], async (parsed, host, cancellationToken) =>
        {
            var shown = await host.Configs.ShowAsync(parsed.GetRequiredValue(Device), parsed.GetValue(Part), parsed.GetValue(version),
                parsed.GetValue(Secrets), cancellationToken);
            if (parsed.GetValue(CommonOptions.Json))
            {
                Output.Line(shown);
                return;
            }

            DiffView.Lines(shown.Text.TrimEnd('\n').Split('\n').Select(line => line.TrimEnd('\r')));
        });
    }

    private static Command Diff()
    {
        var from = new Option<int?>("--from") { Description = "The earlier version. Default: the one before." };
        var to = new Option<int?>("--to") { Description = "The later version. Default: the newest." };
        return Verbs.Of("diff", "Show what changed between two versions.", [Device, Part, from, to, Secrets],
            async (parsed, host, cancellationToken) =>
        {
            var compared = await host.Configs.CompareAsync(
                parsed.GetRequiredValue(Device), parsed.GetValue(Part), parsed.GetValue(from), parsed.GetValue(to),
                parsed.GetValue(Secrets), cancellationToken);
            if (parsed.GetValue(CommonOptions.Json))
            {
                Output.Line(compared);
                return;
            }

            Console.Out.WriteLine(
                $"{Output.Safe(compared.Device)} {compared.Part} {compared.From} -> {compared.To}: +{compared.Added} -{compared.Removed}"
                + (compared.Author is { } author ? $", by {Output.Safe(author)}" : ""));
            DiffView.Unified(compared.Diff);
        });
    }

    private static Command Restore()
    {
        var version = new Option<int?>("--number") { Description = "The version. Default: the newest that was kept." };
        var at = TimeOption.Moment("--at", "The version that was there at this time.");
        var deletions = new Option<double?>("--max-delete-percent")
        {
            Description = "How much may be deleted before applying is refused. Default 10.",
        };
        var command = new Command("restore",
            "Compute what leads devices back to a version; changes nothing (netbatch remediate show, netbatch apply).") { Part, version, at,
                deletions };
        return new JobStarter().AddTo(
            command,
            parsed => (new WorkSpec("remediation", 1,
                JobStarter.Given(new Dictionary<string, object?> { ["maxDeletePercent"] = parsed.GetValue(deletions) })), "restore"),
            (parsed, host, spec, cancellationToken) =>
                host.Configs.RestoreAsync(spec, parsed.GetValue(Part), parsed.GetValue(version), parsed.GetValue(at), cancellationToken));
    }

    private static Command Import()
    {
        var folder = new Argument<string>("folder") { Description = "The git repository that Oxidized or RANCID keeps; it is only read." };
        var devices = new Option<string[]>("--device", "-d") { Description = "Only these devices; * and ? are wildcards.",
            AllowMultipleArgumentsPerToken = true };
        var all = new Option<bool>("--all") { Description = "Files of devices that the inventory does not have, too." };
        return Verbs.Of("import", "Take over the history of Oxidized or RANCID: each commit of a device's file becomes a version.",
            [folder, devices, all], async (parsed, host, cancellationToken) =>
        {
            var taken = host.Configs.ImportAsync(parsed.GetRequiredValue(folder), parsed.GetValue(devices) ?? [], parsed.GetValue(all),
                cancellationToken);
            await foreach (var one in taken)
            {
                if (parsed.GetValue(CommonOptions.Json))
                {
                    Output.Line(one);
                }
                else
                {
                    Console.Out.WriteLine(one.Note is { } note ? $"{Output.Safe(one.Device)}: {Output.Safe(note)}"
                        : $"{Output.Safe(one.Device)}: {Counted.Of(one.Versions, "version")}, {Output.Moment(one.First)} to "
                            + $"{Output.Moment(one.Last)}");
                }
            }
        });
    }

    private static string[]? Some(string[]? list) => list is { Length: > 0 } ? list : null;
}
