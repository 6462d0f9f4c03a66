using System.Runtime.InteropServices;

namespace NetBatch;

/// <summary>How many files, sockets and pipes this process may have open at once: too few of them show as anything else, from assemblies
/// that cannot be found to memory that is used up.</summary>
public static class OpenFiles
{
    /// <summary>What the program needs beside its sessions; most of it are the assemblies of .NET, which stay open.</summary>
    public const int Least = 256;

    /// <summary>What a session needs at most: those over OpenSSH have a client with three pipes, its config and its answers.</summary>
    public const int PerSession = 8;

    /// <summary>How many may be open; null where the system sets no limit to a process.</summary>
    public static long? Limit { get; } = OperatingSystem.IsWindows() ? null : Ask();

    /// <summary>How many sessions this process can have at once.</summary>
    public static int MostSessions =>
        Limit is { } limit ? (int)Math.Clamp((limit - Least) / PerSession, 0, int.MaxValue) : int.MaxValue;

    /// <summary>What somebody is told who asked for more than that.</summary>
    public static string Message =>
        FormattableString.Invariant($"This process may have {Limit} files open at once; it needs {Least}, and {PerSession} more for each ")
            + "session.";

    /// <summary>How the limit is raised.</summary>
    public const string Remedy = "Raise the limit: 'ulimit -n 4096' in the shell that starts it, LimitNOFILE= in a systemd unit.";

    // RLIMIT_NOFILE; rlim_cur is what holds, and .NET has raised it to what may be had (getrlimit(2)).
    private static long? Ask() =>
        GetLimit(OperatingSystem.IsMacOS() ? 8 : 7, out var limit) == 0 && limit.Current <= long.MaxValue ? (long)limit.Current : null;

    [DllImport("libc", EntryPoint = "getrlimit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetLimit(int what, out LimitPair limit);

    [StructLayout(LayoutKind.Sequential)]
    private struct LimitPair
    {
        public ulong Current;
        public ulong Most;
    }
}
