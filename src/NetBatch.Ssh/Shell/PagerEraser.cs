namespace NetBatch.Ssh.Shell;

/// <summary>
/// After a pager was answered, takes away what the device does to wipe the pager's text: backspaces, returns, escapes,
/// and the spaces between them. Spaces that begin the next line of output stay.
/// </summary>
internal sealed class PagerEraser
{
    /// <summary>No terminal is wiped by more: VRP wipes 42 columns whatever its pager says, Junos 40.</summary>
    private const int MostSpaces = 512;

    private int spaces;
    private int escape;
    private bool wiped;
    private bool returned;

    /// <summary>Whether it still takes bytes away.</summary>
    public bool IsActive { get; private set; }

    /// <summary>Begins to take away.</summary>
    public void Begin()
    {
        spaces = escape = 0;
        wiped = returned = false;
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
            if (escape > 0)
            {
                escape = escape == 1 ? (b == (byte)'[' ? 2 : 0) : b is >= 0x40 and <= 0x7e ? 0 : 2;
                continue;
            }

            switch (b)
            {
                case (byte)'\b' or 0x1b:
                    escape = b == 0x1b ? 1 : 0;
                    wiped = true;
                    returned = false;
                    spaces = 0;
                    break;
                case (byte)'\r':
                    wiped |= spaces > 0;
                    returned = true;
                    spaces = 0;
                    break;
                case (byte)' ' when (wiped || returned) && spaces < MostSpaces:
                    spaces++;
                    break;
                case (byte)'\n' when returned && !wiped && spaces == 0:
                    // Not wiped at all: the line's end belongs to the pager's own line.
                    IsActive = false;
                    return i + 1;
                default:
                    IsActive = false;
                    back = b == (byte)'\n' && returned ? new string(' ', spaces) + "\r" : new string(' ', spaces);
                    return i;
            }
        }

        return bytes.Length;
    }
}
