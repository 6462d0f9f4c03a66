namespace NetBatch.Archive.Git;

/// <summary>
/// Which file of a repository is which device's. A device keeps the file that it has, wherever another tool put it
/// (Oxidized: <c>NAME</c> or <c>GROUP/NAME</c>; RANCID: <c>configs/NAME</c> or <c>GROUP/configs/NAME</c>); a new one gets a file of its
/// name at the top, and parts other than the running configuration a folder of their name.
/// </summary>
internal sealed class DevicePaths
{
    private readonly ILookup<string, string> byName;

    /// <summary>Reads a repository.</summary>
    /// <param name="files">The paths of its files.</param>
    public DevicePaths(IEnumerable<string> files) =>
        byName = files.ToLookup(path => path[(path.LastIndexOf('/') + 1)..], StringComparer.OrdinalIgnoreCase);

    /// <summary>The path of a device's part.</summary>
    public string Of(string device, string part)
    {
        var name = FileName.Of(device);
        if (part != ArchiveRules.Running)
        {
            return $"{part}/{name}";
        }

        string[] own = [.. byName[name].Where(path => !path.Contains('/', StringComparison.Ordinal) || !IsPart(path))];
        return own.Length == 1 ? own[0] : name;
    }

    private static bool IsPart(string path) => path.Split('/')[0] is ArchiveRules.Startup or "set" or "xml" or "facts";
}
