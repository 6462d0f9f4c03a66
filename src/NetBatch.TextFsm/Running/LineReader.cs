namespace NetBatch.TextFsm.Running;

/// <summary>The lines of a text that is read bit by bit, cut as <see cref="LineSplitter"/> cuts them.</summary>
internal sealed class LineReader(TextReader reader)
{
    private char[] _buffer = new char[32 * 1024];
    private int _start;
    private int _end;
    private bool _atEnd;

    /// <summary>The line last read; valid until the next one is.</summary>
    public ReadOnlyMemory<char> Current { get; private set; }

    public bool Read()
    {
        var searched = 0;
        while (true)
        {
            var text = _buffer.AsSpan(_start, _end - _start);
            var found = text[searched..].IndexOfAny(PythonText.LineEnds);
            var at = found < 0 ? -1 : searched + found;

            // A carriage return at the end of what is here may have its line feed still to come.
            if (at >= 0 && (at + 1 < text.Length || text[at] != '\r' || _atEnd))
            {
                var width = text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? 2 : 1;
                Current = _buffer.AsMemory(_start, at);
                _start += at + width;
                return true;
            }

            if (_atEnd)
            {
                Current = _buffer.AsMemory(_start, text.Length);
                _start = _end;
                return text.Length > 0;
            }

            searched = at >= 0 ? at : text.Length;
            Fill();
        }
    }

    private void Fill()
    {
        if (_start > 0)
        {
            Array.Copy(_buffer, _start, _buffer, 0, _end - _start);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = reader.Read(_buffer, _end, _buffer.Length - _end);
        _atEnd = read == 0;
        _end += read;
    }
}
