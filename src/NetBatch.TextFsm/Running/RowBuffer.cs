namespace NetBatch.TextFsm.Running;

/// <summary>
/// Rows on their way out. A row waits while a Fillup value could still be written into it, that is until a row at or
/// after it has a text in each Fillup column.
/// </summary>
internal sealed class RowBuffer
{
    private readonly IReadOnlyList<string> header;
    private readonly int[] fillups;

    // By Fillup column: how many rows there were when its last text came.
    private readonly int[] filled;
    private readonly List<object?[]> waiting = [];
    private readonly List<object?[]> ready = [];

    public RowBuffer(Template template)
    {
        header = template.Header;
        fillups = [.. Enumerable.Range(0, header.Count).Where(i => template.Declarations[i].Fillup)];
        filled = new int[fillups.Length];
    }

    /// <summary>Rows recorded so far.</summary>
    public int Count { get; private set; }

    public void Add(object?[] cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] ??= "";
        }

        Count++;
        if (fillups.Length == 0)
        {
            ready.Add(cells);
            return;
        }

        waiting.Add(cells);
        for (var f = 0; f < fillups.Length; f++)
        {
            if (!IsEmpty(cells[fillups[f]]))
            {
                filled[f] = Count;
            }
        }

        ReleaseFinalRows();
    }

    /// <summary>Writes a text into the rows above, from the last up, until one has a text in that column.</summary>
    public void FillUp(int column, string text)
    {
        for (var i = waiting.Count - 1; i >= 0 && IsEmpty(waiting[i][column]); i--)
        {
            waiting[i][column] = text;
        }

        filled[Array.IndexOf(fillups, column)] = Count;
        ReleaseFinalRows();
    }

    /// <summary>Nothing will change any row any more.</summary>
    public void Release()
    {
        ready.AddRange(waiting);
        waiting.Clear();
    }

    public void Drain(ICollection<TemplateRecord> rows)
    {
        foreach (var cells in ready)
        {
            rows.Add(new TemplateRecord(header, cells));
        }

        ready.Clear();
    }

    private static bool IsEmpty(object? cell) => cell is "" or object?[] { Length: 0 };

    private void ReleaseFinalRows()
    {
        // A row is final once, in every Fillup column, it or a later row has a text.
        var final = filled.Min() - (Count - waiting.Count);
        if (final > 0)
        {
            ready.AddRange(waiting.GetRange(0, final));
            waiting.RemoveRange(0, final);
        }
    }
}
