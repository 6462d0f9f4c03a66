using NetBatch.Data.Metadata;
using NetBatch.Data.Providers;

namespace NetBatch.Data.Comparing;

/// <summary>
/// PostgreSQL hashes its rows itself, with 64 bits and a seed, the same on every server of one architecture; on others all segments differ,
/// and all rows are read. Where every type's own hash goes by what is compared here, the values are hashed as they are (from version 14
/// on); else the text of the row is.
/// </summary>
/// <param name="byValue">Whether the values are hashed as they are.</param>
internal sealed class PostgreSqlDigests(bool byValue) : QueriedDigests
{
    /// <summary>What adds up both sides; null: a server is too old for it, or the bytes of texts are of another encoding.</summary>
    public static PostgreSqlDigests? Between(TableSide source, TableSide target)
    {
        var version = Math.Min(Version(source), Version(target));
        return version < 11 || Encoding(source) != Encoding(target) ? null
            : new PostgreSqlDigests(version >= 14 && source.All.Concat(target.All).All(IsHashedByValue));
    }

    protected override string Segment(TableSide side) => byValue
        ? $"(hash_record_extended({Row(side, side.Key)}, 0) & {TableDigest.Segments - 1})::int"
        : $"(hashtextextended({Row(side, side.Key)}, 0) & {TableDigest.Segments - 1})::int";

    protected override string Sums(TableSide side, string segment)
    {
        var (one, other) = byValue ? (Mixed(1), Mixed(2)) : ("hashtextextended(r, 1)", "hashtextextended(r, 2)");
        return $"SELECT s, count(*), count(r), sum({one}), sum({other}) FROM (SELECT {segment} AS s, {Row(side, side.All)} AS r "
            + $"FROM {side.From}) nb_rows GROUP BY s";
    }

    // A record's hash is a sum of its values' hashes, and sums of such sums do not tell rows apart that have changed values among each
    // other: it is hashed once more.
    private static string Mixed(int seed) => $"hashint8extended(hash_record_extended(r, {seed}), {seed})";

    // The text of a row tells NULL from '' (postgresql.org/docs/current/rowtypes.html#ROWTYPES-IO-SYNTAX).
    private string Row(TableSide side, IEnumerable<ColumnFacts> columns) => byValue
        ? $"ROW({string.Join(", ", columns.Select(column => $"{Name(side, column)}{Collation(column)}"))})"
        : $"ROW({string.Join(", ", columns.Select(column => Name(side, column)))})::text COLLATE \"C\"";

    // Another collation may take texts for the same that differ.
    private static string Collation(ColumnFacts column) => column.Sort is ValueSort.Text or ValueSort.PaddedText ? " COLLATE \"C\"" : "";

    // citext takes cases for the same, money and intervals are compared by their text, JSON has no hash, times with a zone of their own are
    // the same only where their zones are.
    private static bool IsHashedByValue(ColumnFacts column) => column.Sort switch
    {
        ValueSort.Whole => column.Type is "smallint" or "integer" or "bigint",
        ValueSort.Exact => column.Type is "numeric",
        ValueSort.Text => column.Type is "text" or "character varying",
        ValueSort.PaddedText => column.Type is "character",
        ValueSort.Real32 or ValueSort.Real or ValueSort.Bytes or ValueSort.Switch or ValueSort.Date or ValueSort.Local or ValueSort.Instant
            or ValueSort.Uuid => true,
        _ => false,
    };

    private static int Version(TableSide side) => Connection(side).PostgreSqlVersion.Major;

    private static string? Encoding(TableSide side) => Connection(side).PostgresParameters.GetValueOrDefault("server_encoding");

    private static Npgsql.NpgsqlConnection Connection(TableSide side) => (Npgsql.NpgsqlConnection)side.Session.Connection;
}
