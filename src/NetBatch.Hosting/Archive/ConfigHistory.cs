using System.Text.Json;
using System.Text.Json.Nodes;
using NetBatch.Archive;
using NetBatch.Archive.Takeover;
using NetBatch.Platforms;

namespace NetBatch.Hosting;

/// <summary>The kept versions of configurations, as both fronts show, compare and restore them.</summary>
public sealed class ConfigHistory
{
    private readonly IJobStore store;
    private readonly IConfigArchive archive;
    private readonly PlatformCatalog platforms;

    internal ConfigHistory(IJobStore store, PlatformCatalog platforms) =>
        (this.store, archive, this.platforms) = (store, store.Configs, platforms);

    /// <summary>Takes over the history of a git repository that Oxidized or RANCID keeps, for the devices of the inventory.</summary>
    /// <param name="folder">The repository, which is not touched.</param>
    /// <param name="names">Names of devices, with wildcards; empty: all.</param>
    /// <param name="all">Whether files of devices that the inventory does not have are taken over, too.</param>
    /// <param name="cancellationToken">Stops it; asked again it goes on.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.GitFailed"/>: it is no repository, or git cannot read it.</exception>
    public async IAsyncEnumerable<TakenOverHistory> ImportAsync(
        string folder, IReadOnlyList<string> names, bool all,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var known = await store.Targets.ReadAsync("device", [], cancellationToken).OfType<Device>()
            .ToDictionaryAsync(device => device.Name, StringComparer.OrdinalIgnoreCase, cancellationToken).ConfigureAwait(false);
        Device? DeviceOf(string name) => !Wildcard.MatchesAny(names, name) ? null
            : known.TryGetValue(name, out var device) ? device
            : all ? new Device { Name = name, Address = name } : null;
        await foreach (var one in new HistoryImport(archive).ImportAsync(folder, DeviceOf, cancellationToken).ConfigureAwait(false))
        {
            if (Wildcard.MatchesAny(names, one.Device))
            {
                yield return new TakenOverHistory { Device = one.Device, Versions = one.Versions, First = one.First, Last = one.Last,
                    Note = one.Note };
            }
        }
    }

    /// <summary>Versions by device, part and, for each, the newest first.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: a device that was named without wildcards has
    /// none.</exception>
    public async IAsyncEnumerable<ConfigVersion> ReadAsync(ConfigVersionFilter filter,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        await foreach (var version in archive.ReadAsync(filter, cancellationToken).ConfigureAwait(false))
        {
            seen.Add(version.Device);
            yield return version;
        }

        foreach (var name in filter.Devices.Where(name => !Wildcard.Has(name) && !seen.Contains(name)))
        {
            // That a filter leaves nothing of a device is an answer; that it was never kept is an error.
            if (await archive.ReadAsync(new ConfigVersionFilter { Devices = [name] }, cancellationToken).AnyAsync(cancellationToken)
                .ConfigureAwait(false) is false)
            {
                throw Nothing(name, null);
            }
        }
    }

    /// <summary>A version with its text.</summary>
    /// <param name="device">The device.</param>
    /// <param name="part">Which of its texts; null: running.</param>
    /// <param name="version">The number; null: the newest.</param>
    /// <param name="includeSecret">Whether passwords, keys and communities are shown.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: there is no such version.</exception>
    public async Task<ShownConfigVersion> ShowAsync(string device, string? part, int? version, bool includeSecret,
        CancellationToken cancellationToken)
    {
        var found = await FindAsync(device, part ?? ArchiveRules.Running, version, cancellationToken).ConfigureAwait(false);
        return new ShownConfigVersion(found.Version, includeSecret ? found.Text : SecretRedactor.Redact(found.Text));
    }

    /// <summary>What changed between two versions.</summary>
    /// <param name="device">The device.</param>
    /// <param name="part">Which of its texts; null: running.</param>
    /// <param name="from">The earlier; null: the one before <paramref name="to"/>.</param>
    /// <param name="to">The later; null: the newest.</param>
    /// <param name="includeSecret">Whether passwords, keys and communities are shown.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: there is no such version.</exception>
    public async Task<ConfigVersionComparison> CompareAsync(string device, string? part, int? from, int? to, bool includeSecret,
        CancellationToken cancellationToken)
    {
        var name = part ?? ArchiveRules.Running;
        var later = await FindAsync(device, name, to, cancellationToken).ConfigureAwait(false);
        var earlier = from is not null
            ? await FindAsync(device, name, from, cancellationToken).ConfigureAwait(false)
            : await archive.FindAsync(device, name, later.Version.Version - 1, cancellationToken).ConfigureAwait(false);
        return Compare(earlier, later, includeSecret);
    }

    /// <summary>What each version that a job kept changed, device by device.</summary>
    public async IAsyncEnumerable<ConfigVersionComparison> ChangesOfAsync(
        string jobId, bool includeSecret, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var version in archive.ReadAsync(new ConfigVersionFilter { JobId = jobId }, cancellationToken).ConfigureAwait(false))
        {
            yield return await CompareAsync(version.Device, version.Part, null, version.Version, includeSecret, cancellationToken)
                .ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Makes of a job's devices the job that computes what leads back to a kept version. It changes nothing: its lines are looked
    /// at and applied as those of any remediation.
    /// </summary>
    /// <param name="spec">The job, with its devices.</param>
    /// <param name="part">Which of their texts; null: running.</param>
    /// <param name="version">The number; null: by <paramref name="at"/>.</param>
    /// <param name="at">The version that was there at that time; null: the newest.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: a device has no such version.</exception>
    public async Task<JobSpec> RestoreAsync(JobSpec spec, string? part, int? version, DateTimeOffset? at,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(spec);
        if (version is not null && at is not null)
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, "Both a version and a time were given.", "Give one of them.");
        }

        var name = part ?? ArchiveRules.Running;
        Dictionary<string, JsonElement> own = [];
        foreach (var target in spec.Targets)
        {
            var number = version
                ?? (at is { } time ? await AtAsync(target.Name, name, time, cancellationToken).ConfigureAwait(false) : null);
            var found = await FindAsync(target.Name, name, number, cancellationToken).ConfigureAwait(false);
            own[target.Name] = JsonSerializer.SerializeToElement(new JsonObject { ["intended"] = found.Text });
        }

        return spec with { TargetArgs = own };
    }

    internal ConfigVersionComparison Compare(ConfigVersionContent? earlier, ConfigVersionContent later, bool includeSecret)
    {
        var rules = later.Version.Platform is { } platform && platforms.Resolve(platform) is not null ? platforms.Archive(platform) : null;
        string Text(ConfigVersionContent? content) => content is null ? "" : rules?.Comparable(content.Text) ?? content.Text;
        var (from, to) = (Text(earlier), Text(later));
        var (added, removed) = TextDiff.Count(from, to);
        return new ConfigVersionComparison
        {
            Device = later.Version.Device,
            Part = later.Version.Part,
            From = earlier?.Version.Version ?? 0,
            To = later.Version.Version,
            FromAt = earlier?.Version.At,
            ToAt = later.Version.At,
            Author = later.Version.Author,
            Added = added,
            Removed = removed,
            Diff = TextDiff.Unified(from, to, includeSecret ? null : SecretRedactor.Redact),
        };
    }

    private async Task<int?> AtAsync(string device, string part, DateTimeOffset at, CancellationToken cancellationToken)
    {
        // The one that was read last before that time; a version of exactly that time counts.
        var filter = new ConfigVersionFilter { Devices = [device], Parts = [part], Before = at.AddTicks(1) };
        return await archive.ReadAsync(filter, cancellationToken).Select(version => (int?)version.Version)
            .FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new NetBatchException(ErrorCode.InvalidArgument, $"No version of '{device}' ({part}) was kept before {at:u}.",
                "Give a later time, or a version.");
    }

    private async Task<ConfigVersionContent> FindAsync(string device, string part, int? version, CancellationToken cancellationToken) =>
        (version is { } number
            ? await archive.FindAsync(device, part, number, cancellationToken).ConfigureAwait(false)
            : await archive.LatestAsync(device, part, cancellationToken).ConfigureAwait(false))
        ?? throw Nothing(device, part, version);

    private static NetBatchException Nothing(string device, string? part, int? version = null) => new(
        ErrorCode.InvalidArgument,
        version is null ? $"No configuration of '{device}'{(part is null ? "" : $" ({part})")} was kept."
            : $"There is no version {version} of '{device}' ({part}).",
        version is null ? "Keep one first, or give a name of the inventory." : "List the versions that there are.");
}
