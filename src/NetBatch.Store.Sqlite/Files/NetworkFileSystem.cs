namespace NetBatch.Store.Sqlite;

/// <summary>Tells whether a folder lies on another machine's disk, where SQLite's locks and log do not work
/// (https://www.sqlite.org/wal.html: "WAL does not work over a network filesystem").</summary>
internal static class NetworkFileSystem
{
    private static readonly HashSet<string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        "nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "smbfuse", "afpfs", "webdav", "9p", "afs", "ceph", "glusterfs",
        "lustre", "gpfs", "beegfs", "ncpfs", "davfs", "fuse.sshfs", "fuse.davfs", "fuse.ceph", "fuse.glusterfs",
        "fuse.rclone", "fuse.s3fs", "fuse.smbnetfs", "fuse.gvfsd-fuse",
    };

    /// <summary>The name of the network file system that an existing folder lies on, or null.</summary>
    public static string? Of(string folder)
    {
        if (OperatingSystem.IsLinux())
        {
            return OfMounts(File.ReadAllText("/proc/self/mounts"), Resolve(folder));
        }

        if (folder.StartsWith(@"\\", StringComparison.Ordinal))
        {
            return "of a share";
        }

        var drive = new DriveInfo(folder);
        return drive.DriveType == DriveType.Network || Types.Contains(drive.DriveFormat) ? drive.DriveFormat : null;
    }

    /// <summary>Reads a table in the form of /proc/self/mounts (proc(5)): the mount with the longest matching path counts, the last of
    /// equals.</summary>
    internal static string? OfMounts(string mounts, string folder)
    {
        var (best, type) = (-1, "");
        foreach (var line in mounts.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var fields = line.Split(' ');
            if (fields.Length < 3)
            {
                continue;
            }

            // Blanks in a path stand as octal escapes.
            var at = fields[1].Replace("\\040", " ", StringComparison.Ordinal).Replace("\\011", "\t", StringComparison.Ordinal)
                .TrimEnd('/');
            var covers = folder.StartsWith(at, StringComparison.Ordinal) && (folder.Length == at.Length || folder[at.Length] == '/');
            if (covers && at.Length >= best)
            {
                (best, type) = (at.Length, fields[2]);
            }
        }

        return Types.Contains(type) ? type : null;
    }

    /// <summary>Follows the symbolic links in every part of a path.</summary>
    private static string Resolve(string folder)
    {
        var done = "/";
        foreach (var part in folder.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(done, part);
            done = Directory.ResolveLinkTarget(next, returnFinalTarget: true)?.FullName ?? next;
        }

        return done;
    }
}
