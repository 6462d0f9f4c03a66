namespace NetBatch.TextFsm;

/// <summary>How a row differs between two captures.</summary>
public enum StateChangeKind
{
    /// <summary>There after, not before.</summary>
    Added,

    /// <summary>There before, not after.</summary>
    Gone,

    /// <summary>There both times with other cells.</summary>
    Changed,
}

/// <summary>A cell that differs.</summary>
/// <param name="Column">The column.</param>
/// <param name="Before">The cell before; null if the column was not there.</param>
/// <param name="After">The cell after; null if the column is not there.</param>
public sealed record CellChange(string Column, object? Before, object? After);

/// <summary>A row that differs between two captures.</summary>
/// <param name="Kind">How.</param>
/// <param name="Key">The cells that tell it apart, by column.</param>
/// <param name="Before">The row before; null if it was not there.</param>
/// <param name="After">The row after; null if it is not there.</param>
/// <param name="Cells">The cells that differ; empty unless the row changed.</param>
public sealed record StateChange(
    StateChangeKind Kind,
    IReadOnlyList<KeyValuePair<string, object?>> Key,
    TemplateRecord? Before,
    TemplateRecord? After,
    IReadOnlyList<CellChange> Cells);
