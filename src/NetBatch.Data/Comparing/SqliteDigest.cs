using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace NetBatch.Data.Comparing;

/// <summary>Adds up the rows of a SQLite table as they lie, without making values of them.</summary>
internal sealed class SqliteDigest(RowPrint first, RowPrint second)
{
    /// <summary>The digest of a query that gives the key's values first.</summary>
    public TableDigest Read(DbDataReader reader, int keys, CancellationToken cancellationToken)
    {
        var rows = new long[TableDigest.Segments];
        var sums = new (UInt128 First, UInt128 Second)[TableDigest.Segments];
        var statement = ((SqliteDataReader)reader).Handle!;
        var columns = reader.FieldCount;
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (one, other) = (RowPrint.Start(1), RowPrint.Start(2));
            var segment = 0;
            for (var column = 0; column < columns; column++)
            {
                Add(statement, column, ref one, ref other);
                if (column == keys - 1)
                {
                    segment = Segment(one);
                }
            }

            rows[segment]++;
            sums[segment] = (sums[segment].First + RowPrint.End(one), sums[segment].Second + RowPrint.End(other));
        }

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

    // Each value is asked for once: that costs more than to hash it.
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
