namespace NetBatch;

/// <summary>Turns kept rows into cells of text in the order of united columns.</summary>
/// <param name="columns">How many columns there are.</param>
/// <param name="leading">How many of them come before those of the sets.</param>
internal sealed class TextRows(int columns, int leading)
{
    private const int Scratch = 4096;

    private readonly char[] scratch = new char[Scratch];
    private readonly (CellKind Kind, int At, int Length, RowType Type)[] cells = new (CellKind, int, int, RowType)[columns];

    /// <summary>Rows so far.</summary>
    public long Total { get; private set; }

    public void Write(RowChunk chunk, IReadOnlyList<int> places, string? state, bool withCommand, ITextRowSink sink)
    {
        var content = chunk.Content.Span;
        var rows = new RowScanner(content);
        var inOrder = InOrder(places);
        while (rows.NextRow())
        {
            sink.Cell(chunk.Name);
            sink.Cell(chunk.TargetId);
            if (state is not null)
            {
                sink.Cell(state);
            }

            if (withCommand)
            {
                sink.Cell(chunk.Command);
            }

            if (inOrder)
            {
                for (var index = 0; index < places.Count; index++)
                {
                    sink.Cell(RowUnion.TextOf(rows.Next(out var value), value, chunk.Set.Columns[index].Type, scratch));
                }
            }
            else
            {
                WriteElsewhere(ref rows, content, chunk.Set, places, sink);
            }

            sink.EndRow();
            Total++;
        }
    }

    /// <summary>Whether a set's columns are all of the united ones, in their order: then no cell need be remembered.</summary>
    private bool InOrder(IReadOnlyList<int> places)
    {
        for (var index = 0; index < places.Count; index++)
        {
            if (places[index] != leading + index)
            {
                return false;
            }
        }

        return places.Count == columns - leading;
    }

    private void WriteElsewhere(ref RowScanner rows, ReadOnlySpan<byte> content, RowSet set, IReadOnlyList<int> places, ITextRowSink sink)
    {
        Array.Clear(cells);
        for (var index = 0; index < places.Count; index++)
        {
            var kind = rows.Next(out var value);
            if (places[index] < 0)
            {
                continue;
            }

            content.Overlaps(value, out var at);
            cells[places[index]] = (kind, value.IsEmpty ? 0 : at, value.Length, set.Columns[index].Type);
        }

        foreach (var (kind, at, length, type) in cells.AsSpan(leading))
        {
            sink.Cell(RowUnion.TextOf(kind, content.Slice(at, length), type, scratch));
        }
    }
}
