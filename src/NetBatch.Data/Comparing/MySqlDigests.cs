using NetBatch.Data.Metadata;
using NetBatch.Data.Providers;

namespace NetBatch.Data.Comparing;

/// <summary>MySQL and MariaDB hash their rows themselves: MD5 of the values' bytes, each its length in front, NULL with none.</summary>
internal sealed class MySqlDigests : QueriedDigests
{
    // Taken into the query around it, a row would be hashed once for each of the sums; with a limit each is hashed once and kept
    // (mariadb.com/kb/en/derived-table-merge-optimization).
    private const string EachOnce = "LIMIT 18446744073709551615";

    private static readonly MySqlCellSql Cells = new(Dialects.MySql);

    // What is greater than max_allowed_packet has no hash (mariadb.com/kb/en/concat).
    protected override string Segment(TableSide side) => $"(IFNULL(CRC32({Row(side, side.Key)}), 0) & {TableDigest.Segments - 1})";

    protected override string Sums(TableSide side, string segment) =>
        $"SELECT s, COUNT(*), COUNT(r), SUM({Half("r", 1)}), SUM({Half("r", 17)}) FROM (SELECT {segment} AS s, "
            + $"MD5({Row(side, side.All)}) AS r FROM {side.From} {EachOnce}) nb_rows GROUP BY s";

    private static string Half(string hash, int at) => $"CAST(CONV(SUBSTR({hash}, {at}, 16), 16, 10) AS DECIMAL(20))";

    private static string Row(TableSide side, IEnumerable<ColumnFacts> columns) =>
        $"CONCAT({string.Join(", ", columns.Select(column => Value(column, Name(side, column))))})";

    // NULL by its own word alone: a value too long for a hash must leave the row without one, and not count as NULL.
    // What has only digits and their marks ends where another mark does: its text need not be made twice to tell its length.
    private static string Value(ColumnFacts column, string name) => column.Sort switch
    {
        ValueSort.Whole or ValueSort.Exact or ValueSort.Real32 or ValueSort.Real or ValueSort.Date or ValueSort.Local or ValueSort.Instant
            or ValueSort.Clock or ValueSort.Switch => $"IFNULL(CAST({Cells.Value(column, name)} AS CHAR), '-'), ';'",
        _ => $"IF({name} IS NULL, '-', CONCAT({Parts(Bytes(column, name))}))",
    };

    private static string Parts(string bytes) => $"LENGTH({bytes}), ':', {bytes}";

    private static string Bytes(ColumnFacts column, string name) => column.Sort switch
    {
        ValueSort.Bytes => name,
        ValueSort.Text or ValueSort.PaddedText => Cells.Order(column, name),
        _ => $"CAST({Cells.Value(column, name)} AS BINARY)",
    };
}
