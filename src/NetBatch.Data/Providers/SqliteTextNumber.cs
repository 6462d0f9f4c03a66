using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace NetBatch.Data.Providers;

/// <summary>
/// <c>nb_text_number(text)</c>: the first 32 bits of the MD5 hash of its UTF-8, as other databases make them by functions of their own.
/// Below the driver, whose own reading of a text ends at a zero byte.
/// </summary>
internal static class SqliteTextNumber
{
    public static void AddTo(SqliteConnection connection) =>
        raw.sqlite3_create_function(connection.Handle, "nb_text_number", 1, raw.SQLITE_UTF8 | raw.SQLITE_DETERMINISTIC, null, Number);

#pragma warning disable CA5351 // It tells rows apart and protects nothing.
    private static void Number(sqlite3_context context, object data, sqlite3_value[] values)
    {
        if (raw.sqlite3_value_type(values[0]) == raw.SQLITE_NULL)
        {
            raw.sqlite3_result_null(context);
            return;
        }

        Span<byte> hash = stackalloc byte[MD5.HashSizeInBytes];
        // Asked for as text it becomes UTF-8, of which the bytes are all there (sqlite.org/c3ref/value_blob.html).
        raw.sqlite3_value_text(values[0]);
        MD5.HashData(raw.sqlite3_value_blob(values[0]), hash);
        raw.sqlite3_result_int64(context, BinaryPrimitives.ReadUInt32BigEndian(hash));
    }
#pragma warning restore CA5351
}
