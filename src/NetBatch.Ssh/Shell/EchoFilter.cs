using System.Text;

namespace NetBatch.Ssh.Shell;

/// <summary>
/// Finds the echo of a command in what the device sends: the command's characters in order, through line wraps,
/// backspaces and escapes, to the line's end. At a wrap GNU readline (bash, vtysh) writes the next row's first character,
/// a carriage return, and that character again. Where the device scrolls a long line sideways it draws it anew; the end
/// of the command then stands at the end of that line.
/// </summary>
internal sealed class EchoFilter
{
    private const int TailKept = 12;

    // A shell that reads with bracketed paste turns it off when the line is taken.
    private static readonly byte[] PasteOff = [.. "\u001b[?2004l\r"u8];
    private readonly byte[] _expected;
    private readonly byte[] _last;
    private int _matched;
    private int _escape;
    private bool _drawn;
    private bool _moved;
    private bool _returned;
    private int _doubtful;
    private int _lastCount;
    private int _off = -1;

    public EchoFilter(string command)
    {
        _expected = [.. Encoding.UTF8.GetBytes(command).Where(b => b > ' ')];
        _last = new byte[Math.Min(TailKept, Math.Max(1, _expected.Length))];
        IsDone = _expected.Length == 0;
    }

    /// <summary>Whether the whole echo has come.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Takes bytes up to the echo's end.</summary>
    /// <param name="bytes">What came.</param>
    /// <param name="back">Bytes taken before that turned out to be output.</param>
    /// <returns>How many of them it took; what is left is output.</returns>
    public int Take(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> back)
    {
        back = default;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (IsDone)
            {
                // Behind the echo's line end.
                _off = Math.Max(_off, 0);
                if (_off < PasteOff.Length && bytes[i] == PasteOff[_off])
                {
                    _off++;
                    continue;
                }

                back = _off == PasteOff.Length ? default : PasteOff.AsSpan(0, _off);
                IsOver = true;
                return i;
            }

            Take(bytes[i]);
        }

        return bytes.Length;
    }

    /// <summary>Whether all that comes now is output.</summary>
    public bool IsOver { get; private set; }

    private void Take(byte b)
    {
        if (_escape > 0)
        {
            // After ESC comes '[' and what ends at a letter, or one character.
            _escape = _escape == 1 ? (b == (byte)'[' ? 2 : 0) : b is >= 0x40 and <= 0x7e ? 0 : 2;
            return;
        }

        switch (b)
        {
            case 0x1b:
                _escape = 1;
                break;
            case (byte)'\n':
                if (_drawn ? EndFits() : _matched == _expected.Length)
                {
                    IsDone = true;
                }

                if (_drawn)
                {
                    Reset();
                }

                break;
            case (byte)'\b' or (byte)'\r':
                _moved = true;
                _returned |= b == (byte)'\r';
                break;
            case <= (byte)' ' or 0x7f:
                break;
            default:
                TakeCharacter(b);
                break;
        }
    }

    private void TakeCharacter(byte b)
    {
        if (_drawn)
        {
            Remember(b);
            return;
        }

        var again = _matched > 0 && b == _expected[_matched - 1];
        if (_matched < _expected.Length && b == _expected[_matched])
        {
            // Behind a wrap the same character twice may be one that is written again; its surplus shows at the end of the run.
            _doubtful += _returned && again ? 1 : 0;
            _matched++;
            _moved = _returned = false;
            return;
        }

        if (again && (_returned || _doubtful > 0))
        {
            _doubtful -= _returned ? 0 : 1;
            _moved = _returned = false;
            return;
        }

        if (_moved && _matched > 0)
        {
            // The first character of a line that is drawn anew is the mark of what is out of sight.
            _drawn = true;
            _lastCount = 0;
            return;
        }

        Reset();
        _matched = b == _expected[0] ? 1 : 0;
    }

    private void Remember(byte b)
    {
        if (_lastCount == _last.Length)
        {
            _last.AsSpan(1).CopyTo(_last);
            _lastCount--;
        }

        _last[_lastCount++] = b;
    }

    private bool EndFits() =>
        _lastCount > 0 && _expected.AsSpan().EndsWith(_last.AsSpan(0, _lastCount));

    private void Reset()
    {
        _matched = 0;
        _drawn = _moved = _returned = false;
        _doubtful = 0;
        _lastCount = 0;
    }
}
