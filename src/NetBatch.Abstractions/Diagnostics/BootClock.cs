using System.Runtime.InteropServices;

namespace NetBatch;

/// <summary>
/// The time since the system's start, its sleep included; the monotonic clock of .NET stands still while a Linux or macOS machine sleeps
/// (clock_gettime(2): CLOCK_MONOTONIC and CLOCK_BOOTTIME; macOS: CLOCK_MONOTONIC_RAW goes on). That of Windows goes on by itself.
/// </summary>
internal static class BootClock
{
    private const int LinuxBootTime = 7;
    private const int MacRaw = 4;

    /// <summary>Now; null where the system has no such clock.</summary>
    public static TimeSpan? Now() =>
        !OperatingSystem.IsWindows() && Read(OperatingSystem.IsMacOS() ? MacRaw : LinuxBootTime, out var now) == 0
            ? new TimeSpan((now.Seconds * TimeSpan.TicksPerSecond) + (now.Nanoseconds / TimeSpan.NanosecondsPerTick))
            : null;

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Read(int clock, out Moment now);

    [StructLayout(LayoutKind.Sequential)]
    private struct Moment
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
