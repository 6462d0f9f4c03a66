namespace NetBatch;

/// <summary>What a cell is in the kept form.</summary>
internal enum CellKind
{
    Null,

    /// <summary>A text without escapes: its bytes are its value.</summary>
    Text,

    /// <summary>A text with escapes, quotes included.</summary>
    EscapedText,
    Number,
    True,
    False,

    /// <summary>A list of texts, brackets included.</summary>
    List,
}

/// <summary>
/// Goes through kept rows cell by cell without making anything of them. It reads what <see cref="RowCodec"/> has written and no
/// other JSON: one array a line, no blanks, no nested arrays but lists of texts.
/// </summary>
/// <param name="content">Whole rows.</param>
internal ref struct RowScanner(ReadOnlySpan<byte> content)
{
    private ReadOnlySpan<byte> rest = content;

    /// <summary>Goes to the first cell of the next row; false where there is none.</summary>
    public bool NextRow()
    {
        while (!rest.IsEmpty)
        {
            var first = rest[0];
            rest = rest[1..];
            if (first == '[')
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The next cell of this row. To be called once for each column.</summary>
    public CellKind Next(out ReadOnlySpan<byte> value)
    {
        var kind = CellKind.Number;
        int length;
        switch (rest[0])
        {
            case (byte)'"':
                length = TextLength(rest, out var escaped);
                kind = escaped ? CellKind.EscapedText : CellKind.Text;
                break;
            case (byte)'[':
                length = ListLength(rest);
                kind = CellKind.List;
                break;
            default:
                length = rest.IndexOfAny((byte)',', (byte)']');
                kind = rest[0] switch { (byte)'n' => CellKind.Null, (byte)'t' => CellKind.True, (byte)'f' => CellKind.False, _ => kind };
                break;
        }

        value = kind == CellKind.Text ? rest[1..(length - 1)] : rest[..length];
        // The comma, the row's bracket.
        rest = rest[(length + 1)..];
        return kind;
    }

    /// <summary>Length of a text with both quotes.</summary>
    private static int TextLength(ReadOnlySpan<byte> text, out bool escaped)
    {
        escaped = false;
        for (var at = 1; ;)
        {
            at += text[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (text[at] == '"')
            {
                return at + 1;
            }

            escaped = true;
            at += 2;
        }
    }

    private static int ListLength(ReadOnlySpan<byte> list)
    {
        for (var at = 1; ;)
        {
            switch (list[at])
            {
                case (byte)']':
                    return at + 1;
                case (byte)'"':
                    at += TextLength(list[at..], out _);
                    break;
                default:
                    at++;
                    break;
            }
        }
    }
}
