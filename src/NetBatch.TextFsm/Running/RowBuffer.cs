namespace NetBatch.TextFsm.Running;

/// <summary>
/// Rows on their way out. A row waits while a Fillup value could still be written into it, that is until a row at or
/// after it has a text in each Fillup column.
/// </summary>
internal sealed class RowBuffer
{
    private readonly IReadOnlyList<string> _header;
    private readonly int[] _fillups;

    // By Fillup column: how many rows there were when its last text came.
    private readonly int[] _filled;
    private readonly List<object?[]> _waiting = [];
    private readonly List<object?[]> _ready = [];

    public RowBuffer(Template template)
    {
        _header = template.Header;
        _fillups = [.. Enumerable.Range(0, _header.Count).Where(i => template.Declarations[i].Fillup)];
        _filled = new int[_fillups.Length];
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
        if (_fillups.Length == 0)
        {
            _ready.Add(cells);
            return;
        }

        _waiting.Add(cells);
        for (var f = 0; f < _fillups.Length; f++)
        {
            if (!IsEmpty(cells[_fillups[f]]))
            {
                _filled[f] = Count;
            }
        }

        Settle();
    }

    /// <summary>Writes a text into the rows above, from the last up, until one has a text in that column.</summary>
    public void FillUp(int column, string text)
    {
        for (var i = _waiting.Count - 1; i >= 0 && IsEmpty(_waiting[i][column]); i--)
        {
            _waiting[i][column] = text;
        }

        _filled[Array.IndexOf(_fillups, column)] = Count;
        Settle();
    }

    /// <summary>Nothing will change any row any more.</summary>
    public void Release()
    {
        _ready.AddRange(_waiting);
        _waiting.Clear();
    }

    public void Drain(ICollection<TemplateRecord> rows)
    {
        foreach (var cells in _ready)
        {
            rows.Add(new TemplateRecord(_header, cells));
        }

        _ready.Clear();
    }

    private static bool IsEmpty(object? cell) => cell is "" or object?[] { Length: 0 };

    private void Settle()
    {
        // A row is final once, in every Fillup column, it or a later row has a text.
        var final = _filled.Min() - (Count - _waiting.Count);
        if (final > 0)
        {
            _ready.AddRange(_waiting.GetRange(0, final));
            _waiting.RemoveRange(0, final);
        }
    }
}
