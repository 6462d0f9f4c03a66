using System.Data.Common;
using MySqlConnector;
using NetBatch.Data.Metadata;
using NetBatch.Data.Providers;

namespace NetBatch.Data.Comparing;

/// <summary>
/// MySQL and MariaDB: what .NET has no type for (decimals of 65 digits, days of zeros, spans of 838 hours) comes as text
/// (mariadb.com/kb/en/data-types).
/// </summary>
internal sealed class MySqlCellSql(SqlDialect dialect) : CellSql(dialect)
{
    // BOOLEAN is kept under the first name (mariadb.com/kb/en/boolean), where a value other than 0 and 1 stays a number.
    public override ColumnFacts Compared(ColumnFacts column) =>
        column.Type.StartsWith("tinyint(1)", StringComparison.OrdinalIgnoreCase)
            || column.Type.Equals("bit(1)", StringComparison.OrdinalIgnoreCase) ? column with { Sort = ValueSort.Switch } : column;

    public override string Value(ColumnFacts column, string expression) =>
        (column.Sort, column.Type.Split('(', ' ')[0].ToLowerInvariant()) switch
    {
        (ValueSort.Exact or ValueSort.Date or ValueSort.Local or ValueSort.Instant or ValueSort.Clock or ValueSort.Uuid or ValueSort.Json,
            _) => $"CAST({expression} AS CHAR)",
        // Shown as text, a float has six digits of the seven to nine that it needs.
        (ValueSort.Real32, _) => $"CAST({expression} AS DOUBLE)",
        (ValueSort.Any, "bit") => $"LPAD(BIN({expression}), {TypeNames.Sizes(column.Type).First ?? 1}, '0')",
        (ValueSort.Any, "inet4" or "inet6") => $"CAST({expression} AS CHAR)",
        (ValueSort.Any, _) => $"HEX({expression})",
        _ => expression,
    };

    public override string Order(ColumnFacts column, string expression) => column.Sort switch
    {
        ValueSort.Text or ValueSort.PaddedText or ValueSort.Uuid or ValueSort.Json =>
            $"CAST(CONVERT({expression} USING utf8mb4) AS BINARY)",
        _ => expression,
    };

    public override string Group(ColumnFacts column, string expression) => column.Sort switch
    {
        ValueSort.Text or ValueSort.PaddedText => Order(column, expression),
        _ => Value(column, expression),
    };

    // It may be unsigned, with a bit more.
    protected override string Long(string expression) => expression;

    protected override string TextNumber(string expression) =>
        $"CAST(CONV(LEFT(MD5(CONVERT({expression} USING utf8mb4)), 8), 16, 10) AS UNSIGNED)";

    public override Cell Read(DbDataReader reader, int index, ValueSort sort)
    {
        if (reader.IsDBNull(index))
        {
            return default;
        }

        if (reader.GetDataTypeName(index) == "DECIMAL")
        {
            return CellShape.OfText(MySqlRowValues.Decimal(reader, index), sort);
        }

        return (reader.GetValue(index), sort) switch
        {
            // A TIMESTAMP is a point in time, shown in the session's zone, which is UTC.
            (string text, ValueSort.Instant) => CellShape.Of(CellShape.OfText(text, ValueSort.Local), sort),
            (string text, _) => CellShape.OfText(text, sort),
            (MySqlDateTime time, _) => CellShape.OfText(MySqlRowValues.Text(time, reader.GetDataTypeName(index)), sort),
            (byte[] bytes, ValueSort.Text or ValueSort.PaddedText) => Cell.Text(System.Text.Encoding.UTF8.GetString(bytes)),
            (double number, ValueSort.Real32) => Cell.Single((float)number),
            (var value, _) => CellShape.Of(FromDriver(value), sort),
        };
    }
}
