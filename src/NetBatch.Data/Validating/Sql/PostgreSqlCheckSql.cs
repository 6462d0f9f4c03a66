using NetBatch.Data.Providers;

namespace NetBatch.Data.Validating.Sql;

/// <summary>PostgreSQL (postgresql.org/docs/current/functions.html).</summary>
internal sealed class PostgreSqlCheckSql(SqlDialect dialect) : CheckSql(dialect)
{
    public override string Matches(string text, string pattern) => $"{text} ~ {pattern}";

    // Its own $ is the end of the text already.
    public override string Pattern(string pattern) => pattern;

    public override string Deviation(string column) => $"STDDEV_POP({Real(column)})";

    public override string Ordinal(string column, string period) => period switch
    {
        "hour" => $"CAST(FLOOR(EXTRACT(EPOCH FROM CAST({column} AS timestamp)) / 3600) AS bigint)",
        "day" => $"(CAST({column} AS date) - DATE '1970-01-01')",
        // 1970-01-01 was a Thursday.
        "week" => $"CAST(FLOOR((CAST({column} AS date) - DATE '1969-12-29') / 7.0) AS bigint)",
        "month" => $"CAST(EXTRACT(YEAR FROM {column}) * 12 + EXTRACT(MONTH FROM {column}) - 1 AS bigint)",
        "quarter" => $"CAST(EXTRACT(YEAR FROM {column}) * 4 + EXTRACT(QUARTER FROM {column}) - 1 AS bigint)",
        "year" => $"CAST(EXTRACT(YEAR FROM {column}) AS bigint)",
        _ => throw UnknownPeriod(period),
    };

    public override string DaysBetween(string early, string late) =>
        $"(EXTRACT(EPOCH FROM (CAST({late} AS timestamp) - CAST({early} AS timestamp))) / 86400.0)";

    public override string Real(string column) => $"CAST({column} AS double precision)";

    public override string Text(string column) => $"CAST({column} AS text)";

    public override string? NotANumber(string column) => $"{column} = 'NaN'";

    public override string Date(string column, string type) => $"to_char(CAST({Utc(column, type)} AS timestamp), 'YYYY-MM-DD')";

    public override string Time(string column, string type) => $"to_char(CAST({Utc(column, type)} AS timestamp), 'YYYY-MM-DD HH24:MI:SS')";

    public override string Moment(string column, string type) =>
        $"to_char(CAST({Utc(column, type)} AS timestamp), 'YYYY-MM-DD HH24:MI:SS.US')";

    private static string Utc(string column, string type) =>
        type.Contains("with time zone", StringComparison.OrdinalIgnoreCase) ? $"({column} AT TIME ZONE 'UTC')" : column;
}
