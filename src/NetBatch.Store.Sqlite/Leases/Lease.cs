using Microsoft.Data.Sqlite;

namespace NetBatch.Store.Sqlite;

/// <summary>A job's lease as it stands in the file.</summary>
internal sealed record Lease(long Job, long Epoch, long Counter, string Host, string HostId, int ProcessId, long Started)
{
    /// <summary>The columns that <see cref="Read"/> reads, of a table called l.</summary>
    public const string Columns = "l.job, l.epoch, l.counter, l.host, l.host_id, l.pid, l.started";

    /// <summary>Reads them from a column on; null where the row has none (an outer join).</summary>
    public static Lease? Read(SqliteDataReader row, int column) => row.IsDBNull(column)
        ? null
        : new Lease(
            row.GetInt64(column), row.GetInt64(column + 1), row.GetInt64(column + 2),
            row.GetString(column + 3), row.GetString(column + 4), row.GetInt32(column + 5), row.GetInt64(column + 6));
}
