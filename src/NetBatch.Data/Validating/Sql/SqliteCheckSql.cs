using NetBatch.Data.Metadata;
using NetBatch.Data.Providers;

namespace NetBatch.Data.Validating.Sql;

/// <summary>
/// SQLite (sqlite.org/lang_corefunc.html); regexp and what begins with nb_ are the provider's. SQLite's own functions of dates
/// take a number for a Julian day and what they cannot read for NULL: nb_moment and nb_seconds read texts in ISO form only.
/// </summary>
internal sealed class SqliteCheckSql(SqlDialect dialect, TimeZoneInfo? zone) : CheckSql(dialect, zone)
{
    protected override int FractionDigits => 9;

    // With a limit its values are made once for each row, and not for each comparison (sqlite.org/optoverview.html#flattening).
    public override string Kept(string query) => $"{query} LIMIT -1";

    public override string Matches(string text, string pattern) => $"regexp({pattern}, {text})";

    public override string Deviation(string column) => $"nb_deviation({Real(column)})";

    public override string Sum(string column, ValueSort sort) =>
        sort is ValueSort.Real or ValueSort.Real32 ? $"SUM({Figure(column)})" : $"nb_sum({column})";

    public override string Ordinal(string column, string type, string period) => period switch
    {
        "hour" => Call("nb_hour", column),
        "day" => $"CAST(nb_floor({Call("nb_seconds", column)} / 86400) AS INTEGER)",
        // 1970-01-01 was a Thursday.
        "week" => $"CAST(nb_floor(({Call("nb_seconds", column)} / 86400 + 3) / 7) AS INTEGER)",
        "month" => $"{Part(column, 1, 4)} * 12 + {Part(column, 6, 2)} - 1",
        "quarter" => $"{Part(column, 1, 4)} * 4 + ({Part(column, 6, 2)} - 1) / 3",
        "year" => Part(column, 1, 4),
        _ => throw UnknownPeriod(period),
    };

    public override string DaysBetween(string early, string earlyType, string late, string lateType) =>
        $"(({Call("nb_point", late)} - {Call("nb_point", early)}) / 86400.0)";

    public override string Real(string column) => $"CAST({column} AS REAL)";

    public override string Text(string column) => $"CAST({column} AS TEXT)";

    // A cast keeps the column's collation (sqlite.org/datatype3.html#assigning_collating_sequences_from_sql).
    public override string Exactly(string text) => $"{text} COLLATE BINARY";

    // A column of numbers may hold texts, too.
    public override string Number(string column, ValueSort sort) => Said(column);

    protected override string Said(string column) => $"nb_number({column})";

    public override string Figure(string column) => $"nb_real({column})";

    // It has floating numbers of 64 bits alone.
    public override string Single(string number) => number;

    public override string? NotWhole(string column) => $"typeof({column}) <> 'integer'";

    public override string? NotFinite(string column) => $"ABS({Real(column)}) = 9e999";

    public override string Date(string column, string type) => $"substr({Call("nb_moment", column)}, 1, 10)";

    public override string Time(string column, string type) => $"substr({Call("nb_moment", column)}, 1, 19)";

    public override string Moment(string column, string type) => Call("nb_moment", column);

    private string Call(string function, string column) => $"{function}({column}, {Zone ?? "NULL"})";

    private string Part(string column, int at, int length) =>
        FormattableString.Invariant($"CAST(substr({Call("nb_moment", column)}, {at}, {length}) AS INTEGER)");
}
