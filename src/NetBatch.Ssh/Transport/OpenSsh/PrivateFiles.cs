namespace NetBatch.Ssh.Transport;

/// <summary>Makes folders and files that only this user can open.</summary>
internal static class PrivateFiles
{
    private const UnixFileMode ReadWrite = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException();
        }

        Directory.CreateDirectory(path, ReadWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Writes a new file; fails where there is one of that name.</summary>
    public static void Write(string path, string text, bool executable = false)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException();
        }

        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = executable ? ReadWrite | UnixFileMode.UserExecute : ReadWrite,
        };
        using var file = new StreamWriter(path, options);
        file.Write(text);
    }
}
