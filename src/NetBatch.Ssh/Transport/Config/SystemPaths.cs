namespace NetBatch.Ssh.Transport;

/// <summary>Where OpenSSH keeps its files on this system, and how a name in its configs becomes a path.</summary>
internal static class SystemPaths
{
    // Names that begin with a dot are left out, as glob(7) leaves them out.
    private static readonly EnumerationOptions Accessible = new() { IgnoreInaccessible = true, MatchType = MatchType.Simple };

    /// <summary>Folder of the system's files: /etc/ssh, or ProgramData\ssh on Windows.</summary>
    public static string Folder { get; } = OperatingSystem.IsWindows()
        ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), "ssh")
        : "/etc/ssh";

    public static string SshConfig => Path.Combine(Folder, "ssh_config");

    public static string KnownHosts => Path.Combine(Folder, "ssh_known_hosts");

    public static string Home => Account.Home;

    /// <summary>A path of this user's: '~' is the home folder.</summary>
    public static string Full(string path, string folder)
    {
        path = path == "~" ? Home : path.StartsWith("~/", StringComparison.Ordinal) || path.StartsWith("~\\", StringComparison.Ordinal)
            ? Path.Combine(Home, path[2..]) : path;
        return Path.IsPathFullyQualified(path) ? path : Path.Combine(folder, path);
    }

    /// <summary>The files that an Include names: its last part may have wildcards, and so may folders before it; sorted by name.</summary>
    public static IReadOnlyList<string> Expand(string pattern, string folder)
    {
        var full = Full(pattern, folder);
        var root = Path.GetPathRoot(full)!;
        IEnumerable<string> found = [root];
        var parts = full[root.Length..].Split([Path.DirectorySeparatorChar, '/'], StringSplitOptions.RemoveEmptyEntries);
        for (var at = 0; at < parts.Length; at++)
        {
            var part = parts[at];
            var last = at == parts.Length - 1;
            found = part.IndexOfAny(['*', '?', '[']) < 0
                ? found.Select(path => Path.Combine(path, part))
                : found.Where(Directory.Exists)
                    .SelectMany(path => last ? Directory.EnumerateFiles(path, part, Accessible)
                        : Directory.EnumerateDirectories(path, part, Accessible));
        }

        return [.. found.Where(File.Exists).Order(StringComparer.Ordinal)];
    }
}
