using Microsoft.Data.Sqlite;

namespace NetBatch.Store.Sqlite;

/// <summary>Reads the counts that stand with jobs and batches.</summary>
internal static class Counts
{
    /// <summary>Reads <see cref="CountDeltas.Columns"/> from a column on.</summary>
    public static TargetCounts Counts9(this SqliteDataReader row, int column) => new()
    {
        Pending = row.GetInt32(column),
        InFlight = row.GetInt32(column + 1),
        Completed = row.GetInt32(column + 2),
        Failed = row.GetInt32(column + 3),
        ConnectionFailed = row.GetInt32(column + 4),
        Skipped = row.GetInt32(column + 5),
        Stopped = row.GetInt32(column + 6),
        Interrupted = row.GetInt32(column + 7),
        OutcomeUnknown = row.GetInt32(column + 8),
    };
}
