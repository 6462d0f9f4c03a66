using System.Globalization;

namespace NetBatch.Data.Validating;

/// <summary>Compares small answers of two databases by their keys.</summary>
internal static class SideBySide
{
    /// <summary>What the evidence of a comparison looks like.</summary>
    public static readonly IReadOnlyList<RowColumn> Columns =
    [
        new("item"), new("source"), new("target"), new("difference"),
    ];

    /// <summary>Texts that are on one side only or differ.</summary>
    public static List<object?[]> Differences(IReadOnlyDictionary<string, string> source, IReadOnlyDictionary<string, string> target, bool extraIsWrong)
    {
        List<object?[]> found = [];
        foreach (var (name, value) in source)
        {
            if (!target.TryGetValue(name, out var other))
            {
                found.Add([name, value, null, "missing in the target"]);
            }
            else if (!string.Equals(value, other, StringComparison.OrdinalIgnoreCase))
            {
                found.Add([name, value, other, "differs"]);
            }
        }

        if (extraIsWrong)
        {
            found.AddRange(target.Where(pair => !source.ContainsKey(pair.Key)).Select(pair => new object?[] { pair.Key, null, pair.Value, "only in the target" }));
        }

        return found;
    }

    /// <summary>Numbers that are on one side only or differ by more than a share of the source's.</summary>
    /// <param name="source">By key.</param>
    /// <param name="target">By key.</param>
    /// <param name="percent">The greatest difference that is allowed, in percent of the source's value.</param>
    public static List<object?[]> Differences(IReadOnlyDictionary<string, double?> source, IReadOnlyDictionary<string, double?> target, double percent)
    {
        List<object?[]> found = [];
        foreach (var (key, value) in source)
        {
            if (!target.TryGetValue(key, out var other))
            {
                found.Add([key, Text(value), null, "missing in the target"]);
            }
            else if (!Near(value, other, percent))
            {
                found.Add([key, Text(value), Text(other), Change(value, other)]);
            }
        }

        found.AddRange(target.Where(pair => !source.ContainsKey(pair.Key)).Select(pair => new object?[] { pair.Key, null, Text(pair.Value), "only in the target" }));
        return found;
    }

    /// <summary>Whether two numbers are the same, but for what floating point and the tolerance allow.</summary>
    public static bool Near(double? one, double? other, double percent)
    {
        if (one is null || other is null)
        {
            return one is null && other is null;
        }

        // Sums of a million cents in another order differ in the last bits.
        const double Rounding = 1e-9;
        var size = Math.Max(Math.Abs(one.Value), Math.Abs(other.Value));
        return Math.Abs(one.Value - other.Value) <= Math.Max(size * Rounding, Math.Abs(one.Value) * percent / 100);
    }

    public static string Text(double? value) => value is null ? "NULL" : value.Value.ToString("0.######", CultureInfo.InvariantCulture);

    public static double? Number(object? value) => value is null ? null : Convert.ToDouble(value, CultureInfo.InvariantCulture);

    private static string Change(double? from, double? to) => from is { } a and not 0 && to is { } b
        ? string.Create(CultureInfo.InvariantCulture, $"{(b - a) / Math.Abs(a) * 100:+0.##;-0.##} %")
        : "differs";
}
