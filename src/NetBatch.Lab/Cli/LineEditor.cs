using System.Text;

namespace NetBatch.Lab.Cli;

/// <summary>How a device shows a line that is longer than its terminal is wide.</summary>
internal enum LongLines
{
    /// <summary>The line moves to the left behind a <c>$</c>, with backspaces (IOS).</summary>
    Scroll,
    /// <summary>A space and a carriage return where the margin is reached (readline).</summary>
    Fold,
}

/// <summary>The line that is being typed: echo, erasing, the margin. Bytes in, echo out.</summary>
internal sealed class LineEditor(Action<string> write)
{
    private readonly StringBuilder _line = new();
    private int _column;

    /// <summary>Whether typed characters are shown.</summary>
    public bool Echo { get; set; } = true;

    /// <summary>Width of the terminal in characters, 0: endless.</summary>
    public int Width { get; set; }

    /// <summary>What happens at the margin.</summary>
    public LongLines LongLines { get; set; }

    /// <summary>What has been typed so far.</summary>
    public string Text => _line.ToString();

    /// <summary>Begins a new line behind a prompt of this length.</summary>
    public void Begin(int promptLength)
    {
        _line.Clear();
        _column = promptLength;
    }

    /// <summary>Takes a printable character.</summary>
    public void Add(char sign)
    {
        _line.Append(sign);
        if (!Echo)
        {
            return;
        }

        write(sign.ToString());
        _column++;
        if (Width <= 20 || _column < Width - 1)
        {
            return;
        }

        if (LongLines == LongLines.Fold)
        {
            write(" \r");
            _column = 0;
            return;
        }

        // The shown part shrinks to the last nine characters behind a dollar sign.
        var shown = Math.Min(_column, _line.Length);
        var tail = _line.ToString(_line.Length - 9, 9);
        write(new string('\b', shown) + "$" + tail + new string(' ', shown - 10) + new string('\b', shown - 10));
        _column -= shown - 10;
    }

    /// <summary>Takes a backspace.</summary>
    public void Erase()
    {
        if (_line.Length == 0)
        {
            return;
        }

        _line.Length--;
        _column = Math.Max(0, _column - 1);
        if (Echo)
        {
            write("\b \b");
        }
    }

    /// <summary>Takes Ctrl+U: nothing has been typed.</summary>
    public void EraseAll()
    {
        while (_line.Length > 0)
        {
            Erase();
        }
    }
}
