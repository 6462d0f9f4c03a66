using NetBatch.Data.Providers;

namespace NetBatch.Data.Validating.Sql;

/// <summary>
/// SQL Server (learn.microsoft.com/sql/t-sql/functions): written by its reference and tested as text, not run against a
/// server. REGEXP_LIKE needs SQL Server 2025 and compatibility level 170.
/// </summary>
internal sealed class SqlServerCheckSql(SqlDialect dialect) : CheckSql(dialect, null)
{
    protected override int FractionDigits => 7;

    public override string Matches(string text, string pattern) => $"REGEXP_LIKE({text}, {pattern})";

    public override string Deviation(string column) => $"STDEVP({Real(column)})";

    public override string Ordinal(string column, string type, string period) => period switch
    {
        "hour" => $"DATEDIFF(hour, '2000-01-01', {column})",
        "day" => $"DATEDIFF(day, '1970-01-01', {column})",
        // Whole days from a Monday: DATEDIFF(week) would count Sundays whatever DATEFIRST says.
        "week" => $"DATEDIFF(day, '1900-01-01', {column}) / 7",
        "month" => $"YEAR({column}) * 12 + MONTH({column}) - 1",
        "quarter" => $"YEAR({column}) * 4 + (MONTH({column}) - 1) / 3",
        "year" => $"YEAR({column})",
        _ => throw UnknownPeriod(period),
    };

    public override string DaysBetween(string early, string earlyType, string late, string lateType) =>
        $"(DATEDIFF_BIG(microsecond, CAST({early} AS datetime2), CAST({late} AS datetime2)) / 86400000000.0)";

    public override string Real(string column) => $"CAST({column} AS float)";

    public override string Text(string column) => $"CAST({column} AS nvarchar(max))";

    public override string Exactly(string text) => $"CAST({text} AS varbinary(max))";

    // An empty text would be read as 0.
    protected override string Said(string column) => $"TRY_CAST(NULLIF({Text(column)}, N'') AS float)";

    public override string Single(string number) => $"CAST({number} AS real)";

    public override string Date(string column, string type) => $"CONVERT(nvarchar(10), CAST({column} AS date), 23)";

    public override string Time(string column, string type) => $"CONVERT(nvarchar(19), {Utc(column, type, 0)}, 120)";

    public override string Moment(string column, string type) => $"CONVERT(nvarchar(27), {Utc(column, type, 7)}, 121)";

    private static string Utc(string column, string type, int digits) =>
        type.StartsWith("datetimeoffset", StringComparison.OrdinalIgnoreCase)
        ? FormattableString.Invariant($"CAST({column} AT TIME ZONE 'UTC' AS datetime2({digits}))")
        : FormattableString.Invariant($"CAST({column} AS datetime2({digits}))");
}
