namespace NetBatch.Archive.Git;

/// <summary>
/// Which file of a repository is which device's. A device keeps the file that it has, wherever another tool put it
/// (Oxidized: <c>NAME</c> or <c>GROUP/NAME</c>; RANCID: <c>configs/NAME</c> or <c>GROUP/configs/NAME</c>); a new one gets a file of its
/// name at the top, and parts other than the running configuration a folder of their name. A file never takes the place of a folder, nor
/// a folder that of a file: git would drop what stood there.
/// </summary>
internal sealed class DevicePaths
{
    /// <summary>Folders of what earlier jobs kept, which this one's devices may not show.</summary>
    private static readonly string[] Usual = [ArchiveRules.Startup, "set", "xml", "facts"];

    private readonly ILookup<string, string> byName;
    private readonly HashSet<string> files;
    private readonly HashSet<string> folders;
    private readonly HashSet<string> parts;

    /// <summary>Reads a repository.</summary>
    /// <param name="files">The paths of its files.</param>
    /// <param name="parts">The parts that are kept: folders of these names hold no group of devices.</param>
    public DevicePaths(IReadOnlyCollection<string> files, IEnumerable<string> parts)
    {
        this.parts = parts.Concat(Usual).ToHashSet(StringComparer.OrdinalIgnoreCase);
        this.files = files.ToHashSet(StringComparer.OrdinalIgnoreCase);
        byName = files.ToLookup(path => path[(path.LastIndexOf('/') + 1)..], StringComparer.OrdinalIgnoreCase);
        folders = this.files.Where(path => path.Contains('/', StringComparison.Ordinal)).Select(path => path.Split('/')[0])
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The path of a device's part.</summary>
    public string Of(string device, string part)
    {
        var name = FileName.Of(device);
        if (part != ArchiveRules.Running)
        {
            return files.Contains(part) ? $"{part}.d/{name}" : $"{part}/{name}";
        }

        string[] own = [.. byName[name].Where(path => !path.Contains('/', StringComparison.Ordinal) || !IsPart(path))];
        return own.Length == 1 ? own[0] : folders.Contains(name) || IsPart(name) ? $"{name}.cfg" : name;
    }

    private bool IsPart(string path) =>
        path.Split('/')[0] is var first && parts.Contains(first.EndsWith(".d", StringComparison.Ordinal) ? first[..^2] : first);
}
