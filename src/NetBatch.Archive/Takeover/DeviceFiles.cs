namespace NetBatch.Archive.Takeover;

/// <summary>
/// Which files of another tool's repository are configurations of devices. Oxidized has <c>NAME</c> and <c>GROUP/NAME</c>, and
/// <c>TYPE/NAME--PIECE</c> for what it keeps apart; RANCID has <c>configs/NAME</c> and <c>GROUP/configs/NAME</c> beside its own files.
/// </summary>
internal static class DeviceFiles
{
    /// <summary>The name of the device whose configuration a file is; null: it is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isRancid">Whether the repository is RANCID's.</param>
    public static string? DeviceOf(string path, bool isRancid)
    {
        var folders = path.Split('/');
        var name = folders[^1];
        return name.StartsWith('.') || name.Contains("--", StringComparison.Ordinal)
            || (isRancid && !(folders.Length > 1 && folders[^2] == "configs")) || (!isRancid && folders.Length > 2)
            ? null
            : name;
    }

    /// <summary>Whether a repository is RANCID's, by where its files stand.</summary>
    public static bool IsRancid(IEnumerable<string> paths) => paths.Any(path => path.Split('/') is [.., "configs", _]);
}
