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
                (one, other) = (Add(first, one, statement, column), Add(second, other, statement, column));
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
        var hash = RowPrint.Start(1);
        for (var column = 0; column < keys; column++)
        {
            hash = Add(first, hash, statement, column);
        }

        return Segment(hash);
    }

    private static int Segment(ulong hash) => (int)(RowPrint.End(hash) % TableDigest.Segments);

    private static ulong Add(RowPrint print, ulong hash, sqlite3_stmt statement, int column)
    {
        var type = raw.sqlite3_column_type(statement, column);
        hash = print.Add(hash, (ulong)type);
        return type switch
        {
            raw.SQLITE_NULL => hash,
            raw.SQLITE_INTEGER => print.Add(hash, (ulong)raw.sqlite3_column_int64(statement, column)),
            raw.SQLITE_FLOAT => print.Add(hash, BitConverter.DoubleToUInt64Bits(raw.sqlite3_column_double(statement, column))),
            raw.SQLITE_TEXT => print.Add(hash, SqliteCellSql.Utf8(statement, column)),
            _ => print.Add(hash, raw.sqlite3_column_blob(statement, column)),
        };
    }
}
