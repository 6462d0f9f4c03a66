using NetBatch.Data.Providers;

namespace NetBatch.Data.Validating.Sql;

/// <summary>SQLite (sqlite.org/lang_corefunc.html, lang_datefunc.html); regexp and nb_hash are the provider's.</summary>
internal sealed class SqliteCheckSql(SqlDialect dialect) : CheckSql(dialect)
{
    protected override string Whole => "INTEGER";

    public override string Joined(IReadOnlyList<string> texts) =>
        string.Join($" || char({Separator}) || ", texts.Select(text => $"COALESCE('v' || {text}, 'n')"));

    public override string Hash(string text, int half) => FormattableString.Invariant($"nb_hash({text}, {half})");

    public override string Matches(string text, string pattern) => $"regexp({pattern}, {text})";

    public override string Ordinal(string column, string period) => period switch
    {
        "hour" => $"CAST(strftime('%s', {column}) AS INTEGER) / 3600",
        "day" => $"CAST(julianday(date({column})) + 0.5 AS INTEGER)",
        // The Julian day number of a Monday is divisible by 7.
        "week" => $"CAST(julianday(date({column})) + 0.5 AS INTEGER) / 7",
        "month" => $"CAST(strftime('%Y', {column}) AS INTEGER) * 12 + CAST(strftime('%m', {column}) AS INTEGER) - 1",
        "quarter" => $"CAST(strftime('%Y', {column}) AS INTEGER) * 4 + (CAST(strftime('%m', {column}) AS INTEGER) - 1) / 3",
        "year" => $"CAST(strftime('%Y', {column}) AS INTEGER)",
        _ => throw UnknownPeriod(period),
    };

    public override string DaysBetween(string early, string late) => $"(julianday({late}) - julianday({early}))";

    public override string Real(string column) => $"CAST({column} AS REAL)";

    public override string Text(string column) => $"CAST({column} AS TEXT)";

    protected override string TenThousandths(string column) => $"CAST(CAST(ROUND({column} * 10000.0) AS INTEGER) AS TEXT)";

    protected override string Switch(string column) => $"CAST({column} AS TEXT)";

    public override string Date(string column, string type) => $"date({column})";

    public override string Time(string column, string type) => $"strftime('%Y-%m-%d %H:%M:%S', {column})";
}
