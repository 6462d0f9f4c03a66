using System.Text;

namespace NetBatch.Ssh.Transport;

/// <summary>Writes files of host keys, one process after the other. In a folder of many a link in a file's place is refused.</summary>
internal static class KnownHostsFile
{
    /// <summary>Puts another text in the place of a file's.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Change(string path, Func<string, string> change)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var turn = TakeTurn(path);
        using var file = new FileStream(path, Private(path, FileShare.ReadWrite));
        using var reader = new StreamReader(file, leaveOpen: true);
        var text = reader.ReadToEnd();
        var changed = change(text);
        if (changed == text)
        {
            return;
        }

        // What is added is added; only a change of what stands there writes the file anew.
        var keeps = changed.StartsWith(text, StringComparison.Ordinal);
        file.SetLength(keeps ? file.Length : 0);
        file.Seek(0, SeekOrigin.End);
        file.Write(Encoding.UTF8.GetBytes(keeps ? changed[text.Length..] : changed));
        file.Flush(flushToDisk: true);
    }

    /// <summary>Waits for other processes that write; that takes each a moment. Called on a session's own thread.</summary>
    private static FileStream TakeTurn(string path)
    {
        FileStream? turn = null;
        IOException? taken = null;
        SpinWait.SpinUntil(
            () =>
            {
                try
                {
                    turn = new FileStream(path + ".lock", Private(path + ".lock", FileShare.None));
                }
                catch (IOException error)
                {
                    taken = error;
                }

                return turn is not null;
            },
            TimeSpan.FromSeconds(5));
        return turn ?? throw taken!;
    }

    private static FileStreamOptions Private(string path, FileShare share)
    {
        var there = FileFacts.Of(path);
        if (there is { IsFile: false } && !SafeFolder.IsPrivate(Path.GetDirectoryName(path)!))
        {
            throw new IOException($"'{path}' is no plain file, in a folder that others can write");
        }

        var options = new FileStreamOptions
        {
            Mode = there is null && !OperatingSystem.IsWindows() ? FileMode.CreateNew : FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite, Share = share,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
