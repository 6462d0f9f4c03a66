namespace NetBatch.Store.Sqlite;

/// <summary>
/// Tells when a store's file was removed or replaced while it is open here: what is written then goes into a file that has no name any
/// more. Looks by lstat(2) alone, for closing another handle of the file would drop SQLite's own locks (sqlite.org/howtocorrupt.html, 2.2
/// and 2.4).
/// </summary>
internal sealed class StoreWatch(string path)
{
    private readonly string[] parts = [path, path + "-wal", path + "-shm"];
    private readonly FileFacts?[] known = new FileFacts?[3];
    private readonly Lock gate = new();

    /// <summary>What has become of the file, as the rest of a sentence; null: it is the one that was opened.</summary>
    public string? Problem()
    {
        if (OperatingSystem.IsWindows())
        {
            return null; // An open file can be neither removed nor replaced there.
        }

        lock (gate)
        {
            for (var index = 0; index < parts.Length; index++)
            {
                var now = FileFacts.Of(parts[index]);
                // The log and its index come with the first use, and stay as long as anybody has the store open.
                if (known[index] is { } before && (now is not { } there || there.Inode != before.Inode || there.Device != before.Device))
                {
                    return $"'{parts[index]}' was {(now is null ? "removed" : "replaced by another file")} while it was in use";
                }

                known[index] ??= now;
            }

            return null;
        }
    }
}
