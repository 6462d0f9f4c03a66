using System.Text.Json;
using NetBatch.Archive.Git;

namespace NetBatch.Archive;

/// <summary>
/// The kind <c>backup</c>: reads each device's configuration and keeps a new version where something changed. What changes by
/// itself does not count, by the platform's file and the job's own list. Changes nothing on devices.
/// </summary>
/// <param name="connector">Opens the sessions.</param>
/// <param name="platforms">The platforms that are known.</param>
/// <param name="archive">Where versions are kept.</param>
public sealed class BackupWork(IDeviceConnector connector, PlatformCatalog platforms, IConfigArchive archive) : WorkKind, IJobFinisher
{
    private const string Step = "backup";

    /// <summary>What the rows of a device's result look like: one for each part.</summary>
    public static RowSet Columns { get; } = new(
        Step,
        [
            new("Part", RowType.Text), new("Version", RowType.WholeNumber), new("Changed", RowType.Switch),
            new("Added", RowType.WholeNumber),
            new("Removed", RowType.WholeNumber), new("Author", RowType.Text), new("Size", RowType.WholeNumber),
        ]);

    /// <inheritdoc/>
    public override string Name => "backup";

    /// <inheritdoc/>
    public override string TargetKind => "device";

    /// <inheritdoc/>
    public override WorkTraits Traits => base.Traits | WorkTraits.NeedsStore;

    /// <inheritdoc/>
    public override IReadOnlyList<WorkOption> Options => BackupArgs.Options;

    /// <inheritdoc/>
    public override IEnumerable<WorkProblem> Validate(JsonElement args, IReadOnlyList<Target> targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        var read = BackupArgs.Read(args);
        foreach (var problem in read.Problems())
        {
            yield return problem;
        }

        // What shows a part nowhere is a slip; what only some of a fleet's devices have is read of those.
        Dictionary<string, Device?> without = new(StringComparer.OrdinalIgnoreCase);
        foreach (var group in targets.OfType<Device>().GroupBy(device => device.Platform ?? "", StringComparer.OrdinalIgnoreCase))
        {
            if (!platforms.HasSession(group.Key))
            {
                yield return new WorkProblem(
                    "targets",
                    group.Key.Length == 0 ? $"The platform of '{group.First().Name}' is not known."
                        : $"There is no platform '{group.Key}', which '{group.First().Name}' should have.",
                    "Give -Platform, or a platform in the inventory.",
                    ErrorCode.InvalidPlatform);
                continue;
            }

            var rules = platforms.Archive(group.Key);
            foreach (var part in Parts(read, rules))
            {
                without[part] = rules.Commands.ContainsKey(part) ? null : without.GetValueOrDefault(part, group.First());
            }
        }

        foreach (var (part, device) in without)
        {
            if (device is not null)
            {
                yield return NothingShows(part, device);
            }
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<PlannedStep> Plan(JsonElement args, Target target)
    {
        var rules = Rules((Device)target);
        if (!Parts(BackupArgs.Read(args), rules).Any(rules.Commands.ContainsKey))
        {
            return [];
        }

        return
        [
            .. Parts(BackupArgs.Read(args), rules).Where(rules.Commands.ContainsKey).SelectMany(part => rules.Commands[part])
                .Select(command => new PlannedStep(command, StepEffect.Read)),
            .. rules.LastChange?.Show is { } show ? [new PlannedStep(show, StepEffect.Read)] : Array.Empty<PlannedStep>(),
            new PlannedStep(Step, StepEffect.Read),
        ];
    }

    /// <inheritdoc/>
    public override async Task RunAsync(IRunContext run, CancellationToken cancellationToken)
    {
        var device = DeviceRun.Device(run);
        var args = BackupArgs.Read(run.Args);
        var rules = Rules(device);
        var parts = Parts(args, rules).ToLookup(rules.Commands.ContainsKey);
        foreach (var part in parts[false])
        {
            var problem = NothingShows(part, device);
            await run.WarnAsync($"{problem.Message} {problem.Remedy}", cancellationToken).ConfigureAwait(false);
        }

        if (!parts[true].Any())
        {
            return;
        }

        var ends = platforms.HasConfig(device.Platform!) ? platforms.Config(device.Platform!).EndMarkers : [];
        DeviceConfigs? read = null;
        await DeviceRun.InSessionAsync(
            connector,
            run,
            async session =>
            {
                if (device.EnableCredential is not null)
                {
                    await session.RaisePrivilegeAsync(cancellationToken).ConfigureAwait(false);
                }

                var ignored = args.Ignored();
                read = await new ConfigReading(run, session, rules, ends, archive, ignored)
                    .ReadAsync([.. parts[true]], cancellationToken).ConfigureAwait(false);
                await KeepAsync(run, device, read, new ConfigKeeper(archive, rules, ignored), cancellationToken).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task FinishAsync(JobFinish job, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        var args = BackupArgs.Read(job.Work.Args);
        if (args.ToGit)
        {
            await new GitArchive(archive, platforms).CommitAsync(job, args, cancellationToken).ConfigureAwait(false);
        }

        if (args.KeepVersions is not null || args.KeepDays is not null)
        {
            DateTimeOffset? before = args.KeepDays is { } days ? job.Time.GetUtcNow().AddDays(-days) : null;
            await archive.PruneAsync([.. job.Targets.Select(target => target.Name)], args.KeepVersions, before, cancellationToken)
                .ConfigureAwait(false);
        }
    }

    private static async Task KeepAsync(IRunContext run, Device device, DeviceConfigs read, ConfigKeeper keeper,
        CancellationToken cancellationToken)
    {
        var step = await run.BeginReadAsync(Step, cancellationToken).ConfigureAwait(false);
        try
        {
            await step.BeginRowsAsync(Columns, cancellationToken).ConfigureAwait(false);
            foreach (var part in read.Parts)
            {
                var version = new ConfigVersion
                {
                    Device = device.Name, Part = part.Name, At = run.Time.GetUtcNow(), Author = read.Author, JobId = run.Order.JobId,
                    Platform = device.Platform,
                };
                var (kept, isNew) = await keeper.KeepAsync(version, part, run.Order.Epoch, cancellationToken).ConfigureAwait(false);
                await step.WriteRowAsync(
                    new object?[] { part.Name, (long)kept.Version, isNew, isNew ? (long)kept.Added : 0L, isNew ? (long)kept.Removed : 0L,
                        kept.Author, (long)part.Content.Length },
                    cancellationToken).ConfigureAwait(false);
            }

            await step.EndAsync(cancellationToken: run.OwnerLost).ConfigureAwait(false);
        }
        catch (NetBatchException problem) when (problem.Code != ErrorCode.LeaseLost)
        {
            await step.EndAsync(problem.ToRunError(), null, run.OwnerLost).ConfigureAwait(false);
            throw;
        }
    }

    private WorkProblem NothingShows(string part, Device device)
    {
        var known = Rules(device).Commands.Keys;
        return new WorkProblem(
            "args.parts",
            $"Nothing shows the part '{part}' of '{device.Platform}', which '{device.Name}' is.",
            known.Any() ? $"Its platform's file knows: {string.Join(", ", known)}; add others there, below 'archive: read:'."
                : "Add 'archive: {read: {running: COMMAND}}' to its platform's file, or leave the device out.",
            ErrorCode.InvalidPlatform);
    }

    private ArchiveRules Rules(Device device) => platforms.Archive(device.Platform ?? "");

    private static IReadOnlyList<string> Parts(BackupArgs args, ArchiveRules rules) => args.Parts.Count > 0 ? args.Parts : rules.Parts;
}
