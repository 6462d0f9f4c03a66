namespace NetBatch.TextFsm.Patterns;

internal sealed partial class PatternParser
{
    private PatternNode ReadEscape()
    {
        var start = position++;
        if (AtEnd)
        {
            throw new PatternException("the pattern ends with a backslash", start);
        }

        var ascii = (flags & PatternFlags.Ascii) != 0;
        var c = Next;
        switch (c)
        {
            case 'A':
                position++;
                return new AnchorNode(Anchor.Start, ascii);
            case 'Z':
                position++;
                return new AnchorNode(Anchor.VeryEnd, ascii);
            case 'b':
                position++;
                return new AnchorNode(Anchor.WordBoundary, ascii);
            case 'B':
                position++;
                return new AnchorNode(Anchor.NoWordBoundary, ascii);
        }

        if (TryTakeCategory(out var item))
        {
            return ascii
                ? new SetNode(new CharSet([item], false, false, true))
                : CommonNodes.Category(item.Category!.Value, item.Negated);
        }

        return c is >= '1' and <= '9' ? ReadNumberEscape(start) : Literal(ReadCharacterEscape(start, inSet: false));
    }

    private bool TryTakeCategory(out CharSetItem item)
    {
        CharCategory? category = Next switch
        {
            'd' or 'D' => CharCategory.Digit,
            's' or 'S' => CharCategory.Space,
            'w' or 'W' => CharCategory.Word,
            _ => null,
        };
        item = category is null ? default : CharSetItem.Of(category.Value, char.IsAsciiLetterUpper(Next));
        if (category is not null)
        {
            position++;
        }

        return category is not null;
    }

    /// <summary>A backslash and a digit from 1 to 9: an octal character of three digits, or a group.</summary>
    private PatternNode ReadNumberEscape(int start)
    {
        var digits = 1;
        if (start + 2 < text.Length && char.IsAsciiDigit(text[start + 2]))
        {
            digits = 2;
            if (start + 3 < text.Length && IsOctal(text[start + 1]) && IsOctal(text[start + 2]) && IsOctal(text[start + 3]))
            {
                position = start + 4;
                return Literal(Octal(start + 1, 3, start));
            }
        }

        position = start + 1 + digits;
        var group = int.Parse(text.AsSpan(start + 1, digits));
        if (group >= groups.Count)
        {
            throw new PatternException($"there is no group {group}", start + 1);
        }

        return Reference(group, start);
    }

    private BackreferenceNode Reference(int group, int start)
    {
        if (!groups[group].Closed)
        {
            throw new PatternException("a group refers to itself", start);
        }

        CheckLookBehind(group, start);
        return new BackreferenceNode(group, (flags & PatternFlags.IgnoreCase) != 0);
    }

    private void CheckLookBehind(int group, int start)
    {
        if (lookBehindGroups is { } known)
        {
            if (group < groups.Count && !groups[group].Closed)
            {
                throw new PatternException("a look-behind refers to a group that is still open", start);
            }

            if (group >= known)
            {
                throw new PatternException("a look-behind refers to a group inside itself", start);
            }
        }
    }

    private int ReadCharacterEscape(int start, bool inSet)
    {
        var c = text[position];
        switch (c)
        {
            case 'a':
                position++;
                return '\a';
            case 'b' when inSet:
                position++;
                return '\b';
            case 'f':
                position++;
                return '\f';
            case 'n':
                position++;
                return '\n';
            case 'r':
                position++;
                return '\r';
            case 't':
                position++;
                return '\t';
            case 'v':
                position++;
                return '\v';
            case 'x':
                return Hexadecimal(start, 2);
            case 'u':
                return Hexadecimal(start, 4);
            case 'U':
                return Hexadecimal(start, 8);
            case 'N':
                throw new PatternException("characters by name (\\N{...}) are not supported; write \\uXXXX", start);
        }

        if (inSet ? IsOctal(c) : c == '0')
        {
            var count = 1;
            while (count < 3 && position + count < text.Length && IsOctal(text[position + count]))
            {
                count++;
            }

            position += count;
            return Octal(position - count, count, start);
        }

        if (char.IsAsciiLetterOrDigit(c))
        {
            throw new PatternException($"\\{c} is no escape", start);
        }

        return TakeCodePoint();
    }

    private int Hexadecimal(int start, int digits)
    {
        var from = start + 2;
        var end = from;
        while (end < text.Length && end < from + digits && char.IsAsciiHexDigit(text[end]))
        {
            end++;
        }

        if (end - from != digits)
        {
            throw new PatternException($"\\{text[start + 1]} needs {digits} hexadecimal digits", start);
        }

        position = end;
        var value = Convert.ToInt64(text[from..end], 16);
        return value <= 0x10FFFF
            ? (int)value
            : throw new PatternException($"{text[start..end]} is beyond the last character", start);
    }

    private int Octal(int from, int count, int start)
    {
        var value = 0;
        for (var i = from; i < from + count; i++)
        {
            value = (value * 8) + (text[i] - '0');
        }

        return value <= 255
            ? value
            : throw new PatternException($"the octal escape {text[start..(from + count)]} is beyond \\377", start);
    }

    private static bool IsOctal(char c) => c is >= '0' and <= '7';
}
