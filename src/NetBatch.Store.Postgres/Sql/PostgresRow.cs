using Npgsql;

namespace NetBatch.Store.Postgres;

/// <summary>The row at hand of a reader.</summary>
internal sealed class PostgresRow(NpgsqlDataReader reader) : Row
{
    // Object identifiers of the types (https://www.postgresql.org/docs/current/catalog-pg-type.html; pg_type.dat).
    private const uint Boolean = 16, Number = 20, Small = 23;
    private readonly uint[] types = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetDataTypeOID)];

    public override bool IsNull(int column) => reader.IsDBNull(column);

    public override long Long(int column) => types[column] switch
    {
        Number => reader.GetInt64(column),
        Small => reader.GetInt32(column),
        Boolean => reader.GetBoolean(column) ? 1 : 0,
        var other => throw new InvalidOperationException($"Column {column} is of the type {other}, and no number."),
    };

    public override string Text(int column) => reader.GetString(column);

    public override ReadOnlySpan<byte> Blob(int column) => reader.GetFieldValue<byte[]>(column);
}
