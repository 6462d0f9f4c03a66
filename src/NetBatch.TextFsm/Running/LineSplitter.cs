namespace NetBatch.TextFsm.Running;

/// <summary>The lines of a text in memory, as Python's <c>str.splitlines</c> cuts them.</summary>
internal ref struct LineSplitter(ReadOnlySpan<char> text)
{
    private ReadOnlySpan<char> _rest = text;

    public ReadOnlySpan<char> Current { get; private set; }

    public bool MoveNext()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        var end = _rest.IndexOfAny(PythonText.LineEnds);
        if (end < 0)
        {
            Current = _rest;
            _rest = default;
            return true;
        }

        Current = _rest[..end];
        var width = _rest[end] == '\r' && end + 1 < _rest.Length && _rest[end + 1] == '\n' ? 2 : 1;
        _rest = _rest[(end + width)..];
        return true;
    }
}
