using System.Globalization;

namespace NetBatch.Lab.Configs.Views;

/// <summary>Numbers and ranges as VRP and Comware write them: <c>10 20 to 22</c>.</summary>
internal static class NumberList
{
    public static SortedSet<int> Read(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var numbers = new SortedSet<int>();
        for (var i = 0; i < words.Length; i++)
        {
            var low = int.Parse(words[i], CultureInfo.InvariantCulture);
            var high = low;
            if (i + 2 < words.Length && words[i + 1] == "to")
            {
                high = int.Parse(words[i += 2], CultureInfo.InvariantCulture);
            }

            numbers.UnionWith(Enumerable.Range(low, Math.Max(0, high - low + 1)));
        }

        return numbers;
    }

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
