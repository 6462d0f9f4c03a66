namespace NetBatch;

/// <summary>Files that one process writes and reads again, and that nobody else finds.</summary>
public static class TemporaryFile
{
    /// <summary>A new, empty file in the temporary folder, readable by this account only, and gone with its handle.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static FileStream Open(int bufferSize = 4096, bool isAsync = false)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, BufferSize = bufferSize,
            Options = FileOptions.DeleteOnClose | (isAsync ? FileOptions.Asynchronous : FileOptions.None),
        };
        if (OperatingSystem.IsWindows())
        {
            return new FileStream(NewPath(), options);
        }

        options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        options.Options &= ~FileOptions.DeleteOnClose;
        var path = NewPath();
        var file = new FileStream(path, options);
        // The open handle keeps the content: no name is left that could become another thing, nor a file if the process is killed.
        File.Delete(path);
        return file;
    }

    private static string NewPath() => Path.Combine(Path.GetTempPath(), $"netbatch-{Path.GetRandomFileName()}");
}
