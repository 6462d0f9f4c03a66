namespace NetBatch.TextFsm.Patterns;

internal sealed partial class PatternParser
{
    /// <summary>Reads <c>[...]</c>. A first <c>]</c> stands for itself, and so does <c>[</c>, also twice.</summary>
    private PatternNode ReadSet()
    {
        var start = position++;
        var negated = Take('^');
        var items = new List<CharSetItem>();
        while (true)
        {
            if (AtEnd)
            {
                throw new PatternException("a character set is not closed", start);
            }

            if (Next == ']' && items.Count > 0)
            {
                position++;
                break;
            }

            var itemStart = position;
            var low = ReadSetItem();
            if (Next != '-' || AtEnd)
            {
                items.Add(low);
                continue;
            }

            position++;
            if (AtEnd)
            {
                throw new PatternException("a character set is not closed", start);
            }

            if (Next == ']')
            {
                position++;
                items.Add(low);
                items.Add(CharSetItem.Range('-', '-'));
                break;
            }

            var high = ReadSetItem();
            if (low.Category is not null || high.Category is not null || high.Low < low.Low)
            {
                throw new PatternException($"{text[itemStart..position]} is no range", itemStart);
            }

            items.Add(CharSetItem.Range(low.Low, high.Low));
        }

        if (items.Count == 1 && items[0].Category is null && !negated && items[0].Low == items[0].High)
        {
            return Literal(items[0].Low);
        }

        return new SetNode(NewSet([.. items], negated));
    }

    private CharSetItem ReadSetItem()
    {
        if (Next != '\\')
        {
            var c = TakeCodePoint();
            return CharSetItem.Range(c, c);
        }

        var start = position++;
        if (AtEnd)
        {
            throw new PatternException("the pattern ends with a backslash", start);
        }

        if (TryTakeCategory(out var item))
        {
            return item;
        }

        var character = ReadCharacterEscape(start, inSet: true);
        return CharSetItem.Range(character, character);
    }
}
