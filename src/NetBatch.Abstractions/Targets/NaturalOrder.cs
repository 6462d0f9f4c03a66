namespace NetBatch;

/// <summary>Orders names as people count: r2 before r10; case makes no difference.</summary>
public sealed class NaturalOrder : IComparer<string>
{
    /// <summary>The only one needed.</summary>
    public static NaturalOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        ReadOnlySpan<char> one = x, two = y;
        while (!one.IsEmpty && !two.IsEmpty)
        {
            var left = Chunk(ref one);
            var right = Chunk(ref two);
            var order = char.IsAsciiDigit(left[0]) && char.IsAsciiDigit(right[0])
                ? Number(left, right)
                : left.CompareTo(right, StringComparison.OrdinalIgnoreCase);
            if (order != 0)
            {
                return order;
            }
        }

        return one.Length.CompareTo(two.Length);
    }

    private static ReadOnlySpan<char> Chunk(ref ReadOnlySpan<char> rest)
    {
        var digits = char.IsAsciiDigit(rest[0]);
        var end = 1;
        while (end < rest.Length && char.IsAsciiDigit(rest[end]) == digits)
        {
            end++;
        }

        var chunk = rest[..end];
        rest = rest[end..];
        return chunk;
    }

    private static int Number(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var one = left.TrimStart('0');
        var two = right.TrimStart('0');
        var order = one.Length.CompareTo(two.Length);
        return order != 0 ? order : one.SequenceCompareTo(two);
    }
}
