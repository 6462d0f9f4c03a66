using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using SQLitePCL;

namespace NetBatch.Store.Sqlite;

/// <summary>
/// A row's columns straight from SQLite. The provider's reader checks every column anew; for the list of all jobs,
/// with its 35 columns, that is most of the time.
/// </summary>
internal sealed class SqliteRow(sqlite3_stmt row) : Row
{
    private const int LongestName = 32;

    // The reader that gave the row keeps the statement open for longer than this lives.
    private readonly nint statement = row.DangerousGetHandle();

    public override bool IsNull(int column) => NativeColumn.Type(statement, column) == raw.SQLITE_NULL;

    public override long Long(int column) => NativeColumn.Long(statement, column);

    // The blob of a text column is the text itself, in the file's encoding: UTF-8.
    public override string Text(int column) => Encoding.UTF8.GetString(Blob(column));

    public override ReadOnlySpan<byte> Blob(int column)
    {
        // In this order, as SQLite asks: the pointer first, then the length.
        var bytes = NativeColumn.Blob(statement, column);
        return bytes == 0 ? default
            : MemoryMarshal.CreateReadOnlySpan(ref Unsafe.AddByteOffset(ref Unsafe.NullRef<byte>(), bytes),
                NativeColumn.Bytes(statement, column));
    }

    // Without making a string of the name.
    public override T Enum<T>(int column)
    {
        var bytes = Blob(column);
        Span<char> name = stackalloc char[LongestName];
        return Encoding.UTF8.TryGetChars(bytes, name, out var length) ? Stored.Value<T>(name[..length]) : Stored.Value<T>(Text(column));
    }

    public override bool TryText(int column, Span<char> buffer, out ReadOnlySpan<char> text)
    {
        var fits = Encoding.UTF8.TryGetChars(Blob(column), buffer, out var length);
        text = fits ? buffer[..length] : default;
        return fits;
    }
}
