using System.Runtime.InteropServices;

namespace NetBatch.Reliability.Tests.StoreFaults;

/// <summary>The beginning of SQLite's <c>sqlite3_vfs</c> (sqlite.org/c3ref/vfs.html).</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe partial struct DiskVfs
{
    public int Version;
    public int FileSize;
    public int LongestPath;
    public DiskVfs* Next;
    public byte* Name;
    public void* Data;
    public delegate* unmanaged[Cdecl]<DiskVfs*, byte*, DiskFile*, int, int*, int> Open;
    public delegate* unmanaged[Cdecl]<DiskVfs*, byte*, int, int> Delete;

    /// <summary>The VFS of a name; null: the default one.</summary>
    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_find")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    public static partial DiskVfs* Find(byte* name);
}

/// <summary>SQLite's <c>sqlite3_file</c>: an open file begins with the table of its functions.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct DiskFile
{
    public DiskMethods* Methods;
}

/// <summary>SQLite's <c>sqlite3_io_methods</c>, version 3 (sqlite.org/c3ref/io_methods.html).</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct DiskMethods
{
    public int Version;
    public void* Close;
    public void* Read;
    public delegate* unmanaged[Cdecl]<DiskFile*, void*, int, long, int> Write;
    public delegate* unmanaged[Cdecl]<DiskFile*, long, int> Truncate;
    public delegate* unmanaged[Cdecl]<DiskFile*, int, int> Sync;
    public void* FileSize;
    public void* Lock;
    public void* Unlock;
    public void* CheckReservedLock;
    public void* FileControl;
    public void* SectorSize;
    public void* DeviceCharacteristics;
    public delegate* unmanaged[Cdecl]<DiskFile*, int, int, int, void**, int> ShmMap;
    public void* ShmLock;
    public void* ShmBarrier;
    public void* ShmUnmap;
    public void* Fetch;
    public void* Unfetch;
}
