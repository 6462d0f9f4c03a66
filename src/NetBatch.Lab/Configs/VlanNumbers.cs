using System.Globalization;

namespace NetBatch.Lab.Configs;

/// <summary>Lists of VLANs as Cisco and Arista write them: <c>10,20-25</c>.</summary>
internal static class VlanNumbers
{
    /// <summary>The numbers of a list.</summary>
    public static SortedSet<int> Read(string text)
    {
        var numbers = new SortedSet<int>();
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = part.Split('-');
            if (int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var low)
                && int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var high) && low <= high)
            {
                numbers.UnionWith(Enumerable.Range(low, high - low + 1));
            }
        }

        return numbers;
    }

    /// <summary>The list of numbers.</summary>
    /// <param name="numbers">The numbers.</param>
    /// <param name="pairs">Whether two that follow each other stand with a comma (IOS).</param>
    public static string Write(SortedSet<int> numbers, bool pairs)
    {
        var parts = new List<string>();
        foreach (var first in numbers.Where(number => !numbers.Contains(number - 1)))
        {
            var last = first;
            while (numbers.Contains(last + 1))
            {
                last++;
            }

            parts.Add(last == first ? $"{first}" : last == first + 1 && pairs ? $"{first},{last}" : $"{first}-{last}");
        }

        return string.Join(',', parts);
    }
}
