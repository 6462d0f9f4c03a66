using NetBatch.Data.Comparing;
using NetBatch.Data.Metadata;
using NetBatch.Data.Providers;
using NetBatch.Data.Validating.Sql;

namespace NetBatch.Data.Tests.Validating;

/// <summary>SQL Server's text, which no server is asked here; the other dialects are tested by what their databases answer.</summary>
public sealed class CheckSqlTests
{
    private static readonly CheckSql Server = CheckSql.Of(Dialects.SqlServer);

    [Theory]
    [InlineData("decimal", "CONVERT(nvarchar(50), [a])")]
    [InlineData("money", "CONVERT(nvarchar(50), [a], 2)")]
    [InlineData("date", "CONVERT(nvarchar(10), [a], 23)")]
    [InlineData("datetime2", "CONVERT(nvarchar(30), [a], 121)")]
    [InlineData("datetimeoffset", "CONVERT(nvarchar(30), CAST(SWITCHOFFSET([a], '+00:00') AS datetime2(7)), 121) + N'Z'")]
    [InlineData("geography", "[a].ToString()")]
    [InlineData("int", "[a]")]
    [InlineData("nvarchar", "[a]")]
    public void Value_SqlServer_LosesNothing(string type, string sql) =>
        CellSql.Of(Dialects.SqlServer)
            .Value(new ColumnFacts("a", ColumnFamily.Other, type) { Sort = TypeNames.Sort(Dialects.SqlServer, type) }, "[a]").ShouldBe(sql);

    [Theory]
    [InlineData("nvarchar", "[a] COLLATE Latin1_General_100_BIN2_UTF8")]
    [InlineData("uniqueidentifier", "CONVERT(char(36), [a])")]
    [InlineData("int", "[a]")]
    public void Order_SqlServer_IsThatOfBytes(string type, string sql) =>
        CellSql.Of(Dialects.SqlServer)
            .Order(new ColumnFacts("a", ColumnFamily.Other, type) { Sort = TypeNames.Sort(Dialects.SqlServer, type) }, "[a]").ShouldBe(sql);

    [Theory]
    [InlineData("hour", "DATEDIFF(hour, '2000-01-01', [t])")]
    [InlineData("day", "DATEDIFF(day, '1970-01-01', [t])")]
    [InlineData("week", "DATEDIFF(day, '1900-01-01', [t]) / 7")]
    [InlineData("month", "YEAR([t]) * 12 + MONTH([t]) - 1")]
    [InlineData("quarter", "YEAR([t]) * 4 + (MONTH([t]) - 1) / 3")]
    [InlineData("year", "YEAR([t])")]
    public void Ordinal_SqlServer_CountsPeriods(string period, string sql) => Server.Ordinal("[t]", "datetime2", period).ShouldBe(sql);

    [Fact]
    public void Number_SqlServer_IsNotSaidByAnEmptyText() =>
        Server.Number("[t]", ValueSort.Text).ShouldBe("TRY_CAST(NULLIF(CAST([t] AS nvarchar(max)), N'') AS float)");

    [Fact]
    public void Of_UnknownDialect_IsRefusedWithTheKnownOnes() =>
        Should.Throw<NetBatchException>(() => CheckSql.Of(Dialects.Snowflake)).Message.ShouldContain("'snowflake'");

    [Theory]
    [InlineData("postgresql", "bigint", ValueSort.Whole)]
    [InlineData("postgresql", "character varying(20)", ValueSort.Text)]
    [InlineData("postgresql", "timestamp(3) with time zone", ValueSort.Instant)]
    [InlineData("postgresql", "numeric(12,2)", ValueSort.Exact)]
    [InlineData("postgresql", "integer[]", ValueSort.Any)]
    [InlineData("postgresql", "interval", ValueSort.Any)]
    [InlineData("postgresql", "update_status", ValueSort.Any)]
    [InlineData("postgresql", "decision", ValueSort.Any)]
    [InlineData("postgresql", "point", ValueSort.Any)]
    [InlineData("postgresql", "jsonb", ValueSort.Json)]
    [InlineData("sqlserver", "bit", ValueSort.Switch)]
    [InlineData("sqlserver", "uniqueidentifier", ValueSort.Uuid)]
    [InlineData("mysql", "int(10) unsigned", ValueSort.Whole)]
    [InlineData("mysql", "enum('date','int')", ValueSort.Text)]
    [InlineData("mysql", "tinyint(1)", ValueSort.Whole)]
    [InlineData("sqlite", "DATE", ValueSort.Date)]
    [InlineData("sqlite", "VARCHAR(20)", ValueSort.Text)]
    [InlineData("sqlite", "update_status", ValueSort.Any)]
    public void Sort_TypeName_IsKnownAsAWhole(string dialect, string type, ValueSort sort) =>
        TypeNames.Sort(Dialects.Find(dialect)!, type).ShouldBe(sort);
}
