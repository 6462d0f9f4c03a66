using NetBatch.Data.Metadata;
using NetBatch.Data.Providers;

namespace NetBatch.Data.Validating.Sql;

/// <summary>The parts of a check's SQL that databases write differently.</summary>
/// <param name="dialect">How the rest is written.</param>
internal abstract class CheckSql(SqlDialect dialect)
{
    /// <summary>Decimal places to which numbers of two databases are compared.</summary>
    public const int Places = 4;

    /// <summary>Divides the values of a row's text; no text holds it.</summary>
    protected const int Separator = 31;

    /// <summary>The dialect.</summary>
    public SqlDialect Dialect { get; } = dialect;

    /// <summary>The parts for a dialect.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: checks are not written for it.</exception>
    public static CheckSql Of(SqlDialect dialect) => dialect.Name switch
    {
        "sqlite" => new SqliteCheckSql(dialect),
        "postgresql" => new PostgreSqlCheckSql(dialect),
        "sqlserver" => new SqlServerCheckSql(dialect),
        _ => throw new NetBatchException(ErrorCode.InvalidArgument, $"Validators are not written for '{dialect.Name}'.", "They are for sqlite, postgresql and sqlserver; another database can be checked with custom SQL in a workflow."),
    };

    /// <summary>The names of a list, quoted, with commas between.</summary>
    public string List(IEnumerable<string> columns) => string.Join(", ", columns.Select(Dialect.Quote));

    /// <summary>
    /// A column's value as a text that is the same in every database: numbers as whole ten-thousandths, switches as 0 and
    /// 1, days and times in ISO form in UTC.
    /// </summary>
    /// <param name="column">An expression.</param>
    /// <param name="type">The column's type as the database writes it.</param>
    /// <param name="family">What its values are.</param>
    /// <param name="form">The form in which the two sides are compared, where their families differ.</param>
    public string Same(string column, string type, ColumnFamily family, ColumnFamily form) => (family, form) switch
    {
        (ColumnFamily.WholeNumber or ColumnFamily.Number, ColumnFamily.Number) => TenThousandths(column),
        (ColumnFamily.Switch, _) => Switch(column),
        (ColumnFamily.Date or ColumnFamily.Time or ColumnFamily.Text, ColumnFamily.Date) => Date(column, type),
        (ColumnFamily.Date or ColumnFamily.Time or ColumnFamily.Text, ColumnFamily.Time) => Time(column, type),
        (ColumnFamily.Number, ColumnFamily.Switch or ColumnFamily.WholeNumber) => Text($"CAST({column} AS {Whole})"),
        _ => Text(column),
    };

    /// <summary>A text in which NULL is told from the empty text.</summary>
    public abstract string Joined(IReadOnlyList<string> texts);

    /// <summary>32 bits of a text's MD5 as a whole number: half 0 or 1 of its first 64 bits.</summary>
    public abstract string Hash(string text, int half);

    /// <summary>A condition: the text matches a regular expression that stands in a parameter.</summary>
    public abstract string Matches(string text, string pattern);

    /// <summary>The standard deviation over a population.</summary>
    public virtual string Deviation(string column) =>
        $"SQRT(ABS(AVG({Real(column)} * {Real(column)}) - AVG({Real(column)}) * AVG({Real(column)})))";

    /// <summary>The number of the day, week (from Monday), month, quarter, year or hour that a date or time falls into; the next one's is greater by 1.</summary>
    public abstract string Ordinal(string column, string period);

    /// <summary>The days between two dates or times, as a number with a fraction.</summary>
    public abstract string DaysBetween(string early, string late);

    /// <summary>A number as a floating one.</summary>
    public abstract string Real(string column);

    /// <summary>A value as text.</summary>
    public abstract string Text(string column);

    /// <summary>The name of the widest type for whole numbers.</summary>
    protected abstract string Whole { get; }

    /// <summary>A number as whole ten-thousandths, in text.</summary>
    protected abstract string TenThousandths(string column);

    /// <summary>True and false as 1 and 0, in text.</summary>
    protected abstract string Switch(string column);

    /// <summary>A day as text.</summary>
    public abstract string Date(string column, string type);

    /// <summary>A time as text, to the second.</summary>
    public abstract string Time(string column, string type);

    /// <summary>Refuses a period that is not known.</summary>
    protected static NetBatchException UnknownPeriod(string period) =>
        new(ErrorCode.InvalidArgument, $"There is no period '{period}'.", "It may be hour, day, week, month, quarter or year.");
}
