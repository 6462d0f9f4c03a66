namespace NetBatch.TextFsm.Running;

/// <summary>The lines of a text in memory, as Python's <c>str.splitlines</c> cuts them.</summary>
internal ref struct LineSplitter(ReadOnlySpan<char> text)
{
    private ReadOnlySpan<char> rest = text;

    public ReadOnlySpan<char> Current { get; private set; }

    public bool MoveNext()
    {
        if (rest.IsEmpty)
        {
            return false;
        }

        var end = rest.IndexOfAny(PythonText.LineEnds);
        if (end < 0)
        {
            Current = rest;
            rest = default;
            return true;
        }

        Current = rest[..end];
        var width = rest[end] == '\r' && end + 1 < rest.Length && rest[end + 1] == '\n' ? 2 : 1;
        rest = rest[(end + width)..];
        return true;
    }
}
