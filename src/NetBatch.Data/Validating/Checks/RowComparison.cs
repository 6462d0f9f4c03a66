using System.Globalization;
using NetBatch.Data.Metadata;

namespace NetBatch.Data.Validating.Checks;

/// <summary>
/// Compares the rows of two tables by key without carrying them over: each database adds up checksums of its rows in
/// 1,024 buckets of keys; only in buckets that differ keys and checksums are read, and values only of the rows shown.
/// </summary>
internal sealed class RowComparison(CheckRun run, IReadOnlyList<string> key, IReadOnlyList<string> columns)
{
    private const int Buckets = 1024;
    private const int BucketsLookedInto = 64;
    private readonly List<object?[]> evidence = [];
    private long found;

    public static readonly IReadOnlyList<RowColumn> Columns = [new("key"), new("difference"), new("column"), new("source"), new("target")];

    public async Task<Verdict> CompareAsync(CancellationToken cancellationToken)
    {
        var target = await SideRows.OfAsync(run, run.Target, key, columns, cancellationToken).ConfigureAwait(false);
        var source = await SideRows.OfAsync(run, run.OtherSide, key, columns, cancellationToken).ConfigureAwait(false);
        var (targetRows, sourceRows) = SideRows.Agree(target, source);
        var here = await SumsAsync(targetRows, cancellationToken).ConfigureAwait(false);
        var there = await SumsAsync(sourceRows, cancellationToken).ConfigureAwait(false);
        var differ = here.Keys.Union(there.Keys).Where(bucket => here.GetValueOrDefault(bucket) != there.GetValueOrDefault(bucket)).Order().ToArray();
        if (differ.Length > 0)
        {
            await LookIntoAsync(targetRows, sourceRows, [.. differ.Take(BucketsLookedInto)], cancellationToken).ConfigureAwait(false);
        }

        var seen = here.Values.Sum(sums => sums.Count);
        var least = differ.Length > BucketsLookedInto ? $" in the {BucketsLookedInto} of {differ.Length} differing parts that were looked into" : "";
        return Verdict.Of(seen, found, "rows", $"differ from the source{least}", Columns, evidence);
    }

    private static async Task<Dictionary<long, (long Count, decimal First, decimal Second)>> SumsAsync(SideRows rows, CancellationToken cancellationToken)
    {
        Dictionary<long, (long, decimal, decimal)> sums = [];
        var sql = $"SELECT nb_bucket, COUNT(*), SUM(nb_first), SUM(nb_second) FROM ({rows.Hashed(Buckets)}) hashed GROUP BY nb_bucket";
        foreach (var row in (await rows.Side.RowsAsync(sql, null, cancellationToken).ConfigureAwait(false)).Rows)
        {
            sums[Whole(row[0])] = (Whole(row[1]), Exact(row[2]), Exact(row[3]));
        }

        return sums;
    }

    private async Task LookIntoAsync(SideRows target, SideRows source, IReadOnlyList<long> buckets, CancellationToken cancellationToken)
    {
        var here = await KeysAsync(target, buckets, cancellationToken).ConfigureAwait(false);
        var there = await KeysAsync(source, buckets, cancellationToken).ConfigureAwait(false);
        List<string> changed = [];
        foreach (var name in here.Keys.Union(there.Keys).Order(StringComparer.Ordinal))
        {
            var (inTarget, inSource) = (here.TryGetValue(name, out var now), there.TryGetValue(name, out var before));
            if (inTarget && inSource && now == before)
            {
                continue;
            }

            found++;
            if (inTarget && inSource)
            {
                changed.Add(name);
            }
            else if (evidence.Count < run.Evidence)
            {
                evidence.Add([SideRows.Shown(name), inTarget ? "only in the target" : "missing in the target", null, null, null]);
            }
        }

        foreach (var name in changed.Take(run.Evidence - evidence.Count))
        {
            await ShowAsync(target, source, name, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Checksums by key; those of rows with the same key are added up, so that the number of them tells, too.</summary>
    private static async Task<Dictionary<string, (long, long, int)>> KeysAsync(SideRows rows, IReadOnlyList<long> buckets, CancellationToken cancellationToken)
    {
        Dictionary<string, (long First, long Second, int Rows)> keys = new(StringComparer.Ordinal);
        var sql = $"SELECT nb_key, nb_first, nb_second FROM ({rows.Hashed(Buckets)}) hashed WHERE nb_bucket IN ({string.Join(", ", buckets)})";
        await foreach (var piece in rows.Side.Session.QueryAsync(sql, null, cancellationToken).ConfigureAwait(false))
        {
            foreach (var row in piece.Rows)
            {
                var name = (string)row[0]!;
                var before = keys.GetValueOrDefault(name);
                keys[name] = (before.First + Whole(row[1]), before.Second + Whole(row[2]), before.Rows + 1);
            }
        }

        return keys;
    }

    private async Task ShowAsync(SideRows target, SideRows source, string name, CancellationToken cancellationToken)
    {
        var here = await target.ValuesAsync(name, cancellationToken).ConfigureAwait(false);
        var there = await source.ValuesAsync(name, cancellationToken).ConfigureAwait(false);
        if (here.Count != 1 || there.Count != 1)
        {
            evidence.Add([SideRows.Shown(name), $"{there.Count} rows in the source, {here.Count} in the target", null, null, null]);
            return;
        }

        for (var index = 0; index < target.Columns.Count && evidence.Count < run.Evidence; index++)
        {
            if (here[0][index] != there[0][index])
            {
                evidence.Add([SideRows.Shown(name), "differs", target.Columns[index].Name, there[0][index], here[0][index]]);
            }
        }
    }

    private static long Whole(object? value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);

    private static decimal Exact(object? value) => Convert.ToDecimal(value, CultureInfo.InvariantCulture);
}
