using System.Globalization;
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
        if (source.Session.Dialect.Name != target.Session.Dialect.Name || source.Sampled is not null
            || !source.All.Zip(target.All).All(pair => IsSame(pair.First, pair.Second)))
        {
            return null;
        }

        return source.Session.Dialect.Name switch
        {
            "sqlite" => SqliteDigests.Between(source, target),
            "postgresql" => PostgreSqlDigests.Between(source, target),
            "mysql" => new MySqlDigests(),
            _ => null,
        };
    }

    public abstract Task<TableDigest> ReadAsync(TableSide side, CancellationToken cancellationToken);

    /// <summary>A side of which only some segments are read.</summary>
    public abstract TableSide Narrow(TableSide side, IReadOnlyList<int> segments);

    // A type without a sort of its own has a text form only: it must be the same type.
    private static bool IsSame(ColumnFacts one, ColumnFacts other) =>
        one.Sort == other.Sort && (one.Sort != ValueSort.Any || string.Equals(one.Type, other.Type, StringComparison.OrdinalIgnoreCase));
}

/// <summary>A digest that the database makes by a query.</summary>
internal abstract class QueriedDigests : Digests
{
    /// <summary>A row's segment, 0 to 1,023.</summary>
    protected abstract string Segment(TableSide side);

    /// <summary>The query: segment, rows, rows that were hashed, the two sums of their hashes.</summary>
    protected abstract string Sums(TableSide side, string segment);

    public sealed override async Task<TableDigest> ReadAsync(TableSide side, CancellationToken cancellationToken)
    {
        var (_, rows) = await side.Session.RowsAsync(Sums(side, Segment(side)), null, cancellationToken).ConfigureAwait(false);
        var digest = new TableDigest();
        foreach (var row in rows)
        {
            var (segment, count) = (Convert.ToInt32(row[0], CultureInfo.InvariantCulture), (long)row[1]!);
            if (count == (long)row[2]!)
            {
                digest.Add(segment, count, (decimal)row[3]!, (decimal)row[4]!);
            }
            else
            {
                digest.AddUnknown(segment, count);
            }
        }

        return digest;
    }

    public sealed override TableSide Narrow(TableSide side, IReadOnlyList<int> segments) =>
        side with { From = $"(SELECT * FROM {side.From} WHERE {Segment(side)} IN ({string.Join(", ", segments)})) nb_part" };

    /// <summary>A column's name as the database has it.</summary>
    protected static string Name(TableSide side, ColumnFacts column) => side.Session.Dialect.Quote(column.Name);
}
