using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace NetBatch.Archive;

/// <summary>Keeps a new version where a text differs from the one before, by what counts as a change.</summary>
internal sealed class ConfigKeeper(IConfigArchive archive, ArchiveRules rules, Regex? ignored)
{
    /// <summary>Keeps a text where it is another than the newest version.</summary>
    /// <param name="version">Whose text it is and who read it; number, counts and hash are put in here.</param>
    /// <param name="part">The text, as the device printed it.</param>
    /// <param name="epoch">The epoch of the job's owner.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The newest version, and whether it is a new one.</returns>
    public async Task<(ConfigVersion Version, bool IsNew)> KeepAsync(ConfigVersion version, DevicePart part, long epoch,
        CancellationToken cancellationToken)
    {
        var text = rules.Comparable(part.Text, ignored);
        var hash = HashOf(text);
        while (true)
        {
            if (await archive.NewestAsync(version.Device, version.Part, cancellationToken).ConfigureAwait(false) is { } newest
                && newest.Hash == hash)
            {
                return (newest, false);
            }

            var latest = await archive.LatestAsync(version.Device, version.Part, cancellationToken).ConfigureAwait(false);
            // Compared by today's rules: what is ignored from now on makes no version of its own.
            var before = latest is null ? "" : rules.Comparable(latest.Text, ignored);
            if (latest is not null && before == text)
            {
                return (latest.Version, false);
            }

            var (added, removed) = latest is null ? (text.AsSpan().Count('\n'), 0) : TextDiff.Count(before, text);
            var next = version with { Version = latest?.Version.Version ?? 0, Hash = hash, Added = added, Removed = removed };
            var content = new ConfigVersionContent(next, part.Content);
            if (await archive.AddAsync(content, epoch, cancellationToken).ConfigureAwait(false) is { } kept)
            {
                return (kept, true);
            }
        }
    }

    private static string HashOf(string text)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            return Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan(0, Encoding.UTF8.GetBytes(text, bytes))));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
