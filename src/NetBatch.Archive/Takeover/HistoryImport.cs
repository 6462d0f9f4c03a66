using System.Security.Cryptography;
using System.Text;
using NetBatch.Archive.Git;

namespace NetBatch.Archive.Takeover;

/// <summary>What was taken over.</summary>
/// <param name="Device">The device.</param>
/// <param name="Versions">How many versions.</param>
/// <param name="First">When the first was committed.</param>
/// <param name="Last">When the last was committed.</param>
/// <param name="Note">Why nothing was taken over, or null.</param>
public sealed record ImportedHistory(string Device, int Versions, DateTimeOffset? First, DateTimeOffset? Last, string? Note);

/// <summary>Takes over the history of a git repository that Oxidized or RANCID keeps: each commit of a device's file is a
/// version.</summary>
/// <param name="archive">Where versions are kept.</param>
public sealed class HistoryImport(IConfigArchive archive)
{
    /// <summary>So many versions are on their way to the store at once.</summary>
    private const int AtOnce = 200;

    /// <summary>Names that tools commit under: nobody who changed a device.</summary>
    private static readonly HashSet<string> Tools = new(StringComparer.OrdinalIgnoreCase) { "oxidized", "rancid", "netbatch", "root",
        "git" };

    /// <summary>Reads a repository, which is not touched.</summary>
    /// <param name="folder">Its folder, with a working tree or without.</param>
    /// <param name="deviceOf">The device of a name, in the form of the inventory; null: it is not taken over.</param>
    /// <param name="cancellationToken">Stops it; what was taken over stays, and the devices that are whole are not asked for again.</param>
    /// <returns>A line for each device, by name.</returns>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.GitFailed"/>: it is no repository, or git cannot read it.</exception>
    public async IAsyncEnumerable<ImportedHistory> ImportAsync(
        string folder, Func<string, Device?> deviceOf,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(deviceOf);
        var repository = await GitRepository.OpenAsync(folder, cancellationToken).ConfigureAwait(false);
        var history = new GitHistory(repository.Git);
        var commits = await history.ReadAsync(cancellationToken).ConfigureAwait(false);
        var isRancid = DeviceFiles.IsRancid(commits.Select(commit => commit.Path));
        var byDevice = commits.Select(commit => (Commit: commit, Name: DeviceFiles.DeviceOf(commit.Path, isRancid)))
            .Where(one => one.Name is not null)
            .GroupBy(one => one.Name!, one => one.Commit, StringComparer.OrdinalIgnoreCase)
            .OrderBy(group => group.Key, StringComparer.OrdinalIgnoreCase);
        var present = (await repository.FilesAsync(cancellationToken).ConfigureAwait(false)).Keys.ToHashSet(StringComparer.Ordinal);
        foreach (var group in byDevice)
        {
            if (deviceOf(group.Key) is not { } device)
            {
                yield return new ImportedHistory(group.Key, 0, null, null, "The inventory has no device of this name.");
                continue;
            }

            var (own, several) = Own([.. group], present);
            yield return several is not null ? new ImportedHistory(device.Name, 0, null, null, several)
                : await OneAsync(history, device, own, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The commits of one device among those of its name. A file that was moved from group to group has one history; files that
    /// stand side by side are different devices'.</summary>
    private static (IReadOnlyList<FileCommit> Own, string? Several) Own(IReadOnlyList<FileCommit> commits, HashSet<string> present)
    {
        string[] paths = [.. commits.Select(commit => commit.Path).Distinct(StringComparer.Ordinal)];
        string[] left = [.. paths.Where(present.Contains)];
        if (left.Length > 1)
        {
            var more = left.Length > 5 ? $" and {left.Length - 5} more" : "";
            return ([], $"Several files have its name ({string.Join(", ", left.Take(5))}{more}): which is its own cannot be told. Take the "
                + "others away in a clone, and take that over.");
        }

        var moves = commits.Zip(commits.Skip(1)).Count(pair => pair.First.Path != pair.Second.Path);
        var last = left.FirstOrDefault() ?? commits[^1].Path;
        return (moves < paths.Length ? commits : [.. commits.Where(commit => commit.Path == last)], null);
    }

    /// <summary>How many of the commits are taken over already, as after a kill in the middle; null: other versions are there.</summary>
    private async Task<int?> TakenAsync(Device device, IReadOnlyList<FileCommit> commits, CancellationToken cancellationToken)
    {
        var taken = 0;
        await foreach (var version in archive.ReadAsync(new ConfigVersionFilter { Devices = [device.Name], Parts = [ArchiveRules.Running] },
            cancellationToken).ConfigureAwait(false))
        {
            if (version.Version > commits.Count || version.Origin != OriginOf(commits[version.Version - 1]))
            {
                return null;
            }

            taken = Math.Max(taken, version.Version);
        }

        return taken;
    }

    private static string OriginOf(FileCommit commit) => $"git {commit.Commit[..12]}";

    private async Task<ImportedHistory> OneAsync(GitHistory history, Device device, IReadOnlyList<FileCommit> commits,
        CancellationToken cancellationToken)
    {
        var taken = await TakenAsync(device, commits, cancellationToken).ConfigureAwait(false);
        if (taken is not { } number || number == commits.Count)
        {
            return new ImportedHistory(
                device.Name, 0, null, null,
                taken is null ? "It has versions of its own already; a history is put behind none." : "It was taken over before.");
        }

        var rest = commits.Skip(number).ToArray();
        var latest = await archive.LatestAsync(device.Name, ArchiveRules.Running, cancellationToken).ConfigureAwait(false);
        var before = latest?.Text ?? "";
        List<Task<ConfigVersion?>> kept = [];
        var contents = history.ContentsAsync(rest.Select(commit => commit.Blob), cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var disposal = contents.ConfigureAwait(false);
        foreach (var commit in rest)
        {
            await contents.MoveNextAsync().ConfigureAwait(false);
            var content = contents.Current;
            var text = DeviceEncoding.Shown.GetString(content);
            var (added, removed) = TextDiff.Count(before, text);
            before = text;
            var version = new ConfigVersion
            {
                Device = device.Name,
                Part = ArchiveRules.Running,
                Version = number++,
                At = commit.At,
                Author = Tools.Contains(commit.Author) ? null : commit.Author,
                Origin = OriginOf(commit),
                Platform = device.Platform,
                Added = added,
                Removed = removed,
                Hash = Convert.ToHexStringLower(SHA256.HashData(content)),
            };
            // Not awaited one by one: they go to the store in their order, many in one transaction.
            kept.Add(archive.AddAsync(new ConfigVersionContent(version, content), 0, cancellationToken));
            if (kept.Count % AtOnce == 0)
            {
                await Task.WhenAll(kept).ConfigureAwait(false);
            }
        }

        await Task.WhenAll(kept).ConfigureAwait(false);
        return new ImportedHistory(device.Name, rest.Length, rest[0].At, rest[^1].At, null);
    }
}
