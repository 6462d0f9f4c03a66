using System.Data.Common;
using NetBatch.Data.Metadata;
using NetBatch.Data.Providers;

namespace NetBatch.Data.Comparing;

/// <summary>Makes a driver's rows into values of which nothing is lost.</summary>
internal sealed class CellPieces : IPieces<CellPiece>
{
    private readonly DbDataReader reader;
    private readonly CellSql sql;
    private readonly Func<DbDataReader, bool>? wanted;
    private readonly string[] names;
    private readonly ValueSort[] sorts;
    private List<Cell[]> rows = [];
    private long taken;

    /// <param name="reader">Stands before the first row.</param>
    /// <param name="sql">How the database's values are read.</param>
    /// <param name="sorts">What they are; null: as the reader says.</param>
    /// <param name="wanted">Which rows are taken; null: all.</param>
    public CellPieces(DbDataReader reader, CellSql sql, IReadOnlyList<ValueSort>? sorts, Func<DbDataReader, bool>? wanted)
    {
        this.reader = reader;
        this.wanted = wanted;
        this.sql = sql;
        names = RowShaper.Names(reader);
        this.sorts = sorts is null ? [.. names.Select((_, index) => sql.SortOf(reader, index))] : [.. sorts];
    }

    public int Add()
    {
        if (wanted?.Invoke(reader) == false)
        {
            return rows.Count;
        }

        var row = new Cell[names.Length];
        for (var index = 0; index < row.Length; index++)
        {
            row[index] = Value(index);
        }

        rows.Add(row);
        return rows.Count;
    }

    public CellPiece Take(int changed)
    {
        taken += rows.Count;
        var piece = new CellPiece(names, sorts, rows);
        rows = new List<Cell[]>(rows.Count);
        return piece;
    }

    private Cell Value(int index)
    {
        try
        {
            return sql.Read(reader, index, sorts[index]);
        }
        catch (Exception problem) when (problem is OverflowException or InvalidCastException or FormatException or ArgumentException)
        {
            throw RowShaper.Unreadable(reader, names[index], index, taken + rows.Count + 1, problem);
        }
    }
}
