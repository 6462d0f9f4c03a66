using System.Collections;
using System.Data.Common;
using System.Numerics;

namespace NetBatch.Data.Providers;

/// <summary>DuckDB's values (duckdb.org/docs/stable/sql/data_types/overview): bytes come as a stream, whole numbers may have 128 bits, and
/// structures have no form that rows are kept in.</summary>
internal sealed class DuckDbRowValues(DbDataReader reader) : RowValues(reader)
{
    public override RowType? TypeOf(int index) =>
        typeof(Stream).IsAssignableFrom(Reader.GetFieldType(index)) ? RowType.Bytes
        : Reader.GetFieldType(index) == typeof(DateTime) ? RowType.Time : base.TypeOf(index);

    public override object? Value(int index) => base.Value(index) switch
    {
        Stream bytes => Bytes(bytes),
        BigInteger whole => $"{whole}",
        IDictionary => throw new InvalidCastException("A structure has several values."),
        var value => value,
    };

    /// <summary>All of a value's bytes.</summary>
    public static byte[] Bytes(Stream value)
    {
        using (value)
        {
            using var bytes = new MemoryStream();
            value.CopyTo(bytes);
            return bytes.ToArray();
        }
    }
}
