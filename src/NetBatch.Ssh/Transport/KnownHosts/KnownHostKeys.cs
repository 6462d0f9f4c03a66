using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace NetBatch.Ssh.Transport;

/// <summary>The host keys that are known, in NetBatch's own file and the user's, and what is to be thought of another.</summary>
/// <param name="ownFile">The file that accepted keys are written to.</param>
internal sealed class KnownHostKeys(string ownFile)
{
    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<string, (DateTime Changed, long Length, KnownHostsLine[] Lines)> read = new(StringComparer.Ordinal);

    /// <summary>Types of the keys that are known of a host.</summary>
    public IReadOnlySet<string> TypesOf(HopSettings hop) =>
        Lines(hop).Where(line => line.Marker.Length == 0).Select(line => line.Type).ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether an authority for certificates is known of a host, which only OpenSSH checks.</summary>
    public bool HasAuthority(HopSettings hop) => Lines(hop).Any(line => line.Marker == "@cert-authority");

    /// <summary>Judges the key that a host shows; a new one that is accepted is known from then on.</summary>
    /// <returns>Null where the key may be trusted, else what is wrong.</returns>
    public (ErrorCode Code, string Sentence)? Judge(HopSettings hop, string type, byte[] key)
    {
        lock (gate)
        {
            var lines = Lines(hop).ToList();
            if (lines.Any(line => line.Marker == "@revoked" && line.Key.AsSpan().SequenceEqual(key)))
            {
                return (ErrorCode.HostKeyChanged, $"the host key {Print(key)} is revoked");
            }

            var same = lines.Where(line => line.Marker.Length == 0 && line.Type == type).ToList();
            if (same.Any(line => line.Key.AsSpan().SequenceEqual(key)))
            {
                return null;
            }

            if (same.Count > 0)
            {
                return hop.HostKeys == HostKeyPolicy.Any
                    ? null
                    : (ErrorCode.HostKeyChanged, $"the host key is not the one that is known of {hop.KnownHostsName}; it shows {Print(key)} ({FileOf(hop, type)})");
            }

            if (hop.HostKeys == HostKeyPolicy.Known)
            {
                return (ErrorCode.HostKeyUnknown, $"the host key {Print(key)} is not known");
            }

            Append($"{hop.KnownHostsName} {type} {Convert.ToBase64String(key)}\n");
            return null;
        }
    }

    /// <summary>Whether a key that is known of a host is another than the one it shows: then no password is given (as OpenSSH does).</summary>
    public bool IsChanged(HopSettings hop, string type, byte[] key)
    {
        var same = Lines(hop).Where(line => line.Marker.Length == 0 && line.Type == type).ToList();
        return same.Count > 0 && !same.Any(line => line.Key.AsSpan().SequenceEqual(key));
    }

    private static string Print(byte[] key) => "SHA256:" + Convert.ToBase64String(SHA256.HashData(key)).TrimEnd('=');

    private string FileOf(HopSettings hop, string type) =>
        Files(hop).FirstOrDefault(path => Read(path).Any(line => line.Marker.Length == 0 && line.Type == type && line.IsOf(hop.KnownHostsName))) ?? ownFile;

    private IEnumerable<string> Files(HopSettings hop) => hop.KnownHostsFiles.Prepend(ownFile).Distinct(StringComparer.Ordinal);

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
            throw new NetBatchException(ErrorCode.HostKeyUnknown, $"The known_hosts file '{path}' cannot be read: {error.Message}", "Check its permissions.", error);
        }
    }

    /// <summary>Adds a line, one process after the other; a last line without its end is ended first.</summary>
    private void Append(string line)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(ownFile)!);
            using var turn = TakeTurn();
            using var file = new FileStream(ownFile, Private(FileShare.ReadWrite));
            var ends = file.Length == 0;
            if (!ends)
            {
                file.Seek(-1, SeekOrigin.End);
                ends = file.ReadByte() == '\n';
            }

            file.Seek(0, SeekOrigin.End);
            file.Write(Encoding.UTF8.GetBytes(ends ? line : "\n" + line));
            file.Flush(flushToDisk: true);
            read.TryRemove(ownFile, out _);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new NetBatchException(ErrorCode.HostKeyUnknown, $"A new host key cannot be kept in '{ownFile}': {error.Message}", "Check the folder's permissions.", error);
        }
    }

    /// <summary>Waits for other processes that write a line; that takes each a moment. Called on a session's own thread.</summary>
    private FileStream TakeTurn()
    {
        FileStream? turn = null;
        IOException? taken = null;
        SpinWait.SpinUntil(
            () =>
            {
                try
                {
                    turn = new FileStream(ownFile + ".lock", Private(FileShare.None));
                }
                catch (IOException error)
                {
                    taken = error;
                }

                return turn is not null;
            },
            TimeSpan.FromSeconds(5));
        return turn ?? throw taken!;
    }

    private static FileStreamOptions Private(FileShare share)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = share };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
