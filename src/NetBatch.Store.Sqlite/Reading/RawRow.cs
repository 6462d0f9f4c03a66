using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using SQLitePCL;

namespace NetBatch.Store.Sqlite;

/// <summary>
/// A row's columns straight from SQLite. The provider's reader checks every column anew; for the list of all jobs,
/// with its 35 columns, that is most of the time.
/// </summary>
internal readonly struct RawRow(sqlite3_stmt row)
{
    private const int LongestName = 32;

    // The reader that gave the row keeps the statement open for longer than this lives.
    private readonly nint statement = row.DangerousGetHandle();

    public bool IsNull(int column) => NativeColumn.Type(statement, column) == raw.SQLITE_NULL;

    public long Long(int column) => NativeColumn.Long(statement, column);

    public int Int(int column) => (int)NativeColumn.Long(statement, column);

    // The blob of a text column is the text itself, in the file's encoding: UTF-8.
    public string Text(int column) => Encoding.UTF8.GetString(Blob(column));

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    /// <summary>Bytes that are SQLite's: valid until the next row.</summary>
    public ReadOnlySpan<byte> Blob(int column)
    {
        // In this order, as SQLite asks: the pointer first, then the length.
        var bytes = NativeColumn.Blob(statement, column);
        return bytes == 0 ? default
            : MemoryMarshal.CreateReadOnlySpan(ref Unsafe.AddByteOffset(ref Unsafe.NullRef<byte>(), bytes),
                NativeColumn.Bytes(statement, column));
    }

    public DateTimeOffset Time(int column) => new(Long(column), TimeSpan.Zero);

    public DateTimeOffset? TimeOrNull(int column) => IsNull(column) ? null : Time(column);

    /// <summary>The value of a name, without making a string of it.</summary>
    public T Enum<T>(int column)
        where T : struct, Enum
    {
        var bytes = Blob(column);
        Span<char> name = stackalloc char[LongestName];
        return Encoding.UTF8.TryGetChars(bytes, name, out var length) ? Stored.Value<T>(name[..length]) : Stored.Value<T>(Text(column));
    }

    /// <summary>A text's characters, without making a string of it, where the buffer holds them.</summary>
    public bool TryText(int column, Span<char> buffer, out ReadOnlySpan<char> text)
    {
        var fits = Encoding.UTF8.TryGetChars(Blob(column), buffer, out var length);
        text = fits ? buffer[..length] : default;
        return fits;
    }

    /// <summary>Reads <see cref="CountDeltas.Columns"/> from a column on.</summary>
    public TargetCounts Counts(int column) => new()
    {
        Pending = Int(column),
        InFlight = Int(column + 1),
        Completed = Int(column + 2),
        Failed = Int(column + 3),
        ConnectionFailed = Int(column + 4),
        Skipped = Int(column + 5),
        Stopped = Int(column + 6),
        Interrupted = Int(column + 7),
        OutcomeUnknown = Int(column + 8),
    };
}
