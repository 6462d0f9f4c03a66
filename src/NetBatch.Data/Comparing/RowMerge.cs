namespace NetBatch.Data.Comparing;

/// <summary>Goes through two sides' rows in the order of their keys, each row once, and holds those of the same key against each
/// other.</summary>
/// <param name="found">Takes what is found.</param>
/// <param name="keys">How many of a row's values are its key.</param>
/// <param name="forms">Of each compared column, the form that both sides share.</param>
/// <param name="percent">What floating numbers may differ.</param>
/// <param name="exactToo">Whether exact numbers may differ as much.</param>
/// <param name="zone">The zone of times that have none; null: UTC.</param>
internal sealed class RowMerge(
    RowDifferences found, int keys, IReadOnlyList<KeyForm> forms, double percent, bool exactToo = false, TimeZoneInfo? zone = null)
{
    private const long MostPairs = 4096 * 4096;

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
        var common = Math.Min(left.Count, extra.Count);
        for (var index = 0; index < common; index++)
        {
            Pair(left[index], extra[index]);
        }

        if (left.Count != extra.Count)
        {
            found.AddNumber((left.Count > common ? left : extra)[common], left.Count > common, source.Count, target.Count,
                Math.Abs(left.Count - extra.Count));
        }
    }

    /// <summary>What is left of the rows of one key when the same ones are taken away in pairs: those first that are the same in their
    /// common form, for there may be many; then, of few, those that only look otherwise.</summary>
    private (List<KeyedRow> Source, List<KeyedRow> Target) Unmatched(IReadOnlyList<KeyedRow> source, IReadOnlyList<KeyedRow> target)
    {
        var (one, other) = (InOrder(source), InOrder(target));
        List<KeyedRow> left = [];
        List<KeyedRow> extra = [];
        var (at, there) = (0, 0);
        while (at < one.Length || there < other.Length)
        {
            var order = at == one.Length ? 1 : there == other.Length ? -1 : CellKeys.Compare(one[at].Form, other[there].Form);
            if (order == 0 && Same(one[at].Row, other[there].Row))
            {
                (at, there) = (at + 1, there + 1);
            }
            else if (order <= 0)
            {
                left.Add(one[at++].Row);
            }
            else
            {
                extra.Add(other[there++].Row);
            }
        }

        if ((long)left.Count * extra.Count <= MostPairs)
        {
            left.RemoveAll(row => extra.FindIndex(twin => Same(row, twin)) is >= 0 and var twin && Take(extra, twin));
        }

        return (left, extra);

        static bool Take(List<KeyedRow> rows, int at)
        {
            rows.RemoveAt(at);
            return true;
        }
    }

    private (Cell[] Form, KeyedRow Row)[] InOrder(IReadOnlyList<KeyedRow> rows)
    {
        (Cell[] Form, KeyedRow Row)[] sorted =
            [.. rows.Select(row => (forms.Select((form, index) => CellKeys.Of(row.Cells[keys + index], form)).ToArray(), row))];
        Array.Sort(sorted, static (a, b) => CellKeys.Compare(a.Form, b.Form));
        return sorted;
    }

    private void Pair(KeyedRow source, KeyedRow target)
    {
        List<(int, Likeness)>? differ = null;
        for (var column = 0; column < forms.Count; column++)
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
        for (var column = 0; column < forms.Count; column++)
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
        return forms[column].IsPadded ? CellComparer.Compare(one.WithoutBlanks, other.WithoutBlanks, percent, exactToo, zone)
            : CellComparer.Compare(one, other, percent, exactToo, zone);
    }
}
