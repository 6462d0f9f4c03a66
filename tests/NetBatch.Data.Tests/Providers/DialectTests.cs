using NetBatch.Data.Providers;

namespace NetBatch.Data.Tests.Providers;

public sealed class DialectTests
{
    [Theory]
    [InlineData("sqlite", "\"a\"\"b\"", "SELECT x FROM t LIMIT 5", "INTEGER", "VARCHAR(9)", "TEXT")]
    [InlineData("postgresql", "\"a\"\"b\"", "SELECT x FROM t LIMIT 5", "bigint", "varchar(9)", "text")]
    [InlineData("sqlserver", "[a\"b]", "SELECT TOP (5) x FROM t", "bigint", "nvarchar(9)", "nvarchar(max)")]
    [InlineData("mysql", "`a\"b`", "SELECT x FROM t LIMIT 5", "BIGINT", "VARCHAR(9)", "LONGTEXT")]
    [InlineData("snowflake", "\"a\"\"b\"", "SELECT x FROM t LIMIT 5", "NUMBER(19,0)", "VARCHAR(9)", "VARCHAR")]
    [InlineData("ansi", "\"a\"\"b\"", "SELECT x FROM t FETCH FIRST 5 ROWS ONLY", "BIGINT", "VARCHAR(9)", "VARCHAR(4000)")]
    public void Dialect_NamesLimitsAndTypes_AreWrittenItsWay(string name, string quoted, string limited, string whole, string text,
        string anyText)
    {
        var dialect = Dialects.Find(name).ShouldNotBeNull();

        dialect.Quote("a\"b").ShouldBe(quoted);
        dialect.Limit("SELECT x FROM t", 5).ShouldBe(limited);
        dialect.TypeName(new SqlType(SqlTypeKind.Whole)).ShouldBe(whole);
        dialect.TypeName(new SqlType(SqlTypeKind.Text, 9)).ShouldBe(text);
        dialect.TypeName(new SqlType(SqlTypeKind.Text)).ShouldBe(anyText);
    }

    [Fact]
    public void SqlServer_BracketsDistinctAndLiterals_AreEscaped()
    {
        Dialects.SqlServer.Quote("dbo", "a]b").ShouldBe("[dbo].[a]]b]");
        Dialects.SqlServer.Limit("select distinct x from t", 3).ShouldBe("select distinct TOP (3) x from t");
        Dialects.SqlServer.Literal("it's").ShouldBe("N'it''s'");
        Dialects.SqlServer.ParameterName("n").ShouldBe("@n");
    }

    [Fact]
    public void MySql_Backslashes_AreEscapedInLiterals() => Dialects.MySql.Literal("a\\'b").ShouldBe("'a\\\\''b'");
}
