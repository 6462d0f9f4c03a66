using NetBatch.Data.Metadata;

namespace NetBatch.Data.Comparing;

/// <summary>A row with its key in the form that both sides share.</summary>
/// <param name="Key">The key, for matching.</param>
/// <param name="Cells">The key's values as they came, then those compared.</param>
internal sealed record KeyedRow(Cell[] Key, Cell[] Cells);

/// <summary>A piece of a query's values.</summary>
/// <param name="Names">The columns' names.</param>
/// <param name="Sorts">What their values are.</param>
/// <param name="Rows">Rows in the order in which they came; the last piece may be empty.</param>
internal sealed record CellPiece(IReadOnlyList<string> Names, IReadOnlyList<ValueSort> Sorts, IReadOnlyList<Cell[]> Rows);
