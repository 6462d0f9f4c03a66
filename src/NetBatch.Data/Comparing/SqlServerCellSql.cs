using System.Data.Common;
using NetBatch.Data.Metadata;
using NetBatch.Data.Providers;

namespace NetBatch.Data.Comparing;

/// <summary>SQL Server (learn.microsoft.com/sql/t-sql/functions/cast-and-convert-transact-sql): written by its reference, not run against a
/// server.</summary>
internal sealed class SqlServerCellSql(SqlDialect dialect) : CellSql(dialect)
{
    public override string Value(ColumnFacts column, string expression) =>
        (column.Sort, column.Type.Split('(')[0].ToLowerInvariant()) switch
    {
        // Style 2 keeps the four places of money.
        (ValueSort.Exact, "money" or "smallmoney") => $"CONVERT(nvarchar(50), {expression}, 2)",
        (ValueSort.Exact, _) => $"CONVERT(nvarchar(50), {expression})",
        (ValueSort.Date, _) => $"CONVERT(nvarchar(10), {expression}, 23)",
        (ValueSort.Local, _) => $"CONVERT(nvarchar(30), {expression}, 121)",
        (ValueSort.Instant, _) => $"CONVERT(nvarchar(30), CAST(SWITCHOFFSET({expression}, '+00:00') AS datetime2(7)), 121) + N'Z'",
        (ValueSort.Clock, _) => $"CONVERT(nvarchar(16), {expression}, 121)",
        (ValueSort.Json, _) => $"CONVERT(nvarchar(max), {expression})",
        (ValueSort.Any, "geometry" or "geography" or "hierarchyid") => $"{expression}.ToString()",
        (ValueSort.Any, _) => $"CONVERT(nvarchar(max), {expression})",
        _ => expression,
    };

    public override string Order(ColumnFacts column, string expression) => column.Sort switch
    {
        ValueSort.Text or ValueSort.PaddedText => $"{expression} COLLATE Latin1_General_100_BIN2_UTF8",
        // Its own order of these begins at their last bytes.
        ValueSort.Uuid => $"CONVERT(char(36), {expression})",
        _ => expression,
    };

    public override string Group(ColumnFacts column, string expression) => column.Sort switch
    {
        ValueSort.Text or ValueSort.PaddedText => $"{expression} COLLATE Latin1_General_100_BIN2_UTF8",
        _ => Value(column, expression),
    };

    public override Cell Read(DbDataReader reader, int index, ValueSort sort) =>
        reader.IsDBNull(index) ? default
        : reader.GetValue(index) is string text ? CellShape.OfText(text, sort)
        : base.Read(reader, index, sort);
}
