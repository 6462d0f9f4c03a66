using System.Globalization;

namespace NetBatch.Remediation;

/// <summary>Lists of numbers and ports such as <c>1,3-5</c>, <c>1/2-1/4</c>, <c>Trk1-Trk3</c>, <c>A1-A8</c>.</summary>
internal static class NumberRange
{
    /// <summary>More than any device has; a mistyped range must not fill the memory.</summary>
    private const int Most = 70_000;

    public static List<int> Numbers(string list, int line)
    {
        var numbers = new List<int>();
        foreach (var part in list.Split(','))
        {
            var ends = part.Split('-');
            if (ends.Length > 2)
            {
                throw new ConfigException(line, $"'{part}' is not a range of numbers");
            }

            AddRange(numbers, Number(ends[0], list, line), Number(ends[^1], list, line), list, line);
        }

        return numbers;
    }

    public static List<string> Ports(string list, int line)
    {
        var ports = new List<string>();
        foreach (var part in list.Split(','))
        {
            var ends = part.Split('-');
            if (ends.Length != 2)
            {
                ports.Add(ends[0]);
                continue;
            }

            var prefix = ends[0].TrimEnd("0123456789".ToCharArray());
            var lastPrefix = ends[1].TrimEnd("0123456789".ToCharArray());
            var inner = prefix.LastIndexOf('/') + 1; // 1/A1-A4 and 1/2-4 leave the slot out of the second
            if (lastPrefix.Length > 0 && lastPrefix != prefix && lastPrefix != prefix[inner..])
            {
                throw new ConfigException(line, $"'{part}' is not a range of ports");
            }

            var numbers = new List<int>();
            AddRange(numbers, Number(ends[0][prefix.Length..], list, line), Number(ends[1][lastPrefix.Length..], list, line), list, line);
            ports.AddRange(numbers.Select(n => prefix + n.ToString(CultureInfo.InvariantCulture)));
        }

        return ports.Distinct(StringComparer.Ordinal).Count() == ports.Count
            ? ports
            : throw new ConfigException(line, $"'{list}' names a port twice");
    }

    /// <summary>Numbers in rising order as a list in which neighbours are a range: <c>1,3-5</c>.</summary>
    public static string Text(IReadOnlyList<int> numbers)
    {
        var parts = new List<string>();
        for (var i = 0; i < numbers.Count;)
        {
            var first = i;
            while (++i < numbers.Count && numbers[i] == numbers[i - 1] + 1)
            {
            }

            parts.Add(i - first == 1
                ? numbers[first].ToString(CultureInfo.InvariantCulture)
                : string.Create(CultureInfo.InvariantCulture, $"{numbers[first]}-{numbers[i - 1]}"));
        }

        return string.Join(',', parts);
    }

    /// <summary>The same with blanks between and <c>to</c> for ranges, as Huawei and Comware write it.</summary>
    public static string Words(IReadOnlyList<int> numbers) =>
        Text(numbers).Replace("-", " to ", StringComparison.Ordinal).Replace(',', ' ');

    /// <summary>A list in words, or with blanks behind its commas, as one with commas alone.</summary>
    public static string Plain(string list)
    {
        var ranges = list.Replace(" to ", "-", StringComparison.Ordinal).Trim();
        return ranges.Contains(',', StringComparison.Ordinal)
            ? ranges.Replace(" ", "", StringComparison.Ordinal)
            : ranges.Replace(' ', ',');
    }

    private static void AddRange(List<int> numbers, int from, int to, string list, int line)
    {
        if (to - from >= Most || numbers.Count > Most)
        {
            throw new ConfigException(line, $"'{list}' is too long a range");
        }

        for (var n = from; n <= to; n++)
        {
            numbers.Add(n);
        }
    }

    private static int Number(string text, string list, int line) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new ConfigException(line, $"'{list}' is not a list of numbers");
}
