using System.Text.RegularExpressions;
using NetBatch.Data.Comparing;
using NetBatch.Data.Metadata;
using NetBatch.Data.Providers;

namespace NetBatch.Data.Validating.Sql;

/// <summary>The parts of a check's SQL that databases write differently.</summary>
/// <param name="dialect">How the rest is written.</param>
/// <param name="zone">The zone whose clocks tell days and times of day; null: UTC.</param>
internal abstract partial class CheckSql(SqlDialect dialect, TimeZoneInfo? zone)
{
    /// <summary>The dialect.</summary>
    public SqlDialect Dialect { get; } = dialect;

    /// <summary>The zone's name as a literal; null: UTC.</summary>
    protected string? Zone { get; } = zone is null ? null : dialect.Literal(zone.Id);

    /// <summary>A query that gives NULL where the database does not know the zone; null: it knows each, or says so itself.</summary>
    public virtual string? ZoneQuery => null;

    /// <summary>The parts for a dialect.</summary>
    /// <param name="dialect">The dialect.</param>
    /// <param name="zone">The zone whose clocks tell days and times of day; null: UTC.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: checks are not written for it.</exception>
    public static CheckSql Of(SqlDialect dialect, TimeZoneInfo? zone = null) => dialect.Name switch
    {
        "sqlite" => new SqliteCheckSql(dialect, zone),
        "postgresql" => new PostgreSqlCheckSql(dialect, zone),
        "mysql" => new MySqlCheckSql(dialect, zone),
        "duckdb" => new DuckDbCheckSql(dialect, zone),
        "sqlserver" when zone is not null => throw new NetBatchException(ErrorCode.InvalidArgument,
            $"Checks of SQL Server know UTC only, and the time zone is '{zone.Id}'.",
            "Leave 'timeZone' out, or compare views that convert."),
        "sqlserver" => new SqlServerCheckSql(dialect),
        _ => throw new NetBatchException(ErrorCode.InvalidArgument, $"Validators are not written for '{dialect.Name}'.",
            "They are for sqlite, postgresql, mysql, duckdb and sqlserver; another database can be checked with custom SQL in a workflow."),
    };

    /// <summary>The names of a list, quoted, with commas between.</summary>
    public string List(IEnumerable<string> columns) => string.Join(", ", columns.Select(Dialect.Quote));

    /// <summary>A query within another whose rows are made once and kept, so that the database can look them up.</summary>
    public virtual string Kept(string query) => query;

    /// <summary>A condition: the text matches a regular expression that stands in a parameter.</summary>
    public abstract string Matches(string text, string pattern);

    /// <summary>The expression as this database means it: $ is the end of the text, not a line break before it, and \d one of ten
    /// digits, not those of every script.</summary>
    public virtual string Pattern(string pattern) => EndMark().Replace(pattern, match => match.Value switch
    {
        "$" => "\\z",
        "\\d" => "[0-9]",
        ['[', ..] set => set.Replace("\\\\", "\0", StringComparison.Ordinal).Replace("\\d", "0-9", StringComparison.Ordinal)
            .Replace("\0", "\\\\", StringComparison.Ordinal),
        var other => other,
    });

    /// <summary>The standard deviation over a population.</summary>
    public abstract string Deviation(string column);

    /// <summary>The sum of a column: exact where its numbers are.</summary>
    public virtual string Sum(string column, ValueSort sort) => $"SUM({column})";

    /// <summary>The number of the day, week (from Monday), month, quarter, year or hour that a date or time falls into; the next one's is
    /// greater by 1.</summary>
    public abstract string Ordinal(string column, string type, string period);

    /// <summary>The days between two dates or times, as a number with a fraction.</summary>
    public abstract string DaysBetween(string early, string earlyType, string late, string lateType);

    /// <summary>A number as a floating one.</summary>
    public abstract string Real(string column);

    /// <summary>A value as text.</summary>
    public abstract string Text(string column);

    /// <summary>A text by its characters alone: no collation calls two different ones the same.</summary>
    public abstract string Exactly(string text);

    /// <summary>What a value says as a number; NULL where it says none.</summary>
    public virtual string Number(string column, ValueSort sort) =>
        sort is ValueSort.Whole or ValueSort.Exact or ValueSort.Real32 or ValueSort.Real ? column : Said(column);

    /// <summary>What a value that is declared to be no number says as one; NULL where it says none.</summary>
    protected abstract string Said(string column);

    /// <summary>A column's value as a floating number, for averages; an error where it is none.</summary>
    public virtual string Figure(string column) => Real(column);

    /// <summary>A number as a floating one of 32 bits, as columns of that type hold it.</summary>
    public virtual string Single(string number) => $"CAST({number} AS float)";

    /// <summary>A condition that holds for a floating value that is no number; null: the database has none.</summary>
    public virtual string? NotANumber(string column) => null;

    /// <summary>A condition that holds for a value of a column of whole numbers that is none; null: the database keeps no other.</summary>
    public virtual string? NotWhole(string column) => null;

    /// <summary>A condition that holds for a value that is infinite or no number; null: the database has none.</summary>
    public virtual string? NotFinite(string column) => null;

    /// <summary>A day as text.</summary>
    public abstract string Date(string column, string type);

    /// <summary>A time as text, to the second, as the zone's clocks show it.</summary>
    public abstract string Time(string column, string type);

    /// <summary>A day or time as text of one length with every digit of the fraction, whose order is that of time; NULL where it is
    /// none.</summary>
    public abstract string Moment(string column, string type);

    /// <summary>A limit as it stands beside <see cref="Moment(string, string)"/>.</summary>
    public string Limit(in Cell time) => LimitText(ZonedTime.Local(time, zone));

    /// <summary>The same of a limit that the zone's clocks show.</summary>
    protected virtual string LimitText(in Cell time) => Dialect.Literal(Moment(time));

    /// <summary>How many digits of a second <see cref="Moment(string, string)"/> has.</summary>
    protected virtual int FractionDigits => 6;

    /// <summary>A moment as <see cref="Moment(string, string)"/> writes it.</summary>
    protected string Moment(in Cell time)
    {
        var fraction = FormattableString.Invariant($"{time.Nanoseconds % 1_000_000_000:000000000}")[..FractionDigits];
        return $"{IsoTime.DayAndTime(time.Days, time.Nanoseconds / 1_000_000_000 * 1_000_000_000)}.{fraction}";
    }

    /// <summary>Whether a time may be infinite, which stands for no end.</summary>
    public virtual bool HasInfiniteTimes => false;

    /// <summary>A moment for people: to the second.</summary>
    public virtual string Shown(string moment) => Dialect.Name == "sqlserver" ? $"LEFT({moment}, 19)" : $"substr({moment}, 1, 19)";

    /// <summary>True and false, in whatever words, as 1 and 0; NULL for anything else.</summary>
    public virtual string Flag(string column) =>
        $"CASE WHEN lower({Text(column)}) IN ('1', 'true', 't', 'yes', 'y', 'on') THEN 1 WHEN lower({Text(column)}) IN ('0', 'false', "
            + $"'f', 'no', 'n', 'off') THEN 0 END";

    /// <summary>Refuses a period that is not known.</summary>
    protected static NetBatchException UnknownPeriod(string period) =>
        new(ErrorCode.InvalidArgument, $"There is no period '{period}'.", "It may be hour, day, week, month, quarter or year.");

    // What is escaped, a set in brackets, or the mark itself.
    [GeneratedRegex(@"\\.|\[\^?\]?(?:\\.|[^\]])*\]|\$", RegexOptions.Singleline)]
    private static partial Regex EndMark();
}
