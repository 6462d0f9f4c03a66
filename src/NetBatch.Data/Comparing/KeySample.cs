using System.Globalization;
using NetBatch.Data.Metadata;

namespace NetBatch.Data.Comparing;

/// <summary>
/// A part of the keys of two tables, chosen by a number that each key has: the same rows on both sides, and again with the same seed. Whole
/// numbers and texts are chosen by the databases, so that only these rows are read; other keys here.
/// </summary>
/// <param name="percent">How many of 100 rows are in it, about.</param>
/// <param name="seed">Another one chooses other rows.</param>
internal sealed class KeySample(double percent, long seed)
{
    /// <summary>The numbers are residues modulo this prime.</summary>
    public const int Prime = 1_000_003;

    private readonly long limit = (long)Math.Ceiling(percent / 100 * Prime);
    private readonly long shift = Spread(seed);

    /// <summary>The two sides with their part of the rows.</summary>
    public TablePair Of(TablePair pair)
    {
        var (source, target) = (Conditions(pair.Source), Conditions(pair.Target));
        return source is not null && target is not null
            && pair.Source.Key.Zip(pair.Target.Key).All(key => key.First.Sort == key.Second.Sort)
            ? pair with { Source = Narrow(pair.Source, source), Target = Narrow(pair.Target, target) }
            : pair with { Source = pair.Source with { Sampled = Has }, Target = pair.Target with { Sampled = Has } };
    }

    private static TableSide Narrow(TableSide side, string condition) =>
        side with { From = $"(SELECT * FROM {side.From} WHERE {condition}) nb_sample" };

    // The key's number times itself: evenly spaced keys, such as every twentieth, are chosen no more and no less than others.
    private string? Conditions(TableSide side)
    {
        List<string> parts = [];
        foreach (var column in side.Key)
        {
            if (side.Sql.Residue(column, side.Session.Dialect.Quote(column.Name)) is not { } residue)
            {
                return null;
            }

            parts.Add(string.Create(CultureInfo.InvariantCulture, $"COALESCE({residue}, 0) * {Factor(parts.Count)}"));
        }

        var sum = string.Create(CultureInfo.InvariantCulture, $"(({string.Join(" + ", parts)} + {shift}) % {Prime})");
        return string.Create(CultureInfo.InvariantCulture, $"({sum} * {sum}) % {Prime} * {1 + shift} % {Prime} < {limit}");
    }

    private static long Factor(int place) => 1 + (place * 7_919L);

    private bool Has(KeyedRow row)
    {
        var hash = RowPrint.Start(0) + (ulong)seed;
        foreach (var cell in row.Key)
        {
            foreach (var letter in $"{cell}\0")
            {
                hash = (hash ^ letter) * 0x100000001b3; // FNV-1a (RFC 9923)
            }
        }

        return (long)(RowPrint.End(hash) % Prime) < limit;
    }

    private static long Spread(long seed) => (long)(RowPrint.End((ulong)seed + 1) % (Prime - 1));
}
