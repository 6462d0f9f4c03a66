namespace NetBatch.Data.Comparing;

/// <summary>
/// What is left of a table when its rows are added up: for each segment of the keys how many there are and two sums of their hashes.
/// Segments whose sums are the same hold the same rows, however they lie; two that differ agree by chance once in 2^128.
/// </summary>
internal sealed class TableDigest
{
    /// <summary>Into how many parts the keys are dealt out; a power of two.</summary>
    public const int Segments = 1024;

    private readonly Dictionary<int, (long Rows, decimal First, decimal Second)> sums = [];
    private readonly HashSet<int> unknown = [];

    /// <summary>How many rows the table has.</summary>
    public long Rows { get; private set; }

    /// <summary>Takes a segment's rows.</summary>
    public void Add(int segment, long rows, decimal first, decimal second)
    {
        sums[segment] = (rows, first, second);
        Rows += rows;
    }

    /// <summary>Takes a segment of which not every row has a hash: its rows have to be read.</summary>
    public void AddUnknown(int segment, long rows)
    {
        unknown.Add(segment);
        Rows += rows;
    }

    /// <summary>The segments that are not known to be the same.</summary>
    public IReadOnlyList<int> Differing(TableDigest other) =>
        [.. sums.Keys.Union(other.sums.Keys).Where(segment => sums.GetValueOrDefault(segment) != other.sums.GetValueOrDefault(segment))
            .Union(unknown).Union(other.unknown).Order()];
}
