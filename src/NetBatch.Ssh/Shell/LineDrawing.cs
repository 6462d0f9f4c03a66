using System.Buffers;
using System.Globalization;
using System.Text;

namespace NetBatch.Ssh.Shell;

/// <summary>
/// Lines out of what a device draws on a screen of 24 rows: HP ProCurve and ArubaOS-Switch put each echoed character by a cursor
/// position and end the line by ESC E (ECMA-48: NEL, CUP, EL, ED). Only the line that is being drawn is kept in mind: where the
/// cursor goes back on it, backspaces go out; where it goes to another row and something is written there, a line end does.
/// </summary>
internal sealed class LineDrawing
{
    private const int Rows = 24;
    private readonly StringBuilder sequence = new();
    private readonly ArrayBufferWriter<byte> drawn = new();
    private State state;
    private int row = 1;
    private int column = 1;
    private int lineRow = 1;
    private int width;

    private enum State
    {
        Text,
        Escape,
        Sequence,
        Charset,
    }

    /// <summary>Takes the next bytes and gives what they mean for lines.</summary>
    public ReadOnlyMemory<byte> Take(ReadOnlySpan<byte> bytes)
    {
        drawn.ResetWrittenCount();
        foreach (var b in bytes)
        {
            Take(b);
        }

        return drawn.WrittenSpan.ToArray();
    }

    private void Take(byte b)
    {
        switch (state)
        {
            case State.Escape:
                Escape(b);
                break;
            case State.Sequence when b is >= 0x40 and <= 0x7e:
                state = State.Text;
                Move((char)b, sequence.ToString());
                break;
            case State.Sequence:
                sequence.Append((char)b);
                break;
            case State.Charset:
                state = State.Text;
                break;
            default:
                Text(b);
                break;
        }
    }

    private void Escape(byte b)
    {
        state = b switch { (byte)'[' => State.Sequence, (byte)'(' or (byte)')' => State.Charset, _ => State.Text };
        sequence.Clear();
        if (b is (byte)'E' or (byte)'D')
        {
            EndLine(b == (byte)'E');
        }
    }

    private void Text(byte b)
    {
        switch (b)
        {
            case 0x1b:
                state = State.Escape;
                break;
            case (byte)'\n':
                EndLine(toStart: false);
                break;
            case (byte)'\r':
                column = 1;
                break;
            case (byte)'\b':
                column = Math.Max(1, column - 1);
                break;
            case < 0x20 and not (byte)'\t':
                break;
            default:
                Put(b);
                break;
        }
    }

    private void Put(byte b)
    {
        if (row != lineRow)
        {
            if (width > 0)
            {
                Write("\r\n");
            }

            (lineRow, width) = (row, 0);
        }

        CutTo(column - 1);
        while (width < column - 1)
        {
            drawn.Write([(byte)' ']);
            width++;
        }

        drawn.Write([b]);
        // The further bytes of a character take no column of their own.
        if ((b & 0xC0) != 0x80)
        {
            width++;
            column++;
        }
    }

    private void EndLine(bool toStart)
    {
        Write("\r\n");
        row = Math.Min(Rows, row + 1);
        lineRow = row;
        width = 0;
        column = toStart ? 1 : column;
    }

    private void CutTo(int length)
    {
        for (; width > length; width--)
        {
            drawn.Write([(byte)'\b']);
        }
    }

    private void Move(char final, string text)
    {
        switch (final)
        {
            case 'H' or 'f':
                (row, column) = (Number(text, 0, Rows), Number(text, 1, int.MaxValue));
                break;
            case 'G':
                column = Number(text, 0, int.MaxValue);
                break;
            case 'A':
                row = Math.Max(1, row - Number(text, 0, Rows));
                break;
            case 'B':
                row = Math.Min(Rows, row + Number(text, 0, Rows));
                break;
            case 'C':
                column += Number(text, 0, 1000);
                break;
            case 'D':
                column = Math.Max(1, column - Number(text, 0, 1000));
                break;
            case 'K' when row == lineRow:
                CutTo(text.TrimStart('?') == "2" ? 0 : text.Length == 0 || text == "0" ? column - 1 : width);
                break;
            case 'J' when text == "2":
                // All is gone; what is written now begins a line.
                lineRow = -1;
                break;
            default:
                break;
        }
    }

    // A missing number and zero mean one.
    private static int Number(string text, int place, int most)
    {
        var parts = text.TrimStart('?').Split(';');
        return place < parts.Length && int.TryParse(parts[place], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? Math.Clamp(number, 1, most)
            : 1;
    }

    private void Write(string text) => drawn.Write(Encoding.ASCII.GetBytes(text));
}
