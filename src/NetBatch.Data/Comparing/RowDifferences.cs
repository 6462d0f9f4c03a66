using System.Globalization;
using NetBatch.Data.Loading;

namespace NetBatch.Data.Comparing;

/// <summary>What a comparison of rows has found: all counted, by kind and column, and the first of them in full.</summary>
/// <param name="names">The compared columns' names.</param>
/// <param name="keyNames">The key's names.</param>
/// <param name="most">How many are kept.</param>
internal sealed class RowDifferences(IReadOnlyList<string> names, IReadOnlyList<string> keyNames, int most)
{
    public const string Missing = "missing in the target";
    public const string Extra = "only in the target";
    public const string Differs = "differs";
    public const string NotComparable = "not comparable";

    public static readonly IReadOnlyList<RowColumn> Columns = [new("key"), new("difference"), new("column"), new("source"), new("target")];

    private const int MostNamed = 10;

    private readonly Dictionary<string, long> kinds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> columns = new(StringComparer.Ordinal);

    /// <summary>A file of every difference; another that is there gives way.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.WorkFailed"/>: it cannot be written.</exception>
    public static CsvFile File(string path) => new(path, Columns, replace: true);

    /// <summary>The first rows that differ, a line for each column.</summary>
    public List<object?[]> Evidence { get; } = [];

    /// <summary>The keys of <see cref="Evidence"/>, for a query that looks further.</summary>
    public List<Cell[]> Keys { get; } = [];

    /// <summary>Takes every line, where all of them are wanted.</summary>
    public Action<object?[]>? All { get; init; }

    /// <summary>How many rows are not the same.</summary>
    public long Rows { get; private set; }

    /// <summary>How many of them could not be held against each other.</summary>
    public long Undecided { get; private set; }

    /// <summary>How many there are of each kind and, of those that differ, in each column: "2 missing in the target, 3 with other values
    /// (by column: price 2, name 1)".</summary>
    public string Sentence
    {
        get
        {
            var by = Sorted(columns).Take(MostNamed)
                .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} {pair.Value:N0}"));
            var where = columns.Count == 0 ? "" : $" (by column: {string.Join(", ", by)}{(columns.Count > MostNamed ? ", ..." : "")})";
            return string.Join(", ", Kinds) + where;
        }
    }

    /// <summary>The same one by one: the kinds, then every column.</summary>
    public IReadOnlyList<string> Counts =>
        [.. Kinds, .. Sorted(columns).Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key}: {pair.Value:N0}"))];

    private IEnumerable<string> Kinds =>
        Sorted(kinds).Select(pair =>
            string.Create(CultureInfo.InvariantCulture, $"{pair.Value:N0} {(pair.Key == Differs ? "with other values" : pair.Key)}"));

    private static IOrderedEnumerable<KeyValuePair<string, long>> Sorted(Dictionary<string, long> counts) =>
        counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal);

    public void AddOneSided(KeyedRow row, bool inTarget)
    {
        Count(inTarget ? Extra : Missing, 1);
        Line(row, inTarget ? Extra : Missing, null, inTarget ? null : Values(row), inTarget ? Values(row) : null);
    }

    /// <summary>A key with more rows on one side.</summary>
    /// <param name="row">One of those that are too many.</param>
    /// <param name="isOfSource">Whether the source has too many.</param>
    /// <param name="inSource">How many it has.</param>
    /// <param name="inTarget">How many the target has.</param>
    /// <param name="leftOver">How many are too many.</param>
    public void AddNumber(KeyedRow row, bool isOfSource, int inSource, int inTarget, int leftOver)
    {
        Count("in another number", leftOver);
        Line(row, string.Create(CultureInfo.InvariantCulture, $"{inSource} rows in the source, {inTarget} in the target"), null,
            isOfSource ? Values(row) : null, isOfSource ? null : Values(row));
    }

    /// <summary>Two rows of one key of which some columns are not the same.</summary>
    public void AddPair(KeyedRow source, KeyedRow target, IEnumerable<(int Column, Likeness Likeness)> found)
    {
        var undecided = true;
        foreach (var (column, likeness) in found)
        {
            undecided &= likeness == Likeness.NotComparable;
            columns[names[column]] = columns.GetValueOrDefault(names[column]) + 1;
            var at = keyNames.Count + column;
            var (there, here) = CellShown.Pair(source.Cells[at], target.Cells[at]);
            Line(source, likeness == Likeness.NotComparable ? NotComparable : Differs, names[column], there, here);
        }

        Count(undecided ? NotComparable : Differs, 1);
        Undecided += undecided ? 1 : 0;
    }

    private void Count(string kind, long rows)
    {
        Rows += rows;
        kinds[kind] = kinds.GetValueOrDefault(kind) + rows;
    }

    private void Line(KeyedRow row, string difference, string? column, string? source, string? target)
    {
        if (Evidence.Count >= most && All is null)
        {
            return;
        }

        object?[] line = [CellShown.Key(row.Cells.AsSpan(0, keyNames.Count)), difference, column, source, target];
        All?.Invoke(line);
        if (Evidence.Count < most)
        {
            Evidence.Add(line);
            if (Keys.Count == 0 || !Keys[^1].AsSpan().SequenceEqual(row.Cells.AsSpan(0, keyNames.Count)))
            {
                Keys.Add(row.Cells[..keyNames.Count]);
            }
        }
    }

    private string Values(KeyedRow row) =>
        string.Join(", ", row.Cells.Skip(keyNames.Count).Take(20).Select((cell, index) => $"{names[index]}={CellShown.One(cell)}"));
}
