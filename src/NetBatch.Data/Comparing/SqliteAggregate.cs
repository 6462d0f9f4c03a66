using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace NetBatch.Data.Comparing;

/// <summary>
/// A function of SQLite's own making that is called for each row with the row's values (sqlite.org/c3ref/create_function.html), by their
/// bare handles: a million rows of five columns ask for ten million values, and each takes some nanoseconds. The library is the one that
/// the provider has loaded.
/// </summary>
/// <param name="database">The open database; no other thread may use it meanwhile.</param>
/// <param name="name">The function's name.</param>
internal sealed class SqliteAggregate(sqlite3 database, string name) : IDisposable
{
    private const string Library = "e_sqlite3";
    private const DllImportSearchPath Where = DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories;

    // SQLite holds their addresses: they live as long as it does.
    private StepCallback? step;
    private FinalCallback? final;

    /// <summary>Takes the values of a row, each by its handle.</summary>
    public delegate void RowCallback(ReadOnlySpan<nint> values);

    private delegate void StepCallback(nint context, int count, nint values);

    private delegate void FinalCallback(nint context);

    /// <summary>Makes the function known; its result is NULL.</summary>
    /// <param name="row">Must not throw: it is called from within SQLite.</param>
    public void Begin(RowCallback row)
    {
        step = (_, count, values) => row(Span<nint>(values, count));
        final = static _ => { };
        Create(Marshal.GetFunctionPointerForDelegate(step), Marshal.GetFunctionPointerForDelegate(final));
    }

    /// <summary>The bytes of a text or of bytes, until the function returns.</summary>
    public static ReadOnlySpan<byte> BytesOf(nint value)
    {
        var at = Blob(value);
        return Span<byte>(at, at == 0 ? 0 : Bytes(value));
    }

    public void Dispose()
    {
        Create(0, 0);
        (step, final) = (null, null);
    }

    [DllImport(Library, EntryPoint = "sqlite3_value_type")]
    [DefaultDllImportSearchPaths(Where)]
    [SuppressGCTransition]
    public static extern int Type(nint value);

    [DllImport(Library, EntryPoint = "sqlite3_value_int64")]
    [DefaultDllImportSearchPaths(Where)]
    [SuppressGCTransition]
    public static extern long Long(nint value);

    [DllImport(Library, EntryPoint = "sqlite3_value_double")]
    [DefaultDllImportSearchPaths(Where)]
    [SuppressGCTransition]
    public static extern double Double(nint value);

    /// <summary>Makes a text of UTF-16 one of UTF-8.</summary>
    [DllImport(Library, EntryPoint = "sqlite3_value_text")]
    [DefaultDllImportSearchPaths(Where)]
    public static extern nint Utf8(nint value);

    [DllImport(Library, EntryPoint = "sqlite3_value_blob")]
    [DefaultDllImportSearchPaths(Where)]
    [SuppressGCTransition]
    private static extern nint Blob(nint value);

    [DllImport(Library, EntryPoint = "sqlite3_value_bytes")]
    [DefaultDllImportSearchPaths(Where)]
    [SuppressGCTransition]
    private static extern int Bytes(nint value);

    [DllImport(Library, EntryPoint = "sqlite3_create_function_v2")]
    [DefaultDllImportSearchPaths(Where)]
    private static extern int CreateFunction(nint database, [MarshalAs(UnmanagedType.LPUTF8Str)] string name, int arguments, int encoding,
        nint data, nint function, nint step, nint final, nint destroy);

    private static ReadOnlySpan<T> Span<T>(nint at, int count) => count == 0 ? default
        : MemoryMarshal.CreateReadOnlySpan(ref Unsafe.AddByteOffset(ref Unsafe.NullRef<T>(), at), count);

    private void Create(nint stepAt, nint finalAt)
    {
        var code = CreateFunction(database.DangerousGetHandle(), name, -1, raw.SQLITE_UTF8, 0, 0, stepAt, finalAt, 0);
        if (code != raw.SQLITE_OK)
        {
            throw new Microsoft.Data.Sqlite.SqliteException($"The function {name} cannot be made.", code);
        }
    }
}
