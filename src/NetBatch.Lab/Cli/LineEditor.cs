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
    private readonly StringBuilder line = new();
    private int column;

    /// <summary>Whether typed characters are shown.</summary>
    public bool Echo { get; set; } = true;

    /// <summary>Width of the terminal in characters, 0: endless.</summary>
    public int Width { get; set; }

    /// <summary>What happens at the margin.</summary>
    public LongLines LongLines { get; set; }

    /// <summary>What has been typed so far.</summary>
    public string Text => line.ToString();

    /// <summary>Begins a new line behind a prompt of this length.</summary>
    public void Begin(int promptLength)
    {
        line.Clear();
        column = promptLength;
    }

    /// <summary>Takes a printable character.</summary>
    public void Add(char sign)
    {
        line.Append(sign);
        if (!Echo)
        {
            return;
        }

        write(sign.ToString());
        column++;
        if (Width <= 20 || column < Width - 1)
        {
            return;
        }

        if (LongLines == LongLines.Fold)
        {
            write(" \r");
            column = 0;
            return;
        }

        // The shown part shrinks to the last nine characters behind a dollar sign.
        var shown = Math.Min(column, line.Length);
        var tail = line.ToString(line.Length - 9, 9);
        write(new string('\b', shown) + "$" + tail + new string(' ', shown - 10) + new string('\b', shown - 10));
        column -= shown - 10;
    }

    /// <summary>Takes a backspace.</summary>
    public void Erase()
    {
        if (line.Length == 0)
        {
            return;
        }

        line.Length--;
        column = Math.Max(0, column - 1);
        if (Echo)
        {
            write("\b \b");
        }
    }

    /// <summary>Takes Ctrl+U: nothing has been typed.</summary>
    public void EraseAll()
    {
        while (line.Length > 0)
        {
            Erase();
        }
    }
}
