using System.Runtime.InteropServices;

namespace NetBatch.Store.Sqlite;

/// <summary>
/// SQLite's own functions for a column of the row at hand (sqlite.org/c3ref/column_blob.html), by the statement's bare
/// handle and without a change of the collector's mode: each takes some nanoseconds, and a million rows ask for thirty million.
/// The library is the one that the provider has loaded.
/// </summary>
internal static class NativeColumn
{
    private const string Library = "e_sqlite3";
    private const DllImportSearchPath Where = DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories;

    [DllImport(Library, EntryPoint = "sqlite3_column_type")]
    [DefaultDllImportSearchPaths(Where)]
    [SuppressGCTransition]
    public static extern int Type(nint statement, int column);

    [DllImport(Library, EntryPoint = "sqlite3_column_int64")]
    [DefaultDllImportSearchPaths(Where)]
    [SuppressGCTransition]
    public static extern long Long(nint statement, int column);

    [DllImport(Library, EntryPoint = "sqlite3_column_blob")]
    [DefaultDllImportSearchPaths(Where)]
    [SuppressGCTransition]
    public static extern nint Blob(nint statement, int column);

    [DllImport(Library, EntryPoint = "sqlite3_column_bytes")]
    [DefaultDllImportSearchPaths(Where)]
    [SuppressGCTransition]
    public static extern int Bytes(nint statement, int column);
}
