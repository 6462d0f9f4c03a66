using System.Text;
using System.Text.RegularExpressions;

namespace NetBatch.Archive.Git;

/// <summary>
/// Commits what a job kept to a repository: one commit a job, one file a device. The files are made of the newest versions in the
/// store, so that doing it again, after a kill or a failure, comes to the same.
/// </summary>
internal sealed class GitArchive(IConfigArchive archive, PlatformCatalog platforms)
{
    private static readonly GitIdentity Ourselves = new("NetBatch", $"netbatch@{Environment.MachineName}");

    /// <summary>Commits the newest versions of a job's devices.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.GitFailed"/>: the repository cannot be used.</exception>
    public async Task CommitAsync(JobFinish job, BackupArgs args, CancellationToken cancellationToken)
    {
        var repository = await GitRepository.OpenOrMakeAsync(args.Path!, cancellationToken).ConfigureAwait(false);
        var ignored = args.Ignored();
        var newest = await archive.ReadAsync(
            new ConfigVersionFilter { Devices = [.. job.Targets.Select(target => target.Name)], LatestOnly = true }, cancellationToken)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        var paths = new DevicePaths([.. (await repository.FilesAsync(cancellationToken).ConfigureAwait(false)).Keys],
            newest.Select(version => version.Part));
        Dictionary<string, ConfigVersion> versions = new(StringComparer.Ordinal);
        List<GitFile> files = [];
        foreach (var version in newest.Where(one => args.Parts.Count == 0
            || args.Parts.Contains(one.Part, StringComparer.OrdinalIgnoreCase)))
        {
            if (await archive.FindAsync(version.Device, version.Part, version.Version, cancellationToken)
                .ConfigureAwait(false) is { } content)
            {
                var path = paths.Of(version.Device, version.Part);
                versions[path] = version;
                files.Add(new GitFile(path, Encoding.UTF8.GetBytes(TextOf(content, ignored, args.IncludeSecret))));
            }
        }

        if (files.Count > 0)
        {
            await repository.CommitAsync(files, changed => Message(job, [.. changed.Select(path => versions[path])]), job.Time.GetUtcNow(),
                cancellationToken).ConfigureAwait(false);
        }
    }

    private string TextOf(ConfigVersionContent content, Regex? ignored, bool includeSecret)
    {
        var text = content.Version.Platform is { } platform && platforms.Resolve(platform) is not null
            ? platforms.Archive(platform).Comparable(content.Text, ignored) : content.Text;
        return includeSecret ? text : SecretRedactor.Redact(text);
    }

    private static GitMessage Message(JobFinish job, IReadOnlyList<ConfigVersion> changed)
    {
        string[] authors = [.. changed.Select(one => one.Author).OfType<string>().Distinct(StringComparer.Ordinal)];
        // A commit has one author: where devices name several, all of them stand in the message.
        var one = authors.Length == 1 && changed.All(version => version.Author is not null) ? Identity(authors[0]) : null;
        var text = new StringBuilder(
            $"{Plain(job.Name)}: {Counted.Of(changed.Select(version => version.Device).Distinct().Count(), "device")} changed\n\n");
        foreach (var version in changed)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture,
                $"{Plain(version.Device)} {version.Part} {version.Version}: +{version.Added} -{version.Removed}");
            text.Append(version.Author is { } author ? $", by {Plain(author)}\n" : "\n");
        }

        text.Append($"\nNetBatch-Job: {job.JobId}\n");
        foreach (var author in one is null ? authors : [])
        {
            text.Append($"Co-authored-by: {Identity(author)}\n");
        }

        return new GitMessage(one ?? Ourselves, Ourselves, text.ToString());
    }

    private static GitIdentity Identity(string author) => new(Plain(author), $"{Plain(author).Replace(' ', '.')}@devices.invalid");

    private static string Plain(string text) => string.Concat(text.Select(sign => char.IsControl(sign) ? ' ' : sign));
}
