using NetBatch.Data.Providers;
using NetBatch.Data.Workflows;

namespace NetBatch.Data.Tests.Workflows;

public sealed class SqlQueryTests
{
    [Theory]
    [InlineData("SELECT 1")]
    [InlineData("  -- DELETE\n /* DROP */ select 'DELETE' , \"update\" FROM t;")]
    [InlineData("WITH a AS (SELECT 1) SELECT * FROM a")]
    [InlineData("(SELECT 1) UNION (SELECT 2)")]
    [InlineData("VALUES (1)")]
    [InlineData("EXPLAIN SELECT 1")]
    [InlineData("SELECT replace(a, 'x', 'y') FROM t; SELECT 2;")]
    [InlineData("SELECT $q$ DELETE FROM t; $q$, E'it\\'s; DROP TABLE t', a[1] FROM t")]
    [InlineData("SELECT 1 /* a /* DELETE */ UPDATE */")]
    public void ChangingWord_OnlyReads_IsNull(string query) => new SqlQuery(query, Dialects.PostgreSql).ChangingWord.ShouldBeNull();

    [Theory]
    [InlineData("DELETE FROM t", "DELETE")]
    [InlineData("with a as (select 1) insert into t select * from a", "insert")]
    [InlineData("WITH gone AS (DELETE FROM t RETURNING *) SELECT * FROM gone", "DELETE")]
    [InlineData("SELECT 1; COMMIT; DELETE FROM t", "COMMIT")]
    [InlineData("SELECT * INTO copy FROM t", "INTO")]
    [InlineData("SELECT * FROM t FOR UPDATE", "UPDATE")]
    [InlineData("EXPLAIN ANALYZE SELECT 1", "ANALYZE")]
    [InlineData("SELECT nextval('s')", "nextval")]
    [InlineData("PRAGMA user_version = 7", "PRAGMA")]
    [InlineData("SELECT '\\'; DELETE FROM t; --'", "DELETE")]
    public void ChangingWord_MayChange_IsTheWord(string query, string word) =>
        new SqlQuery(query, Dialects.PostgreSql).ChangingWord.ShouldBe(word);

    [Fact]
    public void ChangingWord_MySqlsOwnComments_AreReadAsItReadsThem()
    {
        new SqlQuery("SELECT 1 /*!50000 INTO OUTFILE 'x' */", Dialects.MySql).ChangingWord.ShouldBe("INTO");
        new SqlQuery("SELECT 1--1; DELETE FROM t", Dialects.MySql).ChangingWord.ShouldBe("DELETE");
        new SqlQuery("SELECT 1 # DELETE", Dialects.MySql).ChangingWord.ShouldBeNull();
        new SqlQuery("SELECT 'it\\'s DELETE'", Dialects.MySql).ChangingWord.ShouldBeNull();
    }

    [Fact]
    public void ChangingWord_CommentInCommentWhereThereIsNone_IsReadAsCode() =>
        new SqlQuery("SELECT 1 /* /* */; DELETE FROM t /* */", Dialects.Sqlite).ChangingWord.ShouldBe("DELETE");

    [Fact]
    public void Parameters_StringsOperatorsAndServerVariables_AreNone()
    {
        var query = new SqlQuery("SELECT @a, '@b', \"@c\", @@rowcount, x @> y, @-5, mail@d, @A, @b_1 -- @e", Dialects.PostgreSql);

        query.Parameters.ShouldBe(["a", "d", "b_1"]);
    }

    [Fact]
    public void For_OtherMarks_ParametersAreWrittenAsTheDialectWants()
    {
        var query = new SqlQuery("SELECT '@a' WHERE x = @a AND y = @b OR z = @a", Dialects.Odbc);

        query.For(Dialects.Odbc).Text.ShouldBe("SELECT '@a' WHERE x = ? AND y = ? OR z = ?");
        query.For(Dialects.Odbc).Order.ShouldBe(["a", "b", "a"]);
        query.For(Dialects.Snowflake).Text.ShouldBe("SELECT '@a' WHERE x = :a AND y = :b OR z = :a");
        query.For(Dialects.Sqlite).Text.ShouldBe(query.Text);
    }
}
