namespace NetBatch.Data.Comparing;

/// <summary>Goes through two sides' rows in the order of their keys, each row once, and holds those of the same key against each
/// other.</summary>
/// <param name="found">Takes what is found.</param>
/// <param name="keys">How many of a row's values are its key.</param>
/// <param name="padded">Of each compared column, whether blanks at its end mean nothing.</param>
/// <param name="percent">What floating numbers may differ.</param>
/// <param name="exactToo">Whether exact numbers may differ as much.</param>
/// <param name="zone">The zone of times that have none; null: UTC.</param>
internal sealed class RowMerge(
    RowDifferences found, int keys, IReadOnlyList<bool> padded, double percent, bool exactToo = false, TimeZoneInfo? zone = null)
{
    private const int MostPairs = 4096;

    public long SourceRows { get; private set; }

    public long TargetRows { get; private set; }

    public async Task CompareAsync(RowCursor source, RowCursor target, CancellationToken cancellationToken)
    {
        var (inSource, inTarget) = await BothAsync(source.MoveAsync().AsTask(), target.MoveAsync().AsTask()).ConfigureAwait(false);
        while (inSource || inTarget)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var order = !inSource ? 1 : !inTarget ? -1 : CellKeys.Compare(source.Key, target.Key);
            if (order == 0)
            {
                Group(source.Group, target.Group);
                inSource = await source.MoveAsync().ConfigureAwait(false);
                inTarget = await target.MoveAsync().ConfigureAwait(false);
            }
            else if (order < 0)
            {
                OneSided(source.Group, inTarget: false);
                inSource = await source.MoveAsync().ConfigureAwait(false);
            }
            else
            {
                OneSided(target.Group, inTarget: true);
                inTarget = await target.MoveAsync().ConfigureAwait(false);
            }
        }

        (SourceRows, TargetRows) = (source.Rows, target.Rows);
    }

    // Both queries begin at once: each side's first row may cost its database a sort.
    private static async Task<(bool, bool)> BothAsync(Task<bool> one, Task<bool> other)
    {
        await Task.WhenAll(one, other).ConfigureAwait(false);
        return (await one.ConfigureAwait(false), await other.ConfigureAwait(false));
    }

    private void OneSided(IReadOnlyList<KeyedRow> rows, bool inTarget)
    {
        foreach (var row in rows)
        {
            found.AddOneSided(row, inTarget);
        }
    }

    private void Group(IReadOnlyList<KeyedRow> source, IReadOnlyList<KeyedRow> target)
    {
        if (source.Count == 1 && target.Count == 1)
        {
            Pair(source[0], target[0]);
            return;
        }

        var (left, extra) = Unmatched(source, target);
        if (left.Count == 1 && extra.Count == 1)
        {
            Pair(left[0], extra[0]);
        }
        else if (left.Count + extra.Count > 0)
        {
            found.AddNumber(source[0], source.Count, target.Count, Math.Max(left.Count, extra.Count));
        }
    }

    /// <summary>What is left of the rows of one key when the same ones are taken away in pairs.</summary>
    private (List<KeyedRow> Source, List<KeyedRow> Target) Unmatched(IReadOnlyList<KeyedRow> source, IReadOnlyList<KeyedRow> target)
    {
        List<KeyedRow> left = [];
        List<KeyedRow> extra = [.. target];
        if ((long)source.Count * target.Count > (long)MostPairs * MostPairs)
        {
            return ByOrder(source, target);
        }

        foreach (var row in source)
        {
            var twin = extra.FindIndex(one => Same(row, one));
            if (twin < 0)
            {
                left.Add(row);
            }
            else
            {
                extra.RemoveAt(twin);
            }
        }

        return (left, extra);
    }

    // So many rows of one key are held against each other in their order: what only another pairing would show as the same is told as a
    // difference.
    private (List<KeyedRow> Source, List<KeyedRow> Target) ByOrder(IReadOnlyList<KeyedRow> source, IReadOnlyList<KeyedRow> target)
    {
        var (one, other) = (Sorted(source), Sorted(target));
        var common = Math.Min(one.Count, other.Count);
        List<KeyedRow> left = [.. one.Where((row, index) => index >= common || !Same(row, other[index]))];
        List<KeyedRow> extra = [.. other.Where((row, index) => index >= common || !Same(one[index], row))];
        return (left, extra);

        static List<KeyedRow> Sorted(IReadOnlyList<KeyedRow> rows)
        {
            List<KeyedRow> sorted = [.. rows];
            sorted.Sort((a, b) => CellKeys.Compare(a.Cells, b.Cells));
            return sorted;
        }
    }

    private void Pair(KeyedRow source, KeyedRow target)
    {
        List<(int, Likeness)>? differ = null;
        for (var column = 0; column < padded.Count; column++)
        {
            if (Compare(source, target, column) is var likeness and not Likeness.Same)
            {
                (differ ??= []).Add((column, likeness));
            }
        }

        if (differ is not null)
        {
            found.AddPair(source, target, differ);
        }
    }

    private bool Same(KeyedRow source, KeyedRow target)
    {
        for (var column = 0; column < padded.Count; column++)
        {
            if (Compare(source, target, column) != Likeness.Same)
            {
                return false;
            }
        }

        return true;
    }

    private Likeness Compare(KeyedRow source, KeyedRow target, int column)
    {
        var (one, other) = (source.Cells[keys + column], target.Cells[keys + column]);
        return padded[column] ? CellComparer.Compare(one.WithoutBlanks, other.WithoutBlanks, percent, exactToo, zone)
            : CellComparer.Compare(one, other, percent, exactToo, zone);
    }
}
