using System.Data.Common;
using System.Text;
using Microsoft.Data.Sqlite;
using NetBatch.Data.Metadata;
using NetBatch.Data.Providers;
using SQLitePCL;

namespace NetBatch.Data.Comparing;

/// <summary>SQLite's values are of their own storage class, whatever their column declares, and its texts are any bytes
/// (sqlite.org/datatype3.html).</summary>
internal sealed class SqliteCellSql(SqlDialect dialect) : CellSql(dialect)
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public override string Order(ColumnFacts column, string expression) => $"{expression} COLLATE BINARY";

    public override string Group(ColumnFacts column, string expression) => $"{expression} COLLATE BINARY";

    protected override string TextNumber(string expression) => $"nb_text_number({expression})";

    public override Cell Read(DbDataReader reader, int index, ValueSort sort)
    {
        var statement = ((SqliteDataReader)reader).Handle!;
        return raw.sqlite3_column_type(statement, index) switch
        {
            raw.SQLITE_NULL => default,
            raw.SQLITE_INTEGER => CellShape.Of(Cell.Whole(raw.sqlite3_column_int64(statement, index)), sort),
            raw.SQLITE_FLOAT => Cell.Real(raw.sqlite3_column_double(statement, index)),
            raw.SQLITE_BLOB => Cell.Bytes(raw.sqlite3_column_blob(statement, index).ToArray()),
            _ => CellShape.Of(Text(statement, index), sort),
        };
    }

    /// <summary>
    /// The bytes of a text: asked for as text, that of a UTF-16 file becomes UTF-8; read as bytes, for a text may hold a zero byte, at
    /// which the library's own reading ends (sqlite.org/c3ref/column_blob.html).
    /// </summary>
    public static ReadOnlySpan<byte> Utf8(sqlite3_stmt statement, int index)
    {
        raw.sqlite3_column_text(statement, index);
        return raw.sqlite3_column_blob(statement, index);
    }

    private static Cell Text(sqlite3_stmt statement, int index)
    {
        var bytes = Utf8(statement, index);
        try
        {
            return Cell.Text(Strict.GetString(bytes));
        }
        catch (DecoderFallbackException)
        {
            return Cell.BrokenText(bytes.ToArray());
        }
    }
}
