namespace NetBatch.TextFsm.Patterns;

internal sealed partial class PatternParser
{
    // Python's MAXREPEAT; a bound of this size or more is refused there with an overflow.
    private const long TooMany = 4294967295;

    private void ReadRepeat(List<PatternNode> items, int start)
    {
        int min;
        int max;
        var c = text[position++];
        switch (c)
        {
            case '?':
                (min, max) = (0, 1);
                break;
            case '*':
                (min, max) = (0, int.MaxValue);
                break;
            case '+':
                (min, max) = (1, int.MaxValue);
                break;
            default:
                if (!TryReadBounds(start, out min, out max))
                {
                    // "{" that starts no bounds stands for itself.
                    position = start + 1;
                    items.Add(Literal('{'));
                    return;
                }

                break;
        }

        if (items.Count == 0 || items[^1] is AnchorNode)
        {
            throw new PatternException("there is nothing to repeat", start);
        }

        var body = items[^1];
        if (body is RepeatNode)
        {
            throw new PatternException("a repetition is repeated", start);
        }

        var kind = Take('?') ? RepeatKind.Lazy : Take('+') ? RepeatKind.Possessive : RepeatKind.Greedy;
        items[^1] = new RepeatNode(body, min, max, kind);
    }

    private bool TryReadBounds(int start, out int min, out int max)
    {
        (min, max) = (0, int.MaxValue);
        if (Next == '}')
        {
            return false;
        }

        var low = TakeDigits();
        var high = Take(',') ? TakeDigits() : low;
        if (!Take('}'))
        {
            return false;
        }

        if (low.Length > 0)
        {
            min = Bound(low, start);
        }

        if (high.Length > 0)
        {
            max = Bound(high, start);
            if (max < min)
            {
                throw new PatternException($"the bounds {{{low},{high}}} are the wrong way round", start);
            }
        }

        return true;
    }

    private string TakeDigits()
    {
        var start = position;
        while (char.IsAsciiDigit(Next))
        {
            position++;
        }

        return text[start..position];
    }

    private static int Bound(string digits, int start)
    {
        if (digits.TrimStart('0').Length > 10 || long.Parse(digits) >= TooMany)
        {
            throw new PatternException($"the repetition bound {digits} is too large", start);
        }

        // Beyond int there is no text long enough to tell the difference.
        return (int)Math.Min(long.Parse(digits), int.MaxValue);
    }
}
