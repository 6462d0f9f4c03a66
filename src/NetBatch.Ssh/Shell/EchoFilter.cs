using System.Text;

namespace NetBatch.Ssh.Shell;

/// <summary>
/// Finds the echo of a command in what the device sends: the command's characters in order, through line wraps,
/// backspaces and escapes, to the line's end. At a wrap GNU readline (bash, vtysh) writes the next row's first character,
/// a carriage return, and that character again. Where the device scrolls a long line sideways it draws it anew; the end
/// of the command then stands at the end of that line, or, drawn from its beginning when Enter is pressed, "$" where it is cut off
/// (ASA, IOS XR). What the device says to all terminals may cut the echo at a line end; it
/// then begins anew, or goes on where it was at the beginning of a later line.
/// </summary>
internal sealed class EchoFilter
{
    private const int TailKept = 12;

    // A shell that reads with bracketed paste turns it off when the line is taken.
    private static readonly byte[] PasteOff = [.. "\u001b[?2004l\r"u8];
    private readonly byte[] expected;
    private readonly byte[] last;
    private int matched;
    private int escape;
    private bool drawn;
    private bool moved;
    private bool returned;
    private int doubtful;
    private int lastCount;
    private bool cutOnly = true;
    private int held;
    private int onward = -1;
    private int off = -1;

    public EchoFilter(string command)
    {
        expected = [.. Encoding.UTF8.GetBytes(command).Where(b => b > ' ')];
        last = new byte[Math.Min(TailKept, Math.Max(1, expected.Length))];
        IsDone = expected.Length == 0;
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
                off = Math.Max(off, 0);
                if (off < PasteOff.Length && bytes[i] == PasteOff[off])
                {
                    off++;
                    continue;
                }

                back = off == PasteOff.Length ? default : PasteOff.AsSpan(0, off);
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
        if (escape > 0)
        {
            // After ESC comes '[' and what ends at a letter, or one character.
            escape = escape == 1 ? (b == (byte)'[' ? 2 : 0) : b is >= 0x40 and <= 0x7e ? 0 : 2;
            return;
        }

        switch (b)
        {
            case 0x1b:
                escape = 1;
                break;
            case (byte)'\n':
                if ((drawn ? EndFits() : matched == expected.Length) || onward == expected.Length)
                {
                    IsDone = true;
                }

                held = cutOnly && !drawn && matched < expected.Length ? matched : held;
                onward = held > 0 ? held : -1;
                if (drawn)
                {
                    Reset();
                }

                break;
            case (byte)'\b' or (byte)'\r':
                moved = true;
                returned |= b == (byte)'\r';
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
        onward = onward >= 0 && onward < expected.Length && b == expected[onward] ? onward + 1 : -1;
        if (drawn)
        {
            Remember(b);
            return;
        }

        var again = matched > 0 && b == expected[matched - 1];
        if (matched < expected.Length && b == expected[matched])
        {
            // Behind a wrap the same character twice may be one that is written again; its surplus shows at the end of the run.
            doubtful += returned && again ? 1 : 0;
            matched++;
            moved = returned = false;
            return;
        }

        if (again && (returned || doubtful > 0))
        {
            doubtful -= returned ? 0 : 1;
            moved = returned = false;
            return;
        }

        if (moved && matched > 0)
        {
            // The first character of a line that is drawn anew is the mark of what is out of sight.
            drawn = true;
            lastCount = 0;
            return;
        }

        Reset();
        matched = b == expected[0] ? 1 : 0;
    }

    private void Remember(byte b)
    {
        if (lastCount == last.Length)
        {
            last.AsSpan(1).CopyTo(last);
            lastCount--;
        }

        last[lastCount++] = b;
    }

    private bool EndFits()
    {
        var end = last.AsSpan(0, lastCount);
        return lastCount > 0 && (expected.AsSpan().EndsWith(end)
            || (lastCount == TailKept && end[^1] == (byte)'$' && expected.AsSpan().IndexOf(end[..^1]) >= 0));
    }

    private void Reset()
    {
        cutOnly = false;
        matched = 0;
        drawn = moved = returned = false;
        doubtful = 0;
        lastCount = 0;
    }
}
