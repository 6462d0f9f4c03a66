using System.Data.Common;
using NetBatch.Data.Metadata;
using NetBatch.Data.Providers;

namespace NetBatch.Data.Comparing;

/// <summary>
/// PostgreSQL hands every value over as the text that psql shows, which reads back as the same value: its types are wider than
/// any driver's (postgresql.org/docs/current/datatype.html).
/// </summary>
internal sealed class PostgreSqlCellSql(SqlDialect dialect) : CellSql(dialect)
{
    // Money is a decimal with a sign of currency (postgresql.org/docs/current/datatype-money.html).
    public override ColumnFacts Compared(ColumnFacts column) => column.Type == "money" ? column with { Sort = ValueSort.Exact } : column;

    public override string Value(ColumnFacts column, string expression) =>
        column.Type == "money" ? $"CAST({expression} AS numeric)" : expression;

    public override string Order(ColumnFacts column, string expression) => column.Sort switch
    {
        ValueSort.Text or ValueSort.PaddedText => $"CAST({expression} AS text) COLLATE \"C\" NULLS FIRST",
        // JSON has no order, and the order of a type without a sort is its own affair.
        ValueSort.Json or ValueSort.Any => $"CAST({expression} AS text) COLLATE \"C\" NULLS FIRST",
        _ => $"{expression} NULLS FIRST",
    };

    public override string Group(ColumnFacts column, string expression) => column.Sort switch
    {
        ValueSort.Text => $"CAST({expression} AS text) COLLATE \"C\"",
        // These have no equality of their own.
        ValueSort.Json or ValueSort.Any => $"CAST({expression} AS text)",
        _ => Value(column, expression),
    };

    protected override string TextNumber(string expression) =>
        $"('x' || left(md5(convert_to(CAST({expression} AS text), 'UTF8')), 8))::bit(32)::bigint";

    public override Cell Read(DbDataReader reader, int index, ValueSort sort) =>
        reader.IsDBNull(index) ? default : CellShape.OfText(reader.GetString(index), sort);
}
