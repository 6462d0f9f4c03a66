namespace NetBatch.Cluster.Link;

/// <summary>Files that hold what others may not read, and their companions.</summary>
internal static class PrivateFile
{
    /// <summary>Writes a file that is not there yet.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.FileUnusable"/>.</exception>
    public static void WriteNew(string path, ReadOnlySpan<byte> content, bool isSecret) =>
        Write(path, content, FileMode.CreateNew, isSecret);

    /// <summary>Writes a file in place of what is there, in one move.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.FileUnusable"/>.</exception>
    public static void Replace(string path, ReadOnlySpan<byte> content, bool isSecret)
    {
        var next = $"{path}.new";
        File.Delete(next);
        Write(next, content, FileMode.CreateNew, isSecret);
        File.Move(next, path, overwrite: true);
    }

    private static void Write(string path, ReadOnlySpan<byte> content, FileMode mode, bool isSecret)
    {
        try
        {
            var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.None };
            if (!OperatingSystem.IsWindows())
            {
                const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;
                options.UnixCreateMode = isSecret ? Own : Own | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
            }

            using var file = new FileStream(path, options);
            file.Write(content);
            file.Flush(flushToDisk: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new NetBatchException(ErrorCode.FileUnusable, $"'{path}' cannot be written: {problem.Message}",
                File.Exists(path) ? "Remove it first where it is to be made anew." : null, problem);
        }
    }
}
