using System.IO.Enumeration;

namespace NetBatch.Inventory.Readers;

/// <summary>Finds the files of an Include: in the folder of the including file, else in <c>~/.ssh</c>, where its path is not
/// absolute.</summary>
internal static class SshConfigIncludes
{
    private static readonly char[] Wildcards = ['*', '?'];

    /// <summary>The files in the order in which they are read; none where the pattern matches nothing.</summary>
    public static IReadOnlyList<string> Find(string pattern, string folder)
    {
        var home = Account.Home;
        if (pattern.StartsWith("~/", StringComparison.Ordinal))
        {
            return Expand(Path.Combine(home, pattern[2..]));
        }

        return Path.IsPathRooted(pattern) ? Expand(pattern)
            : Expand(Path.Combine(folder, pattern)) is { Count: > 0 } beside ? beside
            : Expand(Path.Combine(home, ".ssh", pattern));
    }

    private static List<string> Expand(string pattern)
    {
        if (pattern.IndexOfAny(Wildcards) < 0)
        {
            return File.Exists(pattern) ? [pattern] : [];
        }

        var parent = Path.GetDirectoryName(pattern);
        var name = Path.GetFileName(pattern);
        if (string.IsNullOrEmpty(parent))
        {
            return [];
        }

        IEnumerable<string> folders = parent.IndexOfAny(Wildcards) < 0 ? [parent] : Folders(parent);
        return
        [
            .. folders.Where(Directory.Exists).SelectMany(Directory.EnumerateFiles)
                .Where(path => Fits(name, Path.GetFileName(path))).Order(StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<string> Folders(string pattern)
    {
        var parent = Path.GetDirectoryName(pattern);
        var name = Path.GetFileName(pattern);
        if (string.IsNullOrEmpty(parent))
        {
            return [pattern];
        }

        IEnumerable<string> above = parent.IndexOfAny(Wildcards) < 0 ? [parent] : Folders(parent);
        return above.Where(Directory.Exists).SelectMany(Directory.EnumerateDirectories).Where(path => Fits(name, Path.GetFileName(path)));
    }

    // A dot at the beginning is matched only by a dot, as glob(3) has it.
    private static bool Fits(string pattern, string name) =>
        (name[0] != '.' || pattern[0] == '.') && FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);
}
