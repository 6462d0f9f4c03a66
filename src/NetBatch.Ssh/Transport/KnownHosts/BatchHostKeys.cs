using System.Text;

namespace NetBatch.Ssh.Transport;

/// <summary>The host keys beside a store, for people: what was accepted, what was approved, and what is to be forgotten.</summary>
/// <param name="knownHosts">The known_hosts file beside the store; approved keys stand in <see cref="PinnedName"/> beside it.</param>
public sealed class BatchHostKeys(string knownHosts) : IHostKeys
{
    /// <summary>The name of the file that holds the approved keys.</summary>
    public const string PinnedName = "pinned_hosts";

    private readonly string pinned = PinnedOf(knownHosts);

    /// <summary>Where the approved keys of a known_hosts file are.</summary>
    public static string PinnedOf(string knownHosts) => Path.Combine(Path.GetDirectoryName(knownHosts) ?? ".", PinnedName);

    /// <inheritdoc/>
    public IReadOnlyList<KnownHostKey> List(IReadOnlyList<string> names) =>
    [
        .. Read(pinned).Select(line => Shown(line, isPinned: true))
            .Concat(Read(knownHosts).Select(line => Shown(line, isPinned: false)))
            .Where(key => Wildcard.MatchesAny(names, key.Name)).DistinctBy(key => (key.Name, key.Type, key.Fingerprint))
            .OrderBy(key => key.Name, StringComparer.Ordinal),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<KnownHostKey> Pin(IReadOnlyList<string> names)
    {
        var chosen = Read(knownHosts).Where(line => line.Marker.Length == 0 && Wildcard.MatchesAny(names, line.Hosts)).ToList();
        return chosen.Count > 0 ? Keep(chosen) : throw Missing(names);
    }

    /// <inheritdoc/>
    public IReadOnlyList<KnownHostKey> Import(string path)
    {
        var lines = Read(path).ToList();
        return lines.Count == 0
            ? throw new NetBatchException(ErrorCode.InvalidArgument, $"'{path}' holds no host key.",
                "Give a known_hosts file (sshd(8)): a host, a type and a key on each line; ssh-keyscan makes such.")
            : Keep(lines);
    }

    /// <inheritdoc/>
    public IReadOnlyList<KnownHostKey> Forget(IReadOnlyList<string> names)
    {
        var gone = List(names);
        if (gone.Count == 0)
        {
            throw Missing(names);
        }

        foreach (var file in (string[])[pinned, knownHosts])
        {
            KnownHostsFile.Change(file, text => string.Concat(text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(line => KnownHostsLine.Read(line) is not { } key || !Wildcard.MatchesAny(names, key.Hosts))
                .Select(line => line + "\n")));
        }

        return gone;
    }

    private List<KnownHostKey> Keep(IReadOnlyList<KnownHostsLine> lines)
    {
        KnownHostsFile.Change(pinned, text =>
        {
            var kept = text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(line => KnownHostsLine.Read(line) is not { } there
                    || !lines.Any(line => line.Hosts == there.Hosts && line.Type == there.Type));
            return new StringBuilder()
                .AppendJoin("", kept.Concat(lines.Select(Text).Distinct(StringComparer.Ordinal)).Select(line => line + "\n")).ToString();
        });
        return [.. lines.Select(line => Shown(line, isPinned: true))];
    }

    private static string Text(KnownHostsLine line) =>
        $"{(line.Marker.Length > 0 ? line.Marker + " " : "")}{line.Hosts} {line.Type} {Convert.ToBase64String(line.Key)}";

    private static IEnumerable<KnownHostsLine> Read(string path) =>
        File.Exists(path) ? File.ReadLines(path).Select(KnownHostsLine.Read).OfType<KnownHostsLine>() : [];

    private static KnownHostKey Shown(KnownHostsLine line, bool isPinned) =>
        new(line.Hosts, line.Type, KnownHostKeys.Print(line.Key), isPinned);

    private static NetBatchException Missing(IReadOnlyList<string> names) => new(
        ErrorCode.InvalidArgument, $"No key of {string.Join(", ", names.Select(name => $"'{name}'"))} is known here.",
        "Names are those of known_hosts: 10.0.0.1, or [10.0.0.1]:2222 where the port is not 22; * and ? are wildcards.");
}
