using System.Text;
using SQLitePCL;

namespace NetBatch.Store.Sqlite;

/// <summary>
/// A row's columns straight from SQLite. The provider's reader checks every column anew; for the list of all jobs,
/// with its 35 columns, that is most of the time.
/// </summary>
internal readonly struct RawRow(sqlite3_stmt statement)
{
    private const int LongestName = 32;

    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public long Long(int column) => raw.sqlite3_column_int64(statement, column);

    public int Int(int column) => raw.sqlite3_column_int(statement, column);

    public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string() ?? "";

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    /// <summary>Bytes that are SQLite's: valid until the next row.</summary>
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(statement, column);

    public DateTimeOffset Time(int column) => new(Long(column), TimeSpan.Zero);

    public DateTimeOffset? TimeOrNull(int column) => IsNull(column) ? null : Time(column);

    /// <summary>The value of a name, without making a string of it.</summary>
    public T Enum<T>(int column)
        where T : struct, Enum
    {
        // The blob of a text column is the text itself, in the file's encoding: UTF-8.
        var bytes = raw.sqlite3_column_blob(statement, column);
        Span<char> name = stackalloc char[LongestName];
        return Encoding.UTF8.TryGetChars(bytes, name, out var length) ? Stored.Value<T>(name[..length]) : Stored.Value<T>(Text(column));
    }

    /// <summary>A text's characters, without making a string of it, where the buffer holds them.</summary>
    public bool TryText(int column, Span<char> buffer, out ReadOnlySpan<char> text)
    {
        var fits = Encoding.UTF8.TryGetChars(raw.sqlite3_column_blob(statement, column), buffer, out var length);
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
