using System.Runtime.InteropServices;

namespace NetBatch.Hosting;

/// <summary>Whether the other side of one of this process's streams has gone: a closed terminal, a pipe that nobody reads.</summary>
public static class HungUp
{
    /// <summary>The descriptor of standard input.</summary>
    public const int StandardInput = 0;

    /// <summary>The descriptor of standard output.</summary>
    public const int StandardOutput = 1;

    // poll(2): the same numbers on Linux and macOS.
    private const short Error = 0x8;
    private const short HangUp = 0x10;
    private const short Closed = 0x20;

    /// <summary>Whether the other side of a descriptor has gone; false where this cannot be known (Windows).</summary>
    public static bool Is(int descriptor)
    {
        if (OperatingSystem.IsWindows())
        {
            return false;
        }

        var one = new Watched { Descriptor = descriptor };
        return Poll(ref one, 1, 0) > 0 && (one.Happened & (Error | HangUp | Closed)) != 0;
    }

    [DllImport("libc", EntryPoint = "poll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Poll(ref Watched one, nuint count, int milliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct Watched
    {
        public int Descriptor;
        public short Asked;
        public short Happened;
    }
}
