namespace NetBatch;

/// <summary>
/// A file that is there whole or not at all: written beside its place under another name, for its user alone (0600),
/// and moved there when it is on the disk.
/// </summary>
internal static class ExportFile
{
    private const int Buffer = 128 * 1024;

    /// <exception cref="NetBatchException"><see cref="ErrorCode.FileUnusable"/>: it exists, or cannot be written.</exception>
    public static async Task<long> WriteAsync(string path, bool force, Func<Stream, Task> write)
    {
        Refuse(path, force);
        var folder = Path.GetDirectoryName(path)!;
        var temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.tmp");
        try
        {
            long length;
            try
            {
                var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None,
                    BufferSize = Buffer };
                if (!OperatingSystem.IsWindows())
                {
                    options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
                }

                var stream = new FileStream(temporary, options);
                await using var closing = stream.ConfigureAwait(false);
                await write(stream).ConfigureAwait(false);
                stream.Flush(flushToDisk: true);
                length = stream.Length;
            }
            catch
            {
                File.Delete(temporary);
                throw;
            }

            Move(temporary, path, force);
            return length;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new NetBatchException(ErrorCode.FileUnusable, $"'{path}' cannot be written: {problem.Message}",
                "Check the folder, its permissions and the free space.", problem);
        }
    }

    private static void Move(string temporary, string path, bool force)
    {
        try
        {
            File.Move(temporary, path, force);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            File.Delete(temporary);
            Refuse(path, force);
            throw;
        }
    }

    private static void Refuse(string path, bool force)
    {
        if (Directory.Exists(path))
        {
            throw new NetBatchException(ErrorCode.FileUnusable, $"'{path}' is a folder.", "Name a file in it.");
        }

        if (!force && File.Exists(path))
        {
            throw new NetBatchException(ErrorCode.FileUnusable, $"'{path}' exists.",
                "Name another file, or say that it is to be replaced (-Force, --force).");
        }
    }
}
