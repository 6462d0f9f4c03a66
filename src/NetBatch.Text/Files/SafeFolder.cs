namespace NetBatch;

/// <summary>
/// Folders as other accounts of the machine see them. In a folder that others can write, a name may be anybody's and may become
/// another thing between a look and its use; where nobody else can write a folder or any above it, names can be trusted.
/// </summary>
/// <remarks>The rule is that of sshd's StrictModes, with sticky folders (/tmp) allowed above one's own.</remarks>
public static class SafeFolder
{
    /// <summary>Whether nobody but this account (and root) can change what lies in a folder: only then are names in it listed, used again
    /// or removed.</summary>
    public static bool IsPrivate(string path) => Problem(path, isShared: false) is null;

    /// <summary>Why others could put something else in the place of what this account makes in a folder; null: they cannot.</summary>
    public static string? Problem(string path) => Problem(path, isShared: true);

    /// <summary>Makes a new folder (0700) for this account alone; fails where there is anything of that name.</summary>
    /// <exception cref="IOException">There is, or it cannot be made.</exception>
    public static void CreateNew(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        if (FileFacts.Of(path) is not null)
        {
            throw new IOException($"'{path}' exists already.");
        }

        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (FileFacts.Of(path) is not { IsFolder: true, OthersMayWrite: false } made || made.Owner != FileFacts.Me)
        {
            throw new IOException($"'{path}' was made by another account at the same moment.");
        }
    }

    /// <summary>Whether an entry is this account's own folder, no link, closed to others' writing.</summary>
    public static bool IsOwn(string path) =>
        OperatingSystem.IsWindows()
            || (FileFacts.Of(path) is { IsFolder: true, OthersMayWrite: false } facts && facts.Owner == FileFacts.Me);

    private static string? Problem(string path, bool isShared)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (OperatingSystem.IsWindows())
        {
            return null; // Folders of a profile are closed by their access lists.
        }

        string at;
        try
        {
            at = Resolved(path);
        }
        catch (IOException)
        {
            // It went away between two looks, or its links lead round in a circle.
            return $"'{path}' is not there";
        }

        var me = FileFacts.Me;
        for (; ; isShared = true)
        {
            if (FileFacts.Of(at) is not { } facts)
            {
                return $"'{at}' is not there";
            }

            if (facts.Owner != me && facts.Owner != 0)
            {
                return $"'{at}' belongs to another account";
            }

            // A group of the user's own that has the user's number (Debian, Fedora) holds nobody else.
            var isOpen = (facts.Mode & 0b010) != 0 || (facts.OthersMayWrite && !(facts.Owner == me && facts.Group == me));
            if (isOpen && !(isShared && facts.IsSticky))
            {
                return $"others can write '{at}'";
            }

            if (Path.GetDirectoryName(at) is not { } above)
            {
                return null;
            }

            at = above;
        }
    }

    /// <summary>The path without links, so that what is looked at is what is used.</summary>
    private static string Resolved(string path)
    {
        var full = Path.GetFullPath(path);
        var at = Path.GetPathRoot(full)!;
        foreach (var part in full[at.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            at = Path.Combine(at, part);
            if (new DirectoryInfo(at).ResolveLinkTarget(returnFinalTarget: true) is { } target)
            {
                at = Resolved(target.FullName);
            }
        }

        return at;
    }
}
