namespace NetBatch.Ssh.Shell;

/// <summary>
/// The last bytes that came and were not handed on yet: as many as a prompt may have, so that only they are ever
/// looked at again, however long the output is.
/// </summary>
internal sealed class OutputTail
{
    /// <summary>No prompt, with the lines that belong to it, is longer, in bytes.</summary>
    public const int Most = 1024;

    private const int LinesKept = 4;
    private byte[] bytes = new byte[8 * Most];
    private bool startsLine = true;

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Bytes => bytes.AsSpan(0, Length);

    /// <summary>Where the line begins that has no end yet; -1 where it is too long to be one that matters.</summary>
    public int OpenLine
    {
        get
        {
            var newline = Bytes.LastIndexOf((byte)'\n');
            return newline >= 0 ? newline + 1 : startsLine ? 0 : -1;
        }
    }

    public bool IsFull => Length > 4 * Most;

    public ReadOnlyMemory<byte> First(int count) => bytes.AsMemory(0, count);

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (Length + bytes.Length > this.bytes.Length)
        {
            Array.Resize(ref this.bytes, Math.Max(2 * this.bytes.Length, Length + bytes.Length));
        }

        bytes.CopyTo(this.bytes.AsSpan(Length));
        Length += bytes.Length;
    }

    /// <summary>How many bytes at the front no prompt at the end can need.</summary>
    public static int Spare(ReadOnlySpan<byte> bytes)
    {
        var floor = Math.Max(0, bytes.Length - Most);
        var at = bytes.Length;
        for (var lines = 0; lines < LinesKept; lines++)
        {
            var newline = bytes[floor..at].LastIndexOf((byte)'\n');
            if (newline < 0)
            {
                return floor;
            }

            at = floor + newline;
        }

        return at + 1;
    }

    /// <summary>Forgets bytes at the front: they were handed on.</summary>
    public void Remove(int count)
    {
        if (count > 0)
        {
            startsLine = bytes[count - 1] == (byte)'\n';
            Bytes[count..].CopyTo(bytes);
            Length -= count;
        }
    }

    /// <summary>Forgets all; what comes next stands behind <paramref name="last"/>.</summary>
    public void Clear(byte last = (byte)'\n')
    {
        Length = 0;
        startsLine = last == (byte)'\n';
    }

    /// <summary>Forgets bytes at the end.</summary>
    public void Cut(int from) => Length = from;
}
