using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace NetBatch.Data.Comparing;

/// <summary>Adds up the rows of a SQLite table as they lie, without making values of them.</summary>
internal sealed class SqliteDigest(RowPrint first, RowPrint second)
{
    /// <summary>The function that adds up, in SQL.</summary>
    public const string Function = "nb_digest";

    /// <summary>The digest of a query.</summary>
    /// <param name="command">Gives <c>nb_digest</c> of a row's values, the key's first.</param>
    /// <param name="keys">How many values the key has.</param>
    /// <param name="isUtf8">Whether the file's texts are UTF-8; else UTF-16.</param>
    /// <param name="cancellationToken">Ends it within a row.</param>
    public TableDigest Read(SqliteCommand command, int keys, bool isUtf8, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var handle = command.Connection!.Handle!;
        var rows = new long[TableDigest.Segments];
        var sums = new (UInt128 First, UInt128 Second)[TableDigest.Segments];
        using var each = new SqliteAggregate(handle, Function);
        each.Begin(values =>
        {
            if (cancellationToken.IsCancellationRequested)
            {
                // What was asked for before the statement ran was not heard.
                raw.sqlite3_interrupt(handle);
                return;
            }

            var (one, other) = (RowPrint.Start(1), RowPrint.Start(2));
            var segment = 0;
            for (var column = 0; column < values.Length; column++)
            {
                Add(values[column], isUtf8, ref one, ref other);
                if (column == keys - 1)
                {
                    segment = Segment(one);
                }
            }

            rows[segment]++;
            sums[segment] = (sums[segment].First + RowPrint.End(one), sums[segment].Second + RowPrint.End(other));
        });
        command.ExecuteScalar();
        var digest = new TableDigest();
        for (var segment = 0; segment < rows.Length; segment++)
        {
            if (rows[segment] > 0)
            {
                digest.Add(segment, rows[segment], (decimal)sums[segment].First, (decimal)sums[segment].Second);
            }
        }

        return digest;
    }

    /// <summary>The segment of the row that the reader stands on.</summary>
    public int SegmentOf(DbDataReader reader, int keys)
    {
        var statement = ((SqliteDataReader)reader).Handle!;
        var (one, other) = (RowPrint.Start(1), RowPrint.Start(2));
        for (var column = 0; column < keys; column++)
        {
            Add(statement, column, ref one, ref other);
        }

        return Segment(one);
    }

    private static int Segment(ulong hash) => (int)(RowPrint.End(hash) % TableDigest.Segments);

    private void Add(nint value, bool isUtf8, ref ulong one, ref ulong other)
    {
        var type = SqliteAggregate.Type(value);
        (one, other) = (first.Add(one, (ulong)type), second.Add(other, (ulong)type));
        switch (type)
        {
            case raw.SQLITE_NULL:
                return;
            case raw.SQLITE_INTEGER:
                var whole = (ulong)SqliteAggregate.Long(value);
                (one, other) = (first.Add(one, whole), second.Add(other, whole));
                return;
            case raw.SQLITE_FLOAT:
                var real = BitConverter.DoubleToUInt64Bits(SqliteAggregate.Double(value));
                (one, other) = (first.Add(one, real), second.Add(other, real));
                return;
            default:
                if (!isUtf8 && type == raw.SQLITE_TEXT)
                {
                    SqliteAggregate.Utf8(value);
                }

                var bytes = SqliteAggregate.BytesOf(value);
                (one, other) = (first.Add(one, bytes), second.Add(other, bytes));
                return;
        }
    }

    // The same of a column of the row at hand; each is asked for once, for that costs more than to hash it.
    private void Add(sqlite3_stmt statement, int column, ref ulong one, ref ulong other)
    {
        var type = raw.sqlite3_column_type(statement, column);
        (one, other) = (first.Add(one, (ulong)type), second.Add(other, (ulong)type));
        switch (type)
        {
            case raw.SQLITE_NULL:
                return;
            case raw.SQLITE_INTEGER:
                var whole = (ulong)raw.sqlite3_column_int64(statement, column);
                (one, other) = (first.Add(one, whole), second.Add(other, whole));
                return;
            case raw.SQLITE_FLOAT:
                var real = BitConverter.DoubleToUInt64Bits(raw.sqlite3_column_double(statement, column));
                (one, other) = (first.Add(one, real), second.Add(other, real));
                return;
            default:
                var bytes = type == raw.SQLITE_TEXT ? SqliteCellSql.Utf8(statement, column) : raw.sqlite3_column_blob(statement, column);
                (one, other) = (first.Add(one, bytes), second.Add(other, bytes));
                return;
        }
    }
}
