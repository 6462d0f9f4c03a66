using System.Data.Common;
using NetBatch.Data.Comparing;
using NetBatch.Data.Metadata;

namespace NetBatch.Data.Providers;

/// <summary>SQLite's values: a column's declared type tells what they are where it promises something, else the values do.</summary>
internal sealed class SqliteRowValues(DbDataReader reader) : RowValues(reader)
{
    private readonly CellSql cells = CellSql.Of(Dialects.Sqlite);

    public override RowType? TypeOf(int index) => TypeNames.Sort(Dialects.Sqlite, Reader.GetDataTypeName(index)) switch
    {
        ValueSort.Exact or ValueSort.Real or ValueSort.Real32 => RowType.Number,
        ValueSort.Date or ValueSort.Local or ValueSort.Instant or ValueSort.Clock or ValueSort.Uuid or ValueSort.Json or ValueSort.Text =>
            RowType.Text,
        _ => null,
    };

    public override object? Value(int index)
    {
        var cell = cells.Read(Reader, index, ValueSort.Any);
        return cell.Kind switch
        {
            CellKind.Null => null,
            CellKind.Number => cell.AsLong,
            CellKind.Real => cell.AsReal,
            CellKind.Bytes => cell.AsBytes,
            CellKind.BrokenText => throw new FormatException($"It is no UTF-8: {Convert.ToHexString(cell.AsBytes)}."),
            _ => cell.AsText,
        };
    }
}
