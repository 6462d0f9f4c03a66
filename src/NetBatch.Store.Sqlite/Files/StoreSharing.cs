using System.ComponentModel;
using System.Runtime.InteropServices;

namespace NetBatch.Store.Sqlite;

/// <summary>
/// A store whose files its owner has given to a group: file 0660, folder 2770, so that what SQLite makes beside it is the
/// group's too. That it is meant to be so is written in the store itself; without that the file is closed again.
/// </summary>
internal static class StoreSharing
{
    private const UnixFileMode Shared = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;
    private const UnixFileMode Folder = Shared | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.SetGroup;

    /// <summary>Whether file and folder have the modes of a shared store.</summary>
    public static bool LooksShared(string path) =>
        !OperatingSystem.IsWindows() && File.GetUnixFileMode(path) == Shared
            && File.GetUnixFileMode(Path.GetDirectoryName(path)!) == Folder;

    /// <summary>Whether another account than this one (and root) can change the store's file, or put another in its place.</summary>
    public static bool OthersCanWrite(string path) =>
        !OperatingSystem.IsWindows()
        && (!SafeFolder.IsPrivate(Path.GetDirectoryName(path)!)
            || (FileFacts.Of(path) is { } file && file.Owner != FileFacts.Me && file.Owner != 0));

    /// <summary>Reads whether an open store is shared; one that only looks so is closed to others.</summary>
    public static string? ResolveGroup(Database database, string path)
    {
        var group = GroupOf(database);
        if (group is null && !OperatingSystem.IsWindows() && LooksShared(path))
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return group;
    }

    public static string? GroupOf(Database database) => database.Setting("group");

    public static bool Keep(Database database, string group) =>
        database.Keep("group", group);

    /// <summary>Gives the store's files to a group.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/> or <see cref="ErrorCode.StoreUnusable"/>.</exception>
    public static void Share(string path, string group)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new NetBatchException(ErrorCode.StoreUnusable, "A store is shared by a group on Linux and macOS only.",
                "Give each user a store.");
        }

        var id = IdOf(group) ?? throw new NetBatchException(
            ErrorCode.InvalidArgument, $"This machine has no group '{group}'.", "Make it (groupadd), or name another; id -Gn lists yours.");
        var folder = Path.GetDirectoryName(path)!;
        try
        {
            Change(folder, id);
            File.SetUnixFileMode(folder, Folder);
            // The keys of devices belong to all who work on them.
            var known = Path.Combine(folder, "known_hosts");
            if (FileFacts.Of(known) is null)
            {
                new FileStream(known, FileMode.CreateNew).Dispose();
            }

            foreach (var file in ((string[])[path, path + "-wal", path + "-shm", known]).Where(File.Exists))
            {
                // A member of the group could have put a link there, to a file of the owner's that is no matter of the store.
                if (FileFacts.Of(file) is { IsFile: false })
                {
                    throw new IOException($"'{file}' is no plain file");
                }

                Change(file, id);
                File.SetUnixFileMode(file, Shared);
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new NetBatchException(
                ErrorCode.StoreUnusable, $"The store '{path}' cannot be given to the group '{group}': {problem.Message}",
                "Only the owner of its files can, and only to a group of their own.", problem);
        }
    }

    private static void Change(string path, uint group)
    {
        if (ChangeOwner(path, uint.MaxValue, group) != 0)
        {
            throw new IOException($"{path}: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");
        }
    }

    /// <summary>struct group (getgrnam(3)): two pointers, then the id.</summary>
    private static uint? IdOf(string name)
    {
        var entry = GetGroup(name);
        return entry == 0 ? null : (uint)Marshal.ReadInt32(entry, 2 * nint.Size);
    }

    [DllImport("libc", EntryPoint = "getgrnam")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint GetGroup([MarshalAs(UnmanagedType.LPUTF8Str)] string name);

    [DllImport("libc", EntryPoint = "chown", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ChangeOwner([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint owner, uint group);
}
