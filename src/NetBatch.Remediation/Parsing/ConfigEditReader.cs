namespace NetBatch.Remediation;

/// <summary>
/// Puts FortiOS text into plain indentation by its own words: config and edit open, next and end close. The device
/// does not indent what stands in a VDOM, so its indentation is trusted only where a text has no closers at all.
/// </summary>
internal sealed class ConfigEditReader
{
    private const int Step = 4;

    private readonly Stack<Open> open = new();
    private readonly List<TextLine> result = [];

    private sealed class Open(bool isEdit, int indent)
    {
        public bool IsEdit { get; } = isEdit;

        public int Indent { get; } = indent;

        public bool Deeper { get; set; }
    }

    public static List<TextLine> Read(string text)
    {
        var reader = new ConfigEditReader();
        var lines = SourceText.Lines(text);
        for (var i = 0; i < lines.Count; i++)
        {
            var last = Opens(lines[i].Span) ? QuoteScanner.Closing(lines, i) : i;
            if (last is null)
            {
                throw new ConfigException(lines[i].Number, "the quotes opened here are never closed");
            }

            var joined = last == i ? lines[i].Text : QuoteScanner.Join(lines, i, last.Value);
            reader.Take(joined, lines[i].Number, last != i);
            i = last.Value;
        }

        return reader.result;
    }

    private static bool Opens(ReadOnlySpan<char> line) => line.TrimStart().StartsWith("set ");

    private void Take(string line, int number, bool raw)
    {
        var text = line.TrimStart();
        var indent = line.Length - text.Length;
        var word = text.TrimEnd();
        if (word.Length == 0 || word[0] == '#')
        {
            return;
        }

        if (word is "next" or "end")
        {
            Close(word, number);
            return;
        }

        CloseByIndent(indent);
        var edit = word.StartsWith("edit ", StringComparison.Ordinal);
        if (edit && open.TryPeek(out var top) && top.IsEdit)
        {
            open.Pop(); // Entries do not hold entries: a next is missing, and where it belongs is plain.
        }

        if (open.TryPeek(out var above))
        {
            above.Deeper |= indent > above.Indent;
        }

        result.Add(new TextLine(new string(' ', Step * open.Count) + text, number, raw));
        if (edit || word.StartsWith("config ", StringComparison.Ordinal))
        {
            open.Push(new Open(edit, indent));
        }
    }

    /// <summary>A section that indents what it holds has ended where a line stands no deeper than its header.</summary>
    private void CloseByIndent(int indent)
    {
        while (open.TryPeek(out var top) && indent <= top.Indent && (top.Deeper || open.Any(o => o.Deeper && indent <= o.Indent)))
        {
            open.Pop();
        }
    }

    private void Close(string word, int number)
    {
        if (word == "next")
        {
            if (!open.TryPop(out var top) || !top.IsEdit)
            {
                throw new ConfigException(number, "'next' without an 'edit' before it");
            }

            return;
        }

        while (open.TryPop(out var closed))
        {
            if (!closed.IsEdit)
            {
                return;
            }
        }

        throw new ConfigException(number, "'end' without a 'config' before it");
    }
}
