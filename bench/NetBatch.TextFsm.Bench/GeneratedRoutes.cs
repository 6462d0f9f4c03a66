namespace NetBatch.TextFsm.Bench;

/// <summary>A routing table that is never held whole: lines are made as they are read.</summary>
internal sealed class GeneratedRoutes(int lines) : TextReader
{
    private readonly char[] _line = new char[128];
    private int _made;
    private int _from;
    private int _length;

    public override int Read(char[] buffer, int index, int count)
    {
        var written = 0;
        while (written < count)
        {
            if (_from == _length)
            {
                if (_made == lines)
                {
                    break;
                }

                Make(_made++);
            }

            var take = Math.Min(count - written, _length - _from);
            _line.AsSpan(_from, take).CopyTo(buffer.AsSpan(index + written));
            _from += take;
            written += take;
        }

        return written;
    }

    private void Make(int n)
    {
        _from = 0;
        var (a, b, c) = (10 + (n >> 16), (n >> 8) & 255, n & 255);
        var made = n % 50 == 0
            ? _line.AsSpan().TryWrite($"C        {a}.{b}.{c}.0/24 is directly connected, Vlan{n % 4000}\n", out _length)
            : _line.AsSpan().TryWrite(
                $"O E2     {a}.{b}.{c}.0/24 [110/{20 + (n % 1000)}] via 192.0.2.{n % 250}, {n % 24:00}:{n % 60:00}:{n % 59:00}, Ethernet"
                    + $"{n % 48}\n", out _length);
        if (!made)
        {
            throw new InvalidOperationException("a generated line is too long");
        }
    }
}
