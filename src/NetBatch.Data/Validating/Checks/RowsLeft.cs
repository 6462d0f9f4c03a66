using NetBatch.Data.Comparing;

namespace NetBatch.Data.Validating.Checks;

/// <summary>
/// What is left of two lists of rows when those that are the same are taken away in pairs, wherever they stand: one row that is
/// missing is one finding, not as many as there are behind it.
/// </summary>
/// <param name="forms">The forms in which the columns of both sides are held against each other.</param>
/// <param name="percent">What numbers may differ.</param>
/// <param name="zone">The zone of times that have none; null: UTC.</param>
internal sealed class RowsLeft(KeyForm[] forms, double percent, TimeZoneInfo? zone)
{
    private readonly Dictionary<Key, Queue<long>> source = [];
    private readonly Dictionary<Key, Queue<long>> target = [];

    public static readonly IReadOnlyList<RowColumn> Columns = [new("row", RowType.WholeNumber), new("difference"), new("column"),
        new("source"), new("target")];

    /// <summary>Takes the rows of one place on both sides; null: a side has none there.</summary>
    public void Add(long place, Cell[]? there, Cell[]? here)
    {
        if (there is not null && here is not null && Different(there, here, 0) < 0)
        {
            return;
        }

        Take(there, place, source, target);
        Take(here, place, target, source);
    }

    public Verdict Verdict(long seen, IReadOnlyList<string> names, int evidence)
    {
        var (missing, extra) = (InOrder(source), InOrder(target));
        List<object?[]> lines = [];
        long found = 0;
        var one = 0;
        var other = 0;
        // Where as many are left on both sides they are held against each other; else only those that begin alike.
        var all = missing.Count == extra.Count;
        while (one < missing.Count || other < extra.Count)
        {
            if (one < missing.Count && other < extra.Count
                && (all || CellKeys.Compare(missing[one].Cells.AsSpan(0, 1), extra[other].Cells.AsSpan(0, 1)) == 0))
            {
                Pair(extra[other].Place, missing[one++].Cells, extra[other++].Cells);
            }
            else if (other >= extra.Count || (one < missing.Count && missing.Count - one > extra.Count - other))
            {
                found++;
                Line(missing[one].Place, RowDifferences.Missing, null, string.Join(", ", missing[one++].Cells), null);
            }
            else
            {
                found++;
                Line(extra[other].Place, RowDifferences.Extra, null, null, string.Join(", ", extra[other++].Cells));
            }
        }

        return Validating.Verdict.Of(seen, found, "rows", "differ from the source", Columns, lines);

        void Pair(long place, Cell[] there, Cell[] here)
        {
            found += Different(there, here, 0) < 0 ? 0 : 1;
            for (var column = Different(there, here, 0); column >= 0; column = Different(there, here, column + 1))
            {
                var (one, other) = CellShown.Pair(there[column], here[column]);
                Line(place, RowDifferences.Differs, names[column], one, other);
            }
        }

        void Line(long place, string difference, string? column, string? there, string? here)
        {
            if (lines.Count < evidence)
            {
                lines.Add([place, difference, column, there, here]);
            }
        }
    }

    private void Take(Cell[]? row, long place, Dictionary<Key, Queue<long>> mine, Dictionary<Key, Queue<long>> others)
    {
        if (row is null)
        {
            return;
        }

        var key = new Key([.. row.Select((cell, index) => CellKeys.Of(cell, forms[index]))], row);
        if (others.TryGetValue(key, out var twins))
        {
            twins.Dequeue();
            if (twins.Count == 0)
            {
                others.Remove(key);
            }
        }
        else if (mine.TryGetValue(key, out var places))
        {
            places.Enqueue(place);
        }
        else
        {
            mine[key] = new Queue<long>([place]);
        }
    }

    /// <summary>The first column from one on in which two rows differ; -1: none.</summary>
    private int Different(Cell[] one, Cell[] other, int from)
    {
        for (var index = from; index < one.Length; index++)
        {
            var (a, b) = forms[index].IsPadded ? (one[index].WithoutBlanks, other[index].WithoutBlanks) : (one[index], other[index]);
            if (CellComparer.Compare(a, b, zone: zone) != Likeness.Same
                && !(percent > 0 && SideBySide.Near(one[index], other[index], percent)))
            {
                return index;
            }
        }

        return -1;
    }

    private static List<(long Place, Cell[] Cells)> InOrder(Dictionary<Key, Queue<long>> rows) =>
        [.. rows.SelectMany(pair => pair.Value.Select(place => (place, pair.Key.Cells))).OrderBy(row => row.place)];

    /// <summary>A row in the forms of both sides, and as it came.</summary>
    private readonly struct Key(Cell[] forms, Cell[] cells) : IEquatable<Key>
    {
        private readonly Cell[] forms = forms;

        public Cell[] Cells { get; } = cells;

        public bool Equals(Key other) => forms.AsSpan().SequenceEqual(other.forms);

        public override bool Equals(object? obj) => obj is Key other && Equals(other);

        public override int GetHashCode()
        {
            var hash = default(HashCode);
            foreach (var cell in forms)
            {
                hash.Add(cell);
            }

            return hash.ToHashCode();
        }
    }
}
