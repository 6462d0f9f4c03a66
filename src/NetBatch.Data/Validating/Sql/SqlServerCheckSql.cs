using NetBatch.Data.Providers;

namespace NetBatch.Data.Validating.Sql;

/// <summary>
/// SQL Server (learn.microsoft.com/sql/t-sql/functions): written by its reference and tested as text, not run against a
/// server. REGEXP_LIKE needs SQL Server 2025 and compatibility level 170.
/// </summary>
internal sealed class SqlServerCheckSql(SqlDialect dialect) : CheckSql(dialect)
{
    protected override string Whole => "bigint";

    public override string Joined(IReadOnlyList<string> texts) =>
        string.Join($" + NCHAR({Separator}) + ", texts.Select(text => $"COALESCE(N'v' + {text}, N'n')"));

    // The others hash UTF-8: so does a varchar of a UTF-8 collation.
    public override string Hash(string text, int half) => FormattableString.Invariant(
        $"CAST(SUBSTRING(HASHBYTES('MD5', CAST(({text}) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max))), {(half * 4) + 1}, 4) AS bigint)");

    public override string Matches(string text, string pattern) => $"REGEXP_LIKE({text}, {pattern})";

    public override string Deviation(string column) => $"STDEVP({Real(column)})";

    public override string Ordinal(string column, string period) => period switch
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

    public override string DaysBetween(string early, string late) => $"(DATEDIFF_BIG(second, CAST({early} AS datetime2), CAST({late} AS datetime2)) / 86400.0)";

    public override string Real(string column) => $"CAST({column} AS float)";

    public override string Text(string column) => $"CAST({column} AS nvarchar(max))";

    protected override string TenThousandths(string column) => $"CAST(CAST(ROUND(CAST({column} AS decimal(28, 8)) * 10000, 0) AS bigint) AS nvarchar(40))";

    protected override string Switch(string column) => $"CAST(CAST({column} AS int) AS nvarchar(2))";

    public override string Date(string column, string type) => $"CONVERT(nvarchar(10), CAST({column} AS date), 23)";

    public override string Time(string column, string type) => type.Equals("datetimeoffset", StringComparison.OrdinalIgnoreCase)
        ? $"CONVERT(nvarchar(19), CAST({column} AT TIME ZONE 'UTC' AS datetime2(0)), 120)"
        : $"CONVERT(nvarchar(19), CAST({column} AS datetime2(0)), 120)";
}
