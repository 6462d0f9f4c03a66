
namespace NetBatch.Store;

/// <summary>A job's lease as it stands in the file.</summary>
internal sealed record Lease(long Job, long Epoch, long Counter, string Host, string HostId, int ProcessId, long Started)
{
    /// <summary>The columns that <see cref="Read"/> reads, of a table called l.</summary>
    public const string Columns = "l.job, l.epoch, l.counter, l.host, l.host_id, l.pid, l.started";

    /// <summary>Reads them from a column on; null where the row has none (an outer join).</summary>
    public static Lease? Read(Row row, int column) => row.IsNull(column)
        ? null
        : new Lease(
            row.Long(column), row.Long(column + 1), row.Long(column + 2),
            row.Text(column + 3), row.Text(column + 4), row.Int(column + 5), row.Long(column + 6));
}
