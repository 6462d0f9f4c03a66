namespace NetBatch.Store.Sqlite;

/// <summary>The file itself: readable by its user alone, on a local disk.</summary>
internal static class StoreFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerOnly | UnixFileMode.UserExecute;

    /// <summary>Makes folder (0700) and file (0600) where they are missing, and closes an open file to others.</summary>
    /// <returns>The mode that an open file had, for <see cref="Restore"/>; null where nothing was closed.</returns>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.StoreUnusable"/>.</exception>
    public static UnixFileMode? Prepare(string path, Func<string, string?> fileSystemOf)
    {
        try
        {
            var folder = Path.GetDirectoryName(path)!;
            MakeFolder(folder);
            if (fileSystemOf(folder) is { } network)
            {
                throw new NetBatchException(
                    ErrorCode.StoreUnusable,
                    $"The store '{path}' would lie on the network file system {network}, whose locks SQLite cannot trust.",
                    "Put it on a local disk: set NETBATCH_HOME or name the store's path.");
            }

            // SQLite gives the log files beside it the mode of the file.
            return MakeFile(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new NetBatchException(
                ErrorCode.StoreUnusable, $"The store '{path}' cannot be reached or made: {problem.Message}",
                "Check the permissions of the file and of its folder.", problem);
        }
    }

    /// <summary>Gives a file its mode back that turned out to be no store: a slip in a path must not close a stranger's file.</summary>
    public static void Restore(string path, UnixFileMode? mode)
    {
        if (mode is { } before && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, before);
        }
    }

    /// <summary>Makes an empty file for its user alone, or closes the one that is there to others.</summary>
    /// <returns>The mode that the file had before it was closed; null where it stays as it was.</returns>
    public static UnixFileMode? MakeFile(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete };
        if (OperatingSystem.IsWindows())
        {
            // The folder's access list, which we or the system have closed to others, holds for the files in it.
            new FileStream(path, options).Dispose();
            return null;
        }

        // In a folder of many a link may lead to a file of ours that is no store, and would get its mode.
        if (FileFacts.Of(path) is { IsFile: false } && !SafeFolder.IsPrivate(Path.GetDirectoryName(path)!))
        {
            throw new IOException($"'{path}' is no plain file, in a folder that others can write.");
        }

        // An existing file is not opened here: closing any handle of it would drop SQLite's locks in this process (POSIX).
        if (!File.Exists(path))
        {
            options.Mode = FileMode.CreateNew;
            options.UnixCreateMode = OwnerOnly;
            try
            {
                new FileStream(path, options).Dispose();
            }
            catch (IOException) when (File.Exists(path))
            {
                // Another process made it at the same moment.
            }
        }

        // Whether a store that others of its group may use is shared indeed is written in it; it is looked at when it is open.
        var before = File.GetUnixFileMode(path);
        if ((before & ~OwnerOnly) == 0 || StoreSharing.LooksShared(path))
        {
            return null;
        }

        File.SetUnixFileMode(path, OwnerOnly);
        return before;
    }

    private static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            if (!Directory.Exists(folder))
            {
                Directory.CreateDirectory(folder);
                OwnerOnlyAccess.Close(folder);
            }
        }
        else
        {
            // A folder that exists keeps its mode: it may be anything the user named.
            Directory.CreateDirectory(folder, OwnerFolder);
        }
    }
}
