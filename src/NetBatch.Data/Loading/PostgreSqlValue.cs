using System.Globalization;
using NetBatch.Data.Metadata;
using Npgsql;
using NpgsqlTypes;

namespace NetBatch.Data.Loading;

/// <summary>Writes values into a binary COPY, which takes no other type than the column's own.</summary>
internal static class PostgreSqlValue
{
    public static Task WriteAsync(NpgsqlBinaryImporter copy, ColumnFamily family, object? value, CancellationToken cancellationToken) =>
        (family, value) switch
    {
        (_, null) => copy.WriteNullAsync(cancellationToken),
        (ColumnFamily.WholeNumber, _) =>
            copy.WriteAsync(Convert.ToInt64(value, CultureInfo.InvariantCulture), NpgsqlDbType.Bigint, cancellationToken),
        (ColumnFamily.Number, double number) when !double.IsFinite(number) =>
            copy.WriteAsync(number, NpgsqlDbType.Double, cancellationToken),
        (ColumnFamily.Number, _) =>
            copy.WriteAsync(Convert.ToDecimal(value, CultureInfo.InvariantCulture), NpgsqlDbType.Numeric, cancellationToken),
        (ColumnFamily.Switch, _) =>
            copy.WriteAsync(Convert.ToBoolean(value, CultureInfo.InvariantCulture), NpgsqlDbType.Boolean, cancellationToken),
        (ColumnFamily.Date, _) => copy.WriteAsync(Day(value), NpgsqlDbType.Date, cancellationToken),
        (ColumnFamily.Time, _) => copy.WriteAsync(Time(value), NpgsqlDbType.Timestamp, cancellationToken),
        (ColumnFamily.Bytes, byte[] bytes) => copy.WriteAsync(bytes, NpgsqlDbType.Bytea, cancellationToken),
        _ => copy.WriteAsync(Convert.ToString(value, CultureInfo.InvariantCulture)!, NpgsqlDbType.Text, cancellationToken),
    };

    // What comes from SQLite is text, what is made up is a value of its own type.
    private static DateOnly Day(object value) => value switch
    {
        DateOnly day => day,
        DateTimeOffset time => DateOnly.FromDateTime(time.UtcDateTime),
        _ => DateOnly.Parse(((string)value)[..10], CultureInfo.InvariantCulture),
    };

    private static DateTime Time(object value) => value switch
    {
        DateTimeOffset time => DateTime.SpecifyKind(time.UtcDateTime, DateTimeKind.Unspecified),
        DateOnly day => day.ToDateTime(TimeOnly.MinValue),
        _ => DateTime.SpecifyKind(
            DateTimeOffset.Parse((string)value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).UtcDateTime,
            DateTimeKind.Unspecified),
    };
}
