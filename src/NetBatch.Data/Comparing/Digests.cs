using NetBatch.Data.Metadata;
using NetBatch.Data.Providers;

namespace NetBatch.Data.Comparing;

/// <summary>
/// Where both sides are databases of one sort and their columns of one sort each, rows are first added up where they are, and only those of
/// segments that differ are read: of two tables that are the same none is.
/// </summary>
internal abstract class Digests
{
    /// <summary>What adds up both sides; null: their rows have to be read.</summary>
    public static Digests? Of(TableSide source, TableSide target)
    {
        if (source.Session.Dialect.Name != target.Session.Dialect.Name
            || !source.All.Zip(target.All).All(pair => IsSame(pair.First, pair.Second)))
        {
            return null;
        }

        return source.Session.Dialect.Name switch
        {
            "sqlite" => new OfSqlite(),
            "postgresql" when IsPostgreSql11(source.Session) && IsPostgreSql11(target.Session) && Encoding(source) == Encoding(target) =>
                new OfPostgreSql(),
            _ => null,
        };
    }

    public abstract Task<TableDigest> ReadAsync(TableSide side, CancellationToken cancellationToken);

    /// <summary>A side of which only some segments are read.</summary>
    public abstract TableSide Narrow(TableSide side, IReadOnlyList<int> segments);

    // A type without a sort of its own has a text form only: it must be the same type.
    private static bool IsSame(ColumnFacts one, ColumnFacts other) =>
        one.Sort == other.Sort && (one.Sort != ValueSort.Any || string.Equals(one.Type, other.Type, StringComparison.OrdinalIgnoreCase));

    // The same bytes are other characters in another encoding, and they are what is hashed.
    private static string? Encoding(TableSide side) =>
        ((Npgsql.NpgsqlConnection)side.Session.Connection).PostgresParameters.GetValueOrDefault("server_encoding");

    private static bool IsPostgreSql11(DatabaseSession session) =>
        session.Connection is Npgsql.NpgsqlConnection { PostgreSqlVersion.Major: >= 11 };

    private sealed class OfSqlite : Digests
    {
        private readonly SqliteDigest digest = new(new RowPrint(), new RowPrint());

        public override Task<TableDigest> ReadAsync(TableSide side, CancellationToken cancellationToken) =>
            side.Session.WorkAsync(cut => Task.FromResult(Read(side, cut)), cancellationToken);

        public override TableSide Narrow(TableSide side, IReadOnlyList<int> segments)
        {
            var wanted = new bool[TableDigest.Segments];
            foreach (var segment in segments)
            {
                wanted[segment] = true;
            }

            return side with { Wanted = reader => wanted[digest.SegmentOf(reader, side.Key.Count)] };
        }

        private TableDigest Read(TableSide side, CancellationToken cancellationToken)
        {
            using var command = side.Session.Command(side.Query(ordered: false));
            using var reader = command.ExecuteReader();
            return digest.Read(reader, side.Key.Count, cancellationToken);
        }
    }

    // hashtextextended: a hash of 64 bits with a seed, the same on every server of one architecture; on others all segments differ, and all
    // rows are read.
    private sealed class OfPostgreSql : Digests
    {
        public override async Task<TableDigest> ReadAsync(TableSide side, CancellationToken cancellationToken)
        {
            var sql = $"SELECT s, count(*), sum(hashtextextended(r, 1)), sum(hashtextextended(r, 2)) FROM (SELECT {Segment(side)} AS s, "
                + $"{Row(side, side.All)} AS r FROM {side.From}) nb_rows GROUP BY s";
            var (_, rows) = await side.Session.RowsAsync(sql, null, cancellationToken).ConfigureAwait(false);
            var digest = new TableDigest();
            foreach (var row in rows)
            {
                digest.Add((int)(long)row[0]!, (long)row[1]!, (decimal)row[2]!, (decimal)row[3]!);
            }

            return digest;
        }

        public override TableSide Narrow(TableSide side, IReadOnlyList<int> segments) =>
            side with { From = $"(SELECT * FROM {side.From} WHERE {Segment(side)} IN ({string.Join(", ", segments)})) nb_part" };

        private static string Segment(TableSide side) => $"abs(hashtextextended({Row(side, side.Key)}, 0) % {TableDigest.Segments})::int";

        // The text of a row tells NULL from '' (postgresql.org/docs/current/rowtypes.html#ROWTYPES-IO-SYNTAX).
        private static string Row(TableSide side, IEnumerable<ColumnFacts> columns) =>
            $"ROW({string.Join(", ", columns.Select(column => side.Session.Dialect.Quote(column.Name)))})::text COLLATE \"C\"";
    }
}
