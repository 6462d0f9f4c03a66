using NetBatch.Data.Comparing;
using NetBatch.Data.Metadata;

namespace NetBatch.Data.Validating.Checks;

/// <summary>Holds the rows of two queries against each other.</summary>
internal static class QueryComparison
{
    public static async Task<Verdict> CompareAsync(CheckRun run, string sourceSql, CancellationToken cancellationToken)
    {
        var source = new QueryRows(run.OtherSide, sourceSql, cancellationToken);
        await using var sourceRows = source.ConfigureAwait(false);
        var target = new QueryRows(run.Target, run.Text("sql")!, cancellationToken);
        await using var targetRows = target.ConfigureAwait(false);
        // One after the other: both may be of one database file that a writer waits for; what follows runs at once.
        await source.BeginAsync().ConfigureAwait(false);
        await target.BeginAsync().ConfigureAwait(false);
        if (source.Names.Count != target.Names.Count)
        {
            return new Verdict(
                CheckOutcome.Fail, 1, 1,
                FormattableString.Invariant(
                    $"The source's query gives {source.Names.Count} columns and the target's {target.Names.Count}."), SideBySide.Columns,
                [["columns", string.Join(", ", source.Names), string.Join(", ", target.Names), "differs"]]);
        }

        var verdict = run.Texts("key") is { Count: > 0 } key
            ? await ByKeyAsync(run, key, source, target, cancellationToken).ConfigureAwait(false)
            : await ByPlaceAsync(run, source, target).ConfigureAwait(false);
        return source.Sorts.Concat(target.Sorts).Contains(ValueSort.Local)
            ? verdict with { NotCompared = RowComparison.NoZone(run) } : verdict;
    }

    private static async Task<Verdict> ByKeyAsync(CheckRun run, IReadOnlyList<string> key, QueryRows source, QueryRows target,
        CancellationToken cancellationToken)
    {
        var order = Places(target.Names, key);
        var forms = order.Take(key.Count).Select(place => CellKeys.FormOf(source.Sorts[place], target.Sorts[place], run.Zone)).ToArray();
        var file = run.Text("differences") is { } path ? RowDifferences.File(path) : null;
        try
        {
            string[] names = [.. order.Select(place => target.Names[place])];
            var found = new RowDifferences(names[key.Count..], names[..key.Count], run.Evidence) { All = file is null ? null : file.Write };
            KeyForm[] compared =
                [.. order.Skip(key.Count).Select(place => CellKeys.FormOf(source.Sorts[place], target.Sorts[place], run.Zone))];
            var merge = new RowMerge(found, key.Count, compared, run.Number("tolerance") ?? 0, exactToo: true, run.Zone);
            var one = new RowCursor(RowSorter.SortAsync(source.KeyedAsync(order, forms), cancellationToken), cancellationToken);
            await using var sourceRows = one.ConfigureAwait(false);
            var other = new RowCursor(RowSorter.SortAsync(target.KeyedAsync(order, forms), cancellationToken), cancellationToken);
            await using var targetRows = other.ConfigureAwait(false);
            await merge.CompareAsync(one, other, cancellationToken).ConfigureAwait(false);
            await (file?.CompleteAsync() ?? Task.CompletedTask).ConfigureAwait(false);
            var seen = Math.Max(merge.SourceRows, merge.TargetRows);
            return Verdict.Of(seen, found.Rows, "rows", $"differ from the source: {found.Sentence}", RowDifferences.Columns, found.Evidence)
                with { Counts = found.Counts };
        }
        finally
        {
            if (file is not null)
            {
                await file.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private static async Task<Verdict> ByPlaceAsync(CheckRun run, QueryRows source, QueryRows target)
    {
        var left = new RowsLeft([.. source.Sorts.Zip(target.Sorts, (one, other) => CellKeys.FormOf(one, other, run.Zone))],
            run.Number("tolerance") ?? 0, run.Zone);
        long seen = 0;
        while (true)
        {
            // One after the other, not together: both may be the same session.
            var here = await target.NextAsync().ConfigureAwait(false);
            var there = await source.NextAsync().ConfigureAwait(false);
            if (here is null && there is null)
            {
                break;
            }

            left.Add(++seen, there, here);
        }

        return left.Verdict(seen, target.Names, run.Evidence);
    }

    /// <summary>The places of the key's columns, then those of the others.</summary>
    private static int[] Places(IReadOnlyList<string> names, IReadOnlyList<string> key)
    {
        int[] keys = [.. key.Select(name =>
            NameMatch.Find(names, one => one, name) is { } found ? names.ToList().IndexOf(found) : throw new NetBatchException(
            ErrorCode.WorkFailed, $"The query gives no column '{name}'.", $"It gives: {string.Join(", ", names)}."))];
        return [.. keys, .. Enumerable.Range(0, names.Count).Except(keys)];
    }
}
