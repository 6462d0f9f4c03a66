namespace NetBatch.TextFsm.Patterns;

/// <summary>One member of a character set: a range of code points, or a category that may be negated.</summary>
internal readonly record struct CharSetItem(int Low, int High, CharCategory? Category, bool Negated)
{
    public static CharSetItem Range(int low, int high) => new(low, high, null, false);

    public static CharSetItem Of(CharCategory category, bool negated) => new(0, 0, category, negated);
}

/// <summary>
/// A set of code points. ASCII, which is nearly all of what devices print, is answered from a bitmap;
/// the rest is worked out from the items.
/// </summary>
internal sealed class CharSet
{
    private readonly CharSetItem[] items;
    private readonly bool negated;
    private readonly bool ignoreCase;
    private readonly bool asciiCategories;

    public CharSet(CharSetItem[] items, bool negated, bool ignoreCase, bool asciiCategories)
    {
        this.items = items;
        this.negated = negated;
        this.ignoreCase = ignoreCase;
        this.asciiCategories = asciiCategories;
        var (low, high) = AsciiOf(items, asciiCategories);
        if (ignoreCase)
        {
            // Letters stand 32 apart in the upper half. Beyond ASCII, two signs fold to letters of it.
            const ulong upper = 0x07FFFFFE;
            high |= ((high & upper) << 32) | ((high >> 32) & upper);
            high |= HasItem(0x212A) ? Bit('k') | Bit('K') : 0;
            high |= HasItem(0x17F) ? Bit('s') | Bit('S') : 0;
        }

        Low = negated ? ~low : low;
        High = negated ? ~high : high;
        MayBeWide = negated || ignoreCase || Array.Exists(items, i => i.Category is not null || i.High >= 128);
        IsAnyButNewline = negated && items.Length == 1 && items[0] == CharSetItem.Range('\n', '\n');
    }

    public static CharSet AnyButNewline { get; } = new([CharSetItem.Range('\n', '\n')], negated: true, false, false);

    public static CharSet Anything { get; } = new([CharSetItem.Range(0, 0x10FFFF)], false, false, false);

    /// <summary>Bitmap of the code points 0 to 63.</summary>
    public ulong Low { get; }

    /// <summary>Bitmap of the code points 64 to 127.</summary>
    public ulong High { get; }

    /// <summary>False when no code point from 128 up can be in the set.</summary>
    public bool MayBeWide { get; }

    /// <summary>True for the dot, whose loops jump instead of stepping.</summary>
    public bool IsAnyButNewline { get; }

    /// <summary>Whether an ASCII character is in the set; <paramref name="c"/> must be below 128.</summary>
    public bool ContainsAscii(char c) => ((((c & 64) == 0 ? Low : High) >> c) & 1) != 0;

    /// <summary>Whether any code point is in the set.</summary>
    public bool Contains(int codePoint) =>
        codePoint < 128 ? ContainsAscii((char)codePoint) : MayBeWide && Decide(codePoint);

    private static ulong Bit(char c) => 1UL << (c & 63);

    private static (ulong Low, ulong High) AsciiOf(CharSetItem[] items, bool asciiCategories)
    {
        ulong low = 0;
        ulong high = 0;
        foreach (var item in items)
        {
            if (item.Category is { } category)
            {
                var (l, h) = CharCategories.AsciiOf(category, asciiCategories);
                low |= item.Negated ? ~l : l;
                high |= item.Negated ? ~h : h;
            }
            else
            {
                low |= Bits(item.Low, item.High);
                high |= Bits(item.Low - 64, item.High - 64);
            }
        }

        return (low, high);
    }

    /// <summary>The bits from one to another of the 64 from 0 up; what lies outside is left out.</summary>
    private static ulong Bits(int from, int to)
    {
        from = Math.Max(from, 0);
        to = Math.Min(to, 63);
        return from > to ? 0 : (ulong.MaxValue >> (63 - (to - from))) << from;
    }

    private static int Simple(int codePoint, bool upper) =>
        codePoint > 0xFFFF ? codePoint
            : upper ? char.ToUpperInvariant((char)codePoint) : char.ToLowerInvariant((char)codePoint);

    private bool Decide(int codePoint)
    {
        var found = HasItem(codePoint);
        if (!found && ignoreCase)
        {
            var lower = Simple(codePoint, upper: false);
            var upper = Simple(codePoint, upper: true);
            found = HasItem(lower) || HasItem(upper)
                || (codePoint is 'k' or 'K' && HasItem(0x212A)) || (codePoint is 's' or 'S' && HasItem(0x17F))
                || (codePoint == 0x212A && (HasItem('k') || HasItem('K')))
                || (codePoint == 0x17F && (HasItem('s') || HasItem('S')));
        }

        return found != negated;
    }

    private bool HasItem(int codePoint)
    {
        foreach (var item in items)
        {
            var inItem = item.Category is { } category
                ? CharCategories.Contains(category, codePoint, asciiCategories) != item.Negated
                : codePoint >= item.Low && codePoint <= item.High;
            if (inItem)
            {
                return true;
            }
        }

        return false;
    }
}
