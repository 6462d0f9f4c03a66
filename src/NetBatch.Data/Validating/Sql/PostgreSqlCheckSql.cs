using NetBatch.Data.Comparing;
using NetBatch.Data.Metadata;
using NetBatch.Data.Providers;

namespace NetBatch.Data.Validating.Sql;

/// <summary>PostgreSQL (postgresql.org/docs/current/functions.html).</summary>
internal class PostgreSqlCheckSql(SqlDialect dialect, TimeZoneInfo? zone) : CheckSql(dialect, zone)
{
    public override string Matches(string text, string pattern) => $"{text} ~ {pattern}";

    // Its own $ is the end of the text already.
    public override string Pattern(string pattern) => pattern;

    public override string Deviation(string column) => $"STDDEV_POP({Real(column)})";

    // Its own sum of 32 bits has 32 bits.
    public override string Sum(string column, ValueSort sort) => sort == ValueSort.Real32 ? $"SUM({Real(column)})" : base.Sum(column, sort);

    // Hours of points in time go on where clocks are put forward or back: less the whole hours by which the zone is off.
    public override string Ordinal(string column, string type, string period) =>
        Ordinal(Local(column, type), period) + (period != "hour" || Zone is null || !HasZone(type) ? ""
            : $" - CAST(FLOOR((EXTRACT(EPOCH FROM {Local(column, type)}) - EXTRACT(EPOCH FROM {column})) / 3600) AS bigint)");

    private static string Ordinal(string column, string period) => period switch
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

    public override string DaysBetween(string early, string earlyType, string late, string lateType) =>
        $"(EXTRACT(EPOCH FROM ({Point(late, lateType)} - {Point(early, earlyType)})) / 86400.0)";

    public override string Real(string column) => $"CAST({column} AS double precision)";

    public override string Text(string column) => $"CAST({column} AS text)";

    public override string Exactly(string text) => $"CAST({text} AS text) COLLATE \"C\"";

    // Money's text has a sign of currency; what cannot be cast is an error.
    public override string Number(string column, ValueSort sort) =>
        sort == ValueSort.Any ? $"CAST({column} AS numeric)" : base.Number(column, sort);

    protected override string Said(string column) =>
        $"CASE WHEN {Text(column)} ~ '^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?$' THEN CAST({Text(column)} AS numeric) END";

    public override string Single(string number) => $"CAST({number} AS real)";

    public override string? NotANumber(string column) => $"{column} = 'NaN'";

    public override string? NotFinite(string column) => $"{Text(column)} IN ('NaN', 'Infinity', '-Infinity')";

    public override string Date(string column, string type) =>
        $"to_char(CAST({Local(column, type)} AS timestamp), 'YYYY-MM-DD')";

    public override string Time(string column, string type) =>
        $"to_char(CAST({Local(column, type)} AS timestamp), 'YYYY-MM-DD HH24:MI:SS')";

    // As itself: its text has no order before year 1 and beyond 9999, and an infinity has none.
    public override string Moment(string column, string type) => $"CAST({Local(column, type)} AS timestamp)";

    protected override string LimitText(in Cell time) =>
        $"CAST({Dialect.Literal(time.Days is long.MinValue or long.MaxValue ? IsoTime.Day(time.Days) : Moment(time))} AS timestamp)";

    public override bool HasInfiniteTimes => true;

    public override string Shown(string moment) => $"substr(CAST({moment} AS text), 1, 19)";

    private string Local(string column, string type) => HasZone(type) ? $"({column} AT TIME ZONE {Zone ?? "'UTC'"})" : column;

    // Differences of what clocks show would count the hour by which they are put forward.
    private string Point(string column, string type) =>
        HasZone(type) ? column : $"(CAST({column} AS timestamp) AT TIME ZONE {Zone ?? "'UTC'"})";

    private static bool HasZone(string type) => type.Contains("with time zone", StringComparison.OrdinalIgnoreCase);
}
