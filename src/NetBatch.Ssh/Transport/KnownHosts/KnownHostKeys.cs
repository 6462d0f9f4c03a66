using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace NetBatch.Ssh.Transport;

/// <summary>The host keys that are known, in NetBatch's own file and the user's, and what is to be thought of another.</summary>
/// <param name="ownFile">The file that accepted keys are written to.</param>
internal sealed class KnownHostKeys(string ownFile)
{
    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<string, (DateTime Changed, long Length, KnownHostsLine[] Lines)> read =
        new(StringComparer.Ordinal);

    /// <summary>Types of the keys that are known of a host.</summary>
    public IReadOnlySet<string> TypesOf(HopSettings hop) =>
        Lines(hop).Where(line => line.Marker.Length == 0).Select(line => line.Type).ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether an authority for certificates is known of a host, which only OpenSSH checks.</summary>
    public bool HasAuthority(HopSettings hop) => Lines(hop).Any(line => line.Marker == "@cert-authority");

    /// <summary>Judges the key that a host shows; a new one that is accepted is known from then on.</summary>
    /// <returns>Null where the key may be trusted, else what is wrong.</returns>
    /// <param name="hop">The host.</param>
    /// <param name="type">The key's type.</param>
    /// <param name="key">The key.</param>
    /// <param name="accepted">Is told that it was accepted as the first key of the host.</param>
    public (ErrorCode Code, string Sentence)? Judge(HopSettings hop, string type, byte[] key, Action<KnownHostKey>? accepted = null)
    {
        lock (gate)
        {
            var lines = Lines(hop).ToList();
            if (lines.Any(line => line.Marker == "@revoked" && line.Key.AsSpan().SequenceEqual(key)))
            {
                return (ErrorCode.HostKeyChanged, $"the host key {Print(key)} is revoked");
            }

            // An approved key stands over what other files say.
            var approved = Read(BatchHostKeys.PinnedOf(ownFile)).Where(line => line.Marker.Length == 0 && line.IsOf(hop.KnownHostsName))
                .ToList();
            var same = approved.Count > 0 ? approved : lines.Where(line => line.Marker.Length == 0 && line.Type == type).ToList();
            if (same.Any(line => line.Key.AsSpan().SequenceEqual(key)))
            {
                return null;
            }

            // A key that a person has approved, or that is known in another type, is not got round by showing one of a type that nobody has
            // seen.
            var others = same.Count > 0 ? same : lines.Where(line => line.Marker.Length == 0).ToList();
            if (others.Count > 0)
            {
                return hop.HostKeys == HostKeyPolicy.Any
                    ? null
                    : (ErrorCode.HostKeyChanged,
                        $"the host key is not the one that is known of {hop.KnownHostsName}; it shows {Print(key)} ({FileOf(hop, type)})");
            }

            if (hop.HostKeys is HostKeyPolicy.Strict or HostKeyPolicy.Pinned)
            {
                return (ErrorCode.HostKeyUnknown,
                    $"the host key {Print(key)} is not {(hop.HostKeys == HostKeyPolicy.Pinned ? "approved" : "known")}");
            }

            Append($"{hop.KnownHostsName} {type} {Convert.ToBase64String(key)}\n");
            accepted?.Invoke(new KnownHostKey(hop.KnownHostsName, type, Print(key), IsPinned: false));
            return null;
        }
    }

    /// <summary>Whether a key that is known of a host is another than the one it shows: then no password is given (as OpenSSH
    /// does).</summary>
    public bool IsChanged(HopSettings hop, string type, byte[] key)
    {
        var same = Lines(hop).Where(line => line.Marker.Length == 0 && line.Type == type).ToList();
        return same.Count > 0 && !same.Any(line => line.Key.AsSpan().SequenceEqual(key));
    }

    /// <summary>A key's fingerprint, as ssh-keygen -l prints it.</summary>
    public static string Print(byte[] key) => "SHA256:" + Convert.ToBase64String(SHA256.HashData(key)).TrimEnd('=');

    private string FileOf(HopSettings hop, string type) =>
        Files(hop).FirstOrDefault(path =>
            Read(path).Any(line => line.Marker.Length == 0 && line.Type == type && line.IsOf(hop.KnownHostsName))) ?? ownFile;

    private IEnumerable<string> Files(HopSettings hop) => hop.HostKeys == HostKeyPolicy.Pinned
        ? [BatchHostKeys.PinnedOf(ownFile)]
        : hop.KnownHostsFiles.Prepend(ownFile).Prepend(BatchHostKeys.PinnedOf(ownFile)).Distinct(StringComparer.Ordinal);

    private IEnumerable<KnownHostsLine> Lines(HopSettings hop) => Files(hop).SelectMany(Read).Where(line => line.IsOf(hop.KnownHostsName));

    private KnownHostsLine[] Read(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            return [];
        }

        if (read.TryGetValue(path, out var have) && have.Changed == file.LastWriteTimeUtc && have.Length == file.Length)
        {
            return have.Lines;
        }

        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream);
            var lines = reader.ReadToEnd().Split('\n').Select(KnownHostsLine.Read).OfType<KnownHostsLine>().ToArray();
            read[path] = (file.LastWriteTimeUtc, file.Length, lines);
            return lines;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new NetBatchException(ErrorCode.HostKeyUnknown, $"The known_hosts file '{path}' cannot be read: {error.Message}",
                "Check its permissions.", error);
        }
    }

    /// <summary>Adds a line; a last line without its end is ended first.</summary>
    private void Append(string line)
    {
        try
        {
            KnownHostsFile.Change(ownFile, text => text.Length == 0 || text.EndsWith('\n') ? text + line : text + "\n" + line);
            read.TryRemove(ownFile, out _);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new NetBatchException(ErrorCode.HostKeyUnknown, $"A new host key cannot be kept in '{ownFile}': {error.Message}",
                "Check the folder's permissions.", error);
        }
    }
}
