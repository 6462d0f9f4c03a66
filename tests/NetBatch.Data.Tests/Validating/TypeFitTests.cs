using NetBatch.Data.Metadata;
using NetBatch.Data.Providers;
using NetBatch.Data.Validating.Checks;

namespace NetBatch.Data.Tests.Validating;

/// <summary>Types that hold less than those they came from, by the ranges that the databases' manuals give.</summary>
public sealed class TypeFitTests
{
    [Theory]
    [InlineData("postgresql", "integer", "mysql", "int unsigned", "no negative numbers")]
    [InlineData("mysql", "int unsigned", "postgresql", "bigint", null)]
    [InlineData("postgresql", "integer", "mysql", "year", "smaller range")]
    [InlineData("mysql", "bit(1)", "postgresql", "boolean", null)]
    [InlineData("postgresql", "inet", "postgresql", "interval", "other values")]
    [InlineData("postgresql", "interval", "postgresql", "interval", null)]
    [InlineData("postgresql", "time with time zone", "postgresql", "time without time zone", "no zone")]
    [InlineData("mysql", "varchar(9)", "mysql", "set('a','b')", "fewer words")]
    public void Problem_OfTypes_IsWhatIsLost(string from, string type, string to, string other, string? problem) =>
        TypeFit.Problem(Column(from, type), Dialects.Find(from)!, Column(to, other), Dialects.Find(to)!).ShouldBe(problem);

    [Theory]
    [InlineData(6, 0, "fewer digits of a second")]
    [InlineData(0, 6, null)]
    [InlineData(null, 0, null)]
    public void Problem_OfTimes_CountsTheDigitsOfTheirSecond(int? from, int? to, string? problem) => TypeFit.Problem(
        Column("postgresql", "timestamp without time zone") with { Precision = from }, Dialects.PostgreSql,
        Column("mysql", "datetime") with { Precision = to }, Dialects.MySql).ShouldBe(problem);

    [Theory]
    [InlineData(100, 10, "fewer bytes")]
    [InlineData(null, 10, "fewer bytes")]
    [InlineData(10, null, null)]
    public void Problem_OfBytes_CountsThem(int? from, int? to, string? problem) => TypeFit.Problem(
        Column("postgresql", "bytea") with { Length = from }, Dialects.PostgreSql, Column("mysql", "varbinary") with { Length = to },
        Dialects.MySql).ShouldBe(problem);

    [Fact]
    public void Problem_OfEnums_IsAWordThatIsNotThere()
    {
        var source = Column("mysql", "enum('a','it''s')") with { Words = TypeNames.Words(Dialects.MySql, "enum('a','it''s')") };
        var target = Column("postgresql", "text") with { Words = ["it's", "a", "b"] };

        TypeFit.Problem(source, Dialects.MySql, target, Dialects.PostgreSql).ShouldBeNull();
        TypeFit.Problem(source, Dialects.MySql, target with { Words = ["a"] }, Dialects.PostgreSql).ShouldBe("fewer words");
        TypeFit.Problem(Column("mysql", "text"), Dialects.MySql, target, Dialects.PostgreSql).ShouldBe("fewer words");
    }

    private static ColumnFacts Column(string dialect, string type)
    {
        var sort = TypeNames.Sort(Dialects.Find(dialect)!, type);
        return new ColumnFacts("c", TypeNames.Family(sort), type) { Sort = sort };
    }
}
