using NetBatch.Data.Metadata;
using NetBatch.Data.Providers;
using NetBatch.Data.Validating.Sql;

namespace NetBatch.Data.Tests.Validating;

/// <summary>SQL Server's text, which no server is asked here; the other dialects are tested by what their databases answer.</summary>
public sealed class CheckSqlTests
{
    private static readonly CheckSql Server = CheckSql.Of(Dialects.SqlServer);

    [Fact]
    public void Same_SqlServer_WritesEachFamilyInTheCommonForm()
    {
        Server.Same("[a]", "decimal", ColumnFamily.Number, ColumnFamily.Number).ShouldBe("CAST(CAST(ROUND(CAST([a] AS decimal(28, 8)) * 10000, 0) AS bigint) AS nvarchar(40))");
        Server.Same("[a]", "bit", ColumnFamily.Switch, ColumnFamily.Switch).ShouldBe("CAST(CAST([a] AS int) AS nvarchar(2))");
        Server.Same("[a]", "date", ColumnFamily.Date, ColumnFamily.Date).ShouldBe("CONVERT(nvarchar(10), CAST([a] AS date), 23)");
        Server.Same("[a]", "datetimeoffset", ColumnFamily.Time, ColumnFamily.Time).ShouldBe("CONVERT(nvarchar(19), CAST([a] AT TIME ZONE 'UTC' AS datetime2(0)), 120)");
        Server.Same("[a]", "int", ColumnFamily.WholeNumber, ColumnFamily.WholeNumber).ShouldBe("CAST([a] AS nvarchar(max))");
    }

    [Fact]
    public void Hash_SqlServer_TakesFourBytesOfTheUtf8Text() =>
        Server.Hash(Server.Joined(["[a]", "[b]"]), 1).ShouldBe(
            "CAST(SUBSTRING(HASHBYTES('MD5', CAST((COALESCE(N'v' + [a], N'n') + NCHAR(31) + COALESCE(N'v' + [b], N'n')) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max))), 5, 4) AS bigint)");

    [Theory]
    [InlineData("hour", "DATEDIFF(hour, '2000-01-01', [t])")]
    [InlineData("day", "DATEDIFF(day, '1970-01-01', [t])")]
    [InlineData("week", "DATEDIFF(day, '1900-01-01', [t]) / 7")]
    [InlineData("month", "YEAR([t]) * 12 + MONTH([t]) - 1")]
    [InlineData("quarter", "YEAR([t]) * 4 + (MONTH([t]) - 1) / 3")]
    [InlineData("year", "YEAR([t])")]
    public void Ordinal_SqlServer_CountsPeriods(string period, string sql) => Server.Ordinal("[t]", period).ShouldBe(sql);

    [Fact]
    public void Hash_Sqlite_IsWhatOtherDatabasesCompute() =>
        // SELECT ('x' || substr(md5('vä1'), 1, 8))::bit(32)::bigint in PostgreSQL asks the same; the digest of "abc" stands in RFC 1321.
        (SqliteFunctions.Hash("abc", 0), SqliteFunctions.Hash("abc", 1)).ShouldBe((0x90015098L, 0x3cd24fb0L));

    [Fact]
    public void Of_UnknownDialect_IsRefusedWithTheKnownOnes() =>
        Should.Throw<NetBatchException>(() => CheckSql.Of(Dialects.Snowflake)).Message.ShouldContain("'snowflake'");

    [Theory]
    [InlineData("bigint", ColumnFamily.WholeNumber)]
    [InlineData("character varying", ColumnFamily.Text)]
    [InlineData("timestamp with time zone", ColumnFamily.Time)]
    [InlineData("DATE", ColumnFamily.Date)]
    [InlineData("numeric", ColumnFamily.Number)]
    [InlineData("bit", ColumnFamily.Switch)]
    [InlineData("_int4", ColumnFamily.Other)]
    [InlineData("interval", ColumnFamily.Other)]
    [InlineData("jsonb", ColumnFamily.Other)]
    [InlineData("varbinary", ColumnFamily.Bytes)]
    [InlineData("uniqueidentifier", ColumnFamily.Text)]
    public void Family_TypeName_IsKnown(string type, ColumnFamily family) => TypeNames.Family(type).ShouldBe(family);
}
