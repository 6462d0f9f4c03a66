using System.Text;

namespace NetBatch.TextFsm.Running;

/// <summary>The lines of a UTF-8 text that is handed over piece by piece, cut as <see cref="LineSplitter"/> cuts them.</summary>
internal sealed class LineCutter
{
    private readonly Decoder decoder = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetDecoder();
    private char[] buffer = new char[16 * 1024];
    private int start;
    private int end;
    private int searched;
    private bool atEnd;

    /// <summary>Takes the next bytes; all lines that are there must have been taken before.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        (end, searched, start) = (end - start, searched - start, 0);
        var room = decoder.GetCharCount(bytes, flush: false);
        if (end + room > buffer.Length)
        {
            Array.Resize(ref buffer, Math.Max(end + room, Math.Min(buffer.Length * 2, Array.MaxLength)));
        }

        end += decoder.GetChars(bytes, buffer.AsSpan(end), flush: false);
    }

    /// <summary>Nothing more comes: what is left is the last line.</summary>
    public void End() => atEnd = true;

    /// <summary>The next whole line; valid until the next call.</summary>
    public bool Next(out ReadOnlySpan<char> line)
    {
        line = default;
        var found = buffer.AsSpan(searched, end - searched).IndexOfAny(PythonText.LineEnds);
        if (found < 0)
        {
            searched = end;
            if (!atEnd || start == end)
            {
                return false;
            }

            line = buffer.AsSpan(start, end - start);
            start = end;
            return true;
        }

        var at = searched + found;
        var last = at + 1 == end;
        if (buffer[at] == '\r' && last && !atEnd)
        {
            // Its line feed may still come.
            searched = at;
            return false;
        }

        line = buffer.AsSpan(start, at - start);
        start = at + (buffer[at] == '\r' && !last && buffer[at + 1] == '\n' ? 2 : 1);
        searched = start;
        return true;
    }
}
