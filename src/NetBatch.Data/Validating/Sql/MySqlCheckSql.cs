using NetBatch.Data.Metadata;
using NetBatch.Data.Providers;

namespace NetBatch.Data.Validating.Sql;

/// <summary>MySQL and MariaDB (mariadb.com/kb/en/built-in-functions).</summary>
internal sealed class MySqlCheckSql(SqlDialect dialect) : CheckSql(dialect)
{
    // By the bytes: a collation would take upper for lower case.
    public override string Matches(string text, string pattern) => $"(CONVERT({text} USING utf8mb4) COLLATE utf8mb4_bin) REGEXP {pattern}";

    public override string Deviation(string column) => $"STDDEV_POP({Real(column)})";

    public override string Sum(string column, ValueSort sort) =>
        sort is ValueSort.Whole or ValueSort.Exact ? $"CAST(SUM({column}) AS CHAR)" : $"SUM({Real(column)})";

    public override string Ordinal(string column, string period) => period switch
    {
        "hour" => $"TIMESTAMPDIFF(HOUR, '1970-01-01', {column})",
        "day" => $"TO_DAYS({column})",
        // Day 2 of MySQL's count was a Monday.
        "week" => $"FLOOR((TO_DAYS({column}) - 2) / 7)",
        "month" => $"YEAR({column}) * 12 + MONTH({column}) - 1",
        "quarter" => $"YEAR({column}) * 4 + QUARTER({column}) - 1",
        "year" => $"YEAR({column})",
        _ => throw UnknownPeriod(period),
    };

    public override string DaysBetween(string early, string late) => $"(TIMESTAMPDIFF(MICROSECOND, {early}, {late}) / 86400000000.0)";

    public override string Real(string column) => $"CAST({column} AS DOUBLE)";

    public override string Text(string column) => $"CAST({column} AS CHAR)";

    // By the bytes; a binary collation would still take blanks at the end for nothing.
    public override string Exactly(string text) => $"CAST(CONVERT({text} USING utf8mb4) AS BINARY)";

    // Of a number HEX is its digits, of a text two for each byte: as text, a bit would be a character that nobody sees.
    public override string Flag(string column) =>
        $"CASE WHEN HEX({column}) = '1' THEN 1 WHEN HEX({column}) = '0' THEN 0 ELSE {base.Flag(column)} END";

    // A bit's text is a character that nobody sees.
    public override string Number(string column, ValueSort sort) =>
        sort == ValueSort.Any ? Real(column) : base.Number(column, sort);

    protected override string Said(string column) =>
        $"CASE WHEN {Text(column)} REGEXP '^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?$' THEN {Real(column)} END";

    public override string Date(string column, string type) => $"DATE_FORMAT({column}, '%Y-%m-%d')";

    public override string Time(string column, string type) => $"DATE_FORMAT({column}, '%Y-%m-%d %H:%i:%s')";

    // A day of zeros, or with one, is no day.
    public override string Moment(string column, string type) =>
        $"CASE WHEN MONTH({column}) > 0 AND DAYOFMONTH({column}) > 0 THEN DATE_FORMAT({column}, '%Y-%m-%d %H:%i:%s.%f') END";
}
