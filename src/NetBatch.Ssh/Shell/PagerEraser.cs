namespace NetBatch.Ssh.Shell;

/// <summary>
/// After a pager was answered, takes away what the device does to wipe the pager's text: backspaces, returns, escapes,
/// and the spaces between them. Spaces that begin the next line of output stay.
/// </summary>
internal sealed class PagerEraser
{
    private int _width;
    private int _spaces;
    private int _escape;
    private bool _wiped;
    private bool _returned;

    /// <summary>Whether it still takes bytes away.</summary>
    public bool IsActive { get; private set; }

    /// <summary>Begins to take away, for a pager's text of so many bytes.</summary>
    public void Begin(int width)
    {
        _width = width;
        _spaces = _escape = 0;
        _wiped = _returned = false;
        IsActive = true;
    }

    /// <summary>Takes bytes away up to the next output.</summary>
    /// <param name="bytes">What came.</param>
    /// <param name="back">Bytes taken before that turned out to be output.</param>
    /// <returns>How many bytes it took.</returns>
    public int Take(ReadOnlySpan<byte> bytes, out string back)
    {
        back = "";
        for (var i = 0; i < bytes.Length; i++)
        {
            var b = bytes[i];
            if (_escape > 0)
            {
                _escape = _escape == 1 ? (b == (byte)'[' ? 2 : 0) : b is >= 0x40 and <= 0x7e ? 0 : 2;
                continue;
            }

            switch (b)
            {
                case (byte)'\b' or 0x1b:
                    _escape = b == 0x1b ? 1 : 0;
                    _wiped = true;
                    _returned = false;
                    _spaces = 0;
                    break;
                case (byte)'\r':
                    _wiped |= _spaces > 0;
                    _returned = true;
                    _spaces = 0;
                    break;
                case (byte)' ' when (_wiped || _returned) && _spaces < _width + 8:
                    _spaces++;
                    break;
                case (byte)'\n' when _returned && !_wiped && _spaces == 0:
                    // Not wiped at all: the line's end belongs to the pager's own line.
                    IsActive = false;
                    return i + 1;
                default:
                    IsActive = false;
                    back = b == (byte)'\n' && _returned ? new string(' ', _spaces) + "\r" : new string(' ', _spaces);
                    return i;
            }
        }

        return bytes.Length;
    }
}
