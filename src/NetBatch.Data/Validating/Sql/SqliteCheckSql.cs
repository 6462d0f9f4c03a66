using NetBatch.Data.Metadata;
using NetBatch.Data.Providers;

namespace NetBatch.Data.Validating.Sql;

/// <summary>
/// SQLite (sqlite.org/lang_corefunc.html); regexp and what begins with nb_ are the provider's. SQLite's own functions of dates
/// take a number for a Julian day and what they cannot read for NULL: nb_moment and nb_seconds read texts in ISO form only.
/// </summary>
internal sealed class SqliteCheckSql(SqlDialect dialect) : CheckSql(dialect)
{
    protected override int FractionDigits => 9;

    public override string Matches(string text, string pattern) => $"regexp({pattern}, {text})";

    public override string Deviation(string column) => $"nb_deviation({Real(column)})";

    public override string Sum(string column, ValueSort sort) =>
        sort is ValueSort.Real or ValueSort.Real32 ? $"SUM({column})" : $"nb_sum({column})";

    public override string Ordinal(string column, string period) => period switch
    {
        "hour" => $"CAST(nb_floor(nb_seconds({column}) / 3600) AS INTEGER)",
        "day" => $"CAST(nb_floor(nb_seconds({column}) / 86400) AS INTEGER)",
        // 1970-01-01 was a Thursday.
        "week" => $"CAST(nb_floor((nb_seconds({column}) / 86400 + 3) / 7) AS INTEGER)",
        "month" => $"{Part(column, 1, 4)} * 12 + {Part(column, 6, 2)} - 1",
        "quarter" => $"{Part(column, 1, 4)} * 4 + ({Part(column, 6, 2)} - 1) / 3",
        "year" => Part(column, 1, 4),
        _ => throw UnknownPeriod(period),
    };

    public override string DaysBetween(string early, string late) => $"((nb_seconds({late}) - nb_seconds({early})) / 86400.0)";

    public override string Real(string column) => $"CAST({column} AS REAL)";

    public override string Text(string column) => $"CAST({column} AS TEXT)";

    public override string Date(string column, string type) => $"substr(nb_moment({column}), 1, 10)";

    public override string Time(string column, string type) => $"substr(nb_moment({column}), 1, 19)";

    public override string Moment(string column, string type) => $"nb_moment({column})";

    private static string Part(string column, int at, int length) =>
        FormattableString.Invariant($"CAST(substr(nb_moment({column}), {at}, {length}) AS INTEGER)");
}
