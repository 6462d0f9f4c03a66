namespace NetBatch.TextFsm.Running;

/// <summary>The lines of a text that is read bit by bit, cut as <see cref="LineSplitter"/> cuts them.</summary>
internal sealed class LineReader(TextReader reader)
{
    private char[] buffer = new char[32 * 1024];
    private int start;
    private int end;
    private bool atEnd;

    /// <summary>The line last read; valid until the next one is.</summary>
    public ReadOnlyMemory<char> Current { get; private set; }

    public bool Read()
    {
        var searched = 0;
        while (true)
        {
            var text = buffer.AsSpan(start, end - start);
            var found = text[searched..].IndexOfAny(PythonText.LineEnds);
            var at = found < 0 ? -1 : searched + found;

            // A carriage return at the end of what is here may have its line feed still to come.
            if (at >= 0 && (at + 1 < text.Length || text[at] != '\r' || atEnd))
            {
                var width = text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? 2 : 1;
                Current = buffer.AsMemory(start, at);
                start += at + width;
                return true;
            }

            if (atEnd)
            {
                Current = buffer.AsMemory(start, text.Length);
                start = end;
                return text.Length > 0;
            }

            searched = at >= 0 ? at : text.Length;
            Fill();
        }
    }

    private void Fill()
    {
        if (start > 0)
        {
            Array.Copy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }

        if (end == buffer.Length)
        {
            Array.Resize(ref buffer, buffer.Length * 2);
        }

        var read = reader.Read(buffer, end, buffer.Length - end);
        atEnd = read == 0;
        end += read;
    }
}
