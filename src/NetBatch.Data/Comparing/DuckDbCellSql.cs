using System.Data.Common;
using NetBatch.Data.Metadata;
using NetBatch.Data.Providers;

namespace NetBatch.Data.Comparing;

/// <summary>DuckDB hands over as text what .NET has no type for: numbers of 38 digits, infinite days, nanoseconds, lists
/// (duckdb.org/docs/stable/sql/data_types/overview).</summary>
internal sealed class DuckDbCellSql(SqlDialect dialect) : CellSql(dialect)
{
    public override string Value(ColumnFacts column, string expression) => column.Sort switch
    {
        ValueSort.Real or ValueSort.Real32 or ValueSort.Switch => expression,
        ValueSort.Bytes => $"hex({expression})",
        _ => Written(expression),
    };

    // Its own order of texts is that of their bytes, where no collation is declared.
    public override string Order(ColumnFacts column, string expression) => column.Sort switch
    {
        ValueSort.Text or ValueSort.Json or ValueSort.Any => $"encode({Written(expression)}) NULLS FIRST",
        _ => $"{expression} NULLS FIRST",
    };

    public override string Group(ColumnFacts column, string expression) => Value(column, expression);

    protected override string TextNumber(string expression) => $"CAST('0x' || left(md5({expression}), 8) AS BIGINT)";

    public override Cell Read(DbDataReader reader, int index, ValueSort sort) =>
        reader.IsDBNull(index) ? default
        : reader.GetValue(index) switch
        {
            string text => CellShape.OfText(text, sort),
            Stream bytes => Cell.Bytes(DuckDbRowValues.Bytes(bytes)),
            System.Numerics.BigInteger whole => Cell.Exact(whole, 0),
            var value => CellShape.Of(FromDriver(value), sort),
        };

    private static string Written(string expression) => $"CAST({expression} AS VARCHAR)";
}
