using System.ComponentModel;
using System.Runtime.InteropServices;

namespace NetBatch.Ssh.Transport;

/// <summary>The few system calls that .NET has no method for.</summary>
internal static class UnixCalls
{
    public const int SignalKill = 9;

    private const uint OwnerOnly = 0x180; // 0600

    /// <summary>Makes a FIFO that only the owner can open.</summary>
    public static void MakeFifo(string path)
    {
        if (MkFifo(path, OwnerOnly) != 0)
        {
            throw new IOException($"The FIFO '{path}' cannot be made.", new Win32Exception(Marshal.GetLastPInvokeError()));
        }
    }

    /// <summary>Sends SIGKILL to a process, or to a process group where the id is negative. A missing one is no error.</summary>
    public static void Kill(int id) => _ = SendSignal(id, SignalKill);

    [DllImport("libc", EntryPoint = "mkfifo", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int MkFifo([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint mode);

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int id, int signal);
}
