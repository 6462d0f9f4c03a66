using System.Text;

namespace NetBatch.TextFsm.Running;

/// <summary>The lines of a UTF-8 text that is handed over piece by piece, cut as <see cref="LineSplitter"/> cuts them.</summary>
internal sealed class LineCutter
{
    private readonly Decoder _decoder = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetDecoder();
    private char[] _buffer = new char[16 * 1024];
    private int _start;
    private int _end;
    private int _searched;
    private bool _atEnd;

    /// <summary>Takes the next bytes; all lines that are there must have been taken before.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_end, _searched, _start) = (_end - _start, _searched - _start, 0);
        var room = _decoder.GetCharCount(bytes, flush: false);
        if (_end + room > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(_end + room, Math.Min(_buffer.Length * 2, Array.MaxLength)));
        }

        _end += _decoder.GetChars(bytes, _buffer.AsSpan(_end), flush: false);
    }

    /// <summary>Nothing more comes: what is left is the last line.</summary>
    public void End() => _atEnd = true;

    /// <summary>The next whole line; valid until the next call.</summary>
    public bool Next(out ReadOnlySpan<char> line)
    {
        line = default;
        var found = _buffer.AsSpan(_searched, _end - _searched).IndexOfAny(PythonText.LineEnds);
        if (found < 0)
        {
            _searched = _end;
            if (!_atEnd || _start == _end)
            {
                return false;
            }

            line = _buffer.AsSpan(_start, _end - _start);
            _start = _end;
            return true;
        }

        var at = _searched + found;
        var last = at + 1 == _end;
        if (_buffer[at] == '\r' && last && !_atEnd)
        {
            // Its line feed may still come.
            _searched = at;
            return false;
        }

        line = _buffer.AsSpan(_start, at - _start);
        _start = at + (_buffer[at] == '\r' && !last && _buffer[at + 1] == '\n' ? 2 : 1);
        _searched = _start;
        return true;
    }
}
