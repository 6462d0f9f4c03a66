using NetBatch.Data.Metadata;
using NetBatch.Data.Providers;

namespace NetBatch.Data.Validating.Sql;

/// <summary>MySQL and MariaDB (mariadb.com/kb/en/built-in-functions).</summary>
internal sealed class MySqlCheckSql(SqlDialect dialect, TimeZoneInfo? zone) : CheckSql(dialect, zone)
{
    // The names of zones are a table that is filled by who keeps the server (mariadb.com/kb/en/mysql_tzinfo_to_sql).
    public override string? ZoneQuery => Zone is null ? null : $"SELECT CONVERT_TZ('2000-01-01 00:00:00', '+00:00', {Zone})";

    // Taken into the query around it, its rows would have no index; with a limit they are kept and get one
    // (mariadb.com/kb/en/derived-table-with-key-optimization, dev.mysql.com/doc/refman/8.4/en/derived-table-optimization.html).
    public override string Kept(string query) => $"{query} LIMIT 18446744073709551615";

    // By the bytes: a collation would take upper for lower case.
    public override string Matches(string text, string pattern) => $"(CONVERT({text} USING utf8mb4) COLLATE utf8mb4_bin) REGEXP {pattern}";

    public override string Deviation(string column) => $"STDDEV_POP({Real(column)})";

    public override string Sum(string column, ValueSort sort) =>
        sort is ValueSort.Whole or ValueSort.Exact ? $"CAST(SUM({column}) AS CHAR)" : $"SUM({Real(column)})";

    // Hours of points in time go on where clocks are put forward or back: less the whole hours by which the zone is off.
    public override string Ordinal(string column, string type, string period) =>
        Ordinal(Local(column, type), period) + (period != "hour" || Zone is null || !HasZone(type) ? ""
            : $" - FLOOR(TIMESTAMPDIFF(SECOND, {column}, {Local(column, type)}) / 3600)");

    private static string Ordinal(string column, string period) => period switch
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

    public override string DaysBetween(string early, string earlyType, string late, string lateType) =>
        $"(TIMESTAMPDIFF(MICROSECOND, {Point(early, earlyType)}, {Point(late, lateType)}) / 86400000000.0)";

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

    public override string Date(string column, string type) => $"DATE_FORMAT({Local(column, type)}, '%Y-%m-%d')";

    public override string Time(string column, string type) => $"DATE_FORMAT({Local(column, type)}, '%Y-%m-%d %H:%i:%s')";

    // A day of zeros, or with one, is no day.
    public override string Moment(string column, string type) =>
        $"CASE WHEN MONTH({column}) > 0 AND DAYOFMONTH({column}) > 0 THEN DATE_FORMAT({Local(column, type)}, '%Y-%m-%d %H:%i:%s.%f') END";

    // The session's own zone is UTC.
    private string Local(string column, string type) =>
        Zone is not null && HasZone(type) ? $"CONVERT_TZ({column}, '+00:00', {Zone})" : column;

    // Differences of what clocks show would count the hour by which they are put forward.
    private string Point(string column, string type) =>
        Zone is null || HasZone(type) ? column : $"CONVERT_TZ({column}, {Zone}, '+00:00')";

    private static bool HasZone(string type) => type.StartsWith("timestamp", StringComparison.OrdinalIgnoreCase);
}
