using System.Runtime.InteropServices;

namespace NetBatch;

/// <summary>Whose a file or folder is and which one it is, by lstat(2): a link is told as a link and never followed.</summary>
/// <param name="Mode">Type and permission bits, as in <c>st_mode</c>.</param>
/// <param name="Owner">User id of its owner.</param>
/// <param name="Group">Group id.</param>
/// <param name="Device">The file system that it lies on.</param>
/// <param name="Inode">Its number there; device and number together are one file for as long as it lives.</param>
public readonly record struct FileFacts(int Mode, uint Owner, uint Group, long Device, long Inode)
{
    private const int TypeMask = 0xF000;

    /// <summary>Whether it is a folder.</summary>
    public bool IsFolder => (Mode & TypeMask) == 0x4000;

    /// <summary>Whether it is a plain file.</summary>
    public bool IsFile => (Mode & TypeMask) == 0x8000;

    /// <summary>Whether others than its owner may write it, the group included.</summary>
    public bool OthersMayWrite => (Mode & 0b000_010_010) != 0;

    /// <summary>Whether only the owner of an entry may remove or rename it (the sticky bit of /tmp).</summary>
    public bool IsSticky => (Mode & 0x200) != 0;

    /// <summary>The effective user id of this process.</summary>
    public static uint Me => GetEffectiveUserId();

    /// <summary>The facts of a path; null: there is nothing, it cannot be seen, or this system has no such facts (Windows).</summary>
    public static FileFacts? Of(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return !OperatingSystem.IsWindows() && LinkStatus(Path.TrimEndingDirectorySeparator(path), out var status) == 0
            ? new FileFacts(status.Mode, status.Owner, status.Group, status.Device, status.Inode)
            : null;
    }

    // The runtime's own wrapper: struct stat has another shape on each system and processor, this one is one for all.
    [DllImport("libSystem.Native", EntryPoint = "SystemNative_LStat")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static extern int LinkStatus([MarshalAs(UnmanagedType.LPUTF8Str)] string path, out Status status);

    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint GetEffectiveUserId();

    /// <summary>FileStatus of the runtime's System.Native.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Status
    {
        public int Flags;
        public int Mode;
        public uint Owner;
        public uint Group;
        public long Size;
        public long AccessTime;
        public long AccessNanoseconds;
        public long WriteTime;
        public long WriteNanoseconds;
        public long ChangeTime;
        public long ChangeNanoseconds;
        public long BirthTime;
        public long BirthNanoseconds;
        public long Device;
        public long SpecialDevice;
        public long Inode;
        public uint UserFlags;
    }
}
