using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetBatch.Reliability.Tests.StoreFaults;

/// <summary>How an operation on the disk fails.</summary>
internal enum DiskFault
{
    /// <summary>This one, with an I/O error.</summary>
    Once,
    /// <summary>This one and all after it: the disk has gone.</summary>
    FromThenOn,
    /// <summary>This one and all after it that make a file longer or write to it: the disk is full.</summary>
    Full,
    /// <summary>Half of what is written arrives, then an I/O error comes.</summary>
    Torn,
}

/// <summary>
/// SQLite's way to the disk in this process, with an operation that fails: the n-th that opens, writes, syncs, cuts or deletes a file.
/// </summary>
/// <remarks>
/// The VFS and the table of its files' functions are SQLite's own (sqlite.org/vfs.html), with functions of this class in place of those.
/// As the files' table is a constant, each file gets a copy of it, with the original behind it.
/// </remarks>
internal static unsafe class FaultyDisk
{
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int WriteError = 778;
    private const int SyncError = 1034;
    private const int TruncateError = 1546;
    private const int DeleteError = 2570;
    private const int MapError = 5386;

    private static readonly Lock Gate = new();
    private static DiskVfs original;
    private static DiskMethods* patched;
    private static long done;
    private static long at;
    private static DiskFault how;

    /// <summary>What has failed, for people: <c>write 7</c>; null: nothing yet.</summary>
    public static string? Struck { get; private set; }

    /// <summary>Operations since <see cref="Arm"/>.</summary>
    public static long Done => Interlocked.Read(ref done);

    /// <summary>Lets an operation fail, counted from now and one; 0: none.</summary>
    public static void Arm(long number, DiskFault fault = DiskFault.Once)
    {
        Install();
        (Struck, how) = (null, fault);
        Interlocked.Exchange(ref done, 0);
        Interlocked.Exchange(ref at, number);
    }

    private static void Install()
    {
        lock (Gate)
        {
            if (patched is not null)
            {
                return;
            }

            SQLitePCL.Batteries_V2.Init();
            var vfs = DiskVfs.Find(null);
            original = *vfs;
            patched = (DiskMethods*)NativeMemory.AllocZeroed(2, (nuint)sizeof(DiskMethods));
            vfs->Open = &Open;
            vfs->Delete = &Delete;
        }
    }

    /// <summary>Whether this operation is one that fails.</summary>
    private static bool Fails(string operation, bool grows)
    {
        var number = Interlocked.Increment(ref done);
        var wanted = Interlocked.Read(ref at);
        var isOver = number > wanted && how is DiskFault.Once or DiskFault.Torn;
        if (wanted == 0 || number < wanted || isOver || (how == DiskFault.Full && !grows))
        {
            return false;
        }

        Struck ??= $"{operation} {number}, {how}";
        return true;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Open(DiskVfs* vfs, byte* name, DiskFile* file, int flags, int* outFlags)
    {
        if (Fails("open", grows: false))
        {
            file->Methods = null;
            return CannotOpen;
        }

        var result = original.Open(vfs, name, file, flags, outFlags);
        if (result == 0 && file->Methods is not null)
        {
            lock (Gate)
            {
                if (patched[1].Write is null)
                {
                    patched[1] = *file->Methods;
                    var own = *file->Methods;
                    own.Write = &Write;
                    own.Truncate = &Truncate;
                    own.Sync = &Sync;
                    own.ShmMap = &Map;
                    patched[0] = own;
                }
            }

            // A file of another kind of locking would have other functions; there is one kind here.
            if ((nint)file->Methods->Write == (nint)patched[1].Write && file->Methods->Lock == patched[1].Lock)
            {
                file->Methods = patched;
            }
        }

        return result;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Delete(DiskVfs* vfs, byte* name, int sync) =>
        Fails("delete", grows: false) ? DeleteError : original.Delete(vfs, name, sync);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(DiskFile* file, void* bytes, int count, long offset)
    {
        if (!Fails("write", grows: true))
        {
            return patched[1].Write(file, bytes, count, offset);
        }

        if (how == DiskFault.Torn)
        {
            _ = patched[1].Write(file, bytes, count / 2, offset);
        }

        return how == DiskFault.Full ? Full : WriteError;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Truncate(DiskFile* file, long size) =>
        Fails("truncate", grows: false) ? TruncateError : patched[1].Truncate(file, size);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sync(DiskFile* file, int flags) => Fails("sync", grows: false) ? SyncError : patched[1].Sync(file, flags);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Map(DiskFile* file, int region, int size, int extend, void** memory) =>
        extend != 0 && Fails("map", grows: true) ? (how == DiskFault.Full ? Full : MapError)
            : patched[1].ShmMap(file, region, size, extend, memory);
}
