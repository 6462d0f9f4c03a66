using NetBatch.Data.Metadata;
using NetBatch.Data.Providers;

namespace NetBatch.Data.Validating.Sql;

/// <summary>DuckDB, whose SQL is PostgreSQL's but for some functions
/// (duckdb.org/docs/stable/sql/dialect/postgresql_compatibility).</summary>
internal sealed class DuckDbCheckSql(SqlDialect dialect, TimeZoneInfo? zone) : PostgreSqlCheckSql(dialect, zone)
{
    // Its ~ is of the whole text.
    public override string Matches(string text, string pattern) => $"regexp_matches({text}, {pattern})";

    // Sums of whole numbers have 128 bits, and decimals of 38 digits more than .NET's.
    public override string Sum(string column, ValueSort sort) =>
        sort is ValueSort.Whole or ValueSort.Exact ? $"CAST(SUM({column}) AS VARCHAR)" : $"SUM({Real(column)})";

    public override string Exactly(string text) => $"encode(CAST({text} AS VARCHAR))";

    public override string Number(string column, ValueSort sort) =>
        sort is ValueSort.Whole or ValueSort.Exact or ValueSort.Real32 or ValueSort.Real ? column : Said(column);

    // Exactly, where it has no more than 38 digits; as a floating number else.
    protected override string Said(string column) => "CASE WHEN regexp_full_match("
        + $"{Text(column)}, '[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)') AND length({Text(column)}) <= 19 THEN TRY_CAST({Text(column)} AS "
        + "DECIMAL(38, 18)) "
        + $"WHEN regexp_full_match({Text(column)}, '[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?') THEN "
        + $"TRY_CAST({Text(column)} AS DOUBLE) END";

    public override string? NotANumber(string column) => $"isnan({column})";

    public override string? NotFinite(string column) => $"NOT isfinite({Real(column)})";

    public override string Date(string column, string type) => Written(column, type, "%Y-%m-%d");

    public override string Time(string column, string type) => Written(column, type, "%Y-%m-%d %H:%M:%S");

    private string Written(string column, string type, string form) => $"strftime({Moment(column, type)}, '{form}')";
}
