using System.Globalization;

namespace NetBatch.Lab.Configs.Views;

/// <summary>Numbers and ranges as VRP and Comware write them: <c>10 20 to 22</c>.</summary>
internal static class NumberList
{
    /// <summary>The numbers; none where the text is no such list, or goes beyond 16 bits.</summary>
    public static SortedSet<int> Read(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var numbers = new SortedSet<int>();
        for (var i = 0; i < words.Length; i++)
        {
            var isRange = i + 2 < words.Length && words[i + 1] == "to";
            if (!Number(words[i], out var low) || !Number(words[isRange ? i += 2 : i], out var high))
            {
                return [];
            }

            numbers.UnionWith(Enumerable.Range(low, Math.Max(0, high - low + 1)));
        }

        return numbers;
    }

    private static bool Number(string word, out int number) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= ushort.MaxValue;

    public static string Write(SortedSet<int> numbers)
    {
        var text = new List<string>();
        foreach (var number in numbers)
        {
            if (numbers.Contains(number - 1))
            {
                continue;
            }

            var last = number;
            while (numbers.Contains(last + 1))
            {
                last++;
            }

            text.Add(last == number ? $"{number}" : last == number + 1 ? $"{number} {last}" : $"{number} to {last}");
        }

        return string.Join(' ', text);
    }
}
