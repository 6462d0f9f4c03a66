using System.Data.Common;
using System.Globalization;
using NetBatch.Data.Metadata;
using NetBatch.Data.Providers;

namespace NetBatch.Data.Comparing;

/// <summary>How a database is asked for values so that nothing of them is lost on the way, and in an order that others have, too.</summary>
/// <param name="dialect">How the rest is written.</param>
internal class CellSql(SqlDialect dialect)
{
    public SqlDialect Dialect { get; } = dialect;

    public static CellSql Of(SqlDialect dialect) => dialect.Name switch
    {
        "sqlite" => new SqliteCellSql(dialect),
        "postgresql" => new PostgreSqlCellSql(dialect),
        "mysql" => new MySqlCellSql(dialect),
        "duckdb" => new DuckDbCellSql(dialect),
        "sqlserver" => new SqlServerCellSql(dialect),
        _ => new CellSql(dialect),
    };

    /// <summary>A column as its values are compared.</summary>
    public virtual ColumnFacts Compared(ColumnFacts column) => column;

    /// <summary>A column's value in a form that its driver hands over whole.</summary>
    public virtual string Value(ColumnFacts column, string expression) => expression;

    /// <summary>What rows are ordered by: numbers by value, texts by the bytes of their UTF-8, NULL first.</summary>
    public virtual string Order(ColumnFacts column, string expression) => expression;

    /// <summary>What rows are grouped by, so that texts that differ in any byte are groups of their own.</summary>
    public virtual string Group(ColumnFacts column, string expression) => expression;

    /// <summary>A number from 0 to 1,000,002 that a key has in every database, the remainder of a division by a prime
    /// (<see cref="KeySample.Prime"/>); null: there is none for this sort.</summary>
    public string? Residue(ColumnFacts column, string expression) => column.Sort switch
    {
        ValueSort.Whole => FormattableString.Invariant($"ABS({Long(expression)} % {KeySample.Prime})"),
        ValueSort.Text when TextNumber(expression) is { } number => FormattableString.Invariant($"({number} % {KeySample.Prime})"),
        _ => null,
    };

    /// <summary>A whole number with as many bits as it may have.</summary>
    protected virtual string Long(string expression) => $"CAST({expression} AS bigint)";

    /// <summary>The first 32 bits of the MD5 hash of a text's UTF-8; null: this database is not asked for it.</summary>
    protected virtual string? TextNumber(string expression) => null;

    /// <summary>What the values of a query's column are.</summary>
    public virtual ValueSort SortOf(DbDataReader reader, int index) => TypeNames.Sort(Dialect, reader.GetDataTypeName(index));

    /// <summary>The value of the row that the reader stands on.</summary>
    public virtual Cell Read(DbDataReader reader, int index, ValueSort sort) =>
        reader.IsDBNull(index) ? default : CellShape.Of(FromDriver(reader.GetValue(index)), sort);

    /// <summary>A driver's value; what it is none of has its text.</summary>
    protected static Cell FromDriver(object value) => value switch
    {
        string text => Cell.Text(text),
        bool flag => Cell.Switch(flag),
        long or int or short or byte or sbyte or ushort or uint => Cell.Whole(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        ulong whole => Cell.Exact(whole, 0),
        decimal exact => ExactText.TryRead(exact.ToString(CultureInfo.InvariantCulture), out var number) ? number : default,
        double real => Cell.Real(real),
        float single => Cell.Single(single),
        byte[] bytes => Cell.Bytes(bytes),
        Guid uuid => Cell.Uuid(uuid),
        DateOnly day => Cell.Date(day.DayNumber - 719_162),
        DateTimeOffset time => IsoTime.Instant(time.UtcDateTime),
        DateTime time => IsoTime.Instant(time) is var at && time.Kind == DateTimeKind.Utc ? at : Cell.Local(at.Days, at.Nanoseconds),
        TimeSpan span => Cell.Clock(span.Ticks * 100),
        TimeOnly time => Cell.Clock(time.Ticks * 100),
        IFormattable other => Cell.Opaque(other.ToString(null, CultureInfo.InvariantCulture)),
        _ => Cell.Opaque(value.ToString() ?? ""),
    };
}
