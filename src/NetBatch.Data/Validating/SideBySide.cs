using System.Globalization;
using NetBatch.Data.Comparing;

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
    public static List<object?[]> Differences(IReadOnlyDictionary<string, string> source, IReadOnlyDictionary<string, string> target,
        bool extraIsWrong)
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
            found.AddRange(target.Where(pair => !source.ContainsKey(pair.Key))
                .Select(pair => new object?[] { pair.Key, null, pair.Value, "only in the target" }));
        }

        return found;
    }

    /// <summary>Figures that are on one side only or differ by more than a share of the source's.</summary>
    /// <param name="source">By key.</param>
    /// <param name="target">By key.</param>
    /// <param name="percent">The greatest difference that is allowed, in percent of the source's value.</param>
    public static List<object?[]> Differences(IReadOnlyDictionary<Cell, Cell> source, IReadOnlyDictionary<Cell, Cell> target,
        double percent)
    {
        List<object?[]> found = [];
        foreach (var (key, value) in source)
        {
            if (!target.TryGetValue(key, out var other))
            {
                found.Add([$"{key}", $"{value}", null, "missing in the target"]);
            }
            else if (!Near(value, other, percent))
            {
                found.Add([$"{key}", $"{value}", $"{other}", Change(value, other)]);
            }
        }

        found.AddRange(target.Where(pair => !source.ContainsKey(pair.Key))
            .Select(pair => new object?[] { $"{pair.Key}", null, $"{pair.Value}", "only in the target" }));
        return found;
    }

    /// <summary>
    /// Whether two figures are the same, but for the tolerance: exact numbers exactly; a figure of floating numbers to twelve digits,
    /// for sums in another order differ in the last bits.
    /// </summary>
    public static bool Near(in Cell one, in Cell other, double percent)
    {
        if (CellComparer.Compare(one, other) == Likeness.Same)
        {
            return true;
        }

        const double Rounding = 1e-12;
        if (CellComparer.Number(one) is not { } a || CellComparer.Number(other) is not { } b)
        {
            return false;
        }

        var floating = one.Kind is CellKind.Real or CellKind.Single || other.Kind is CellKind.Real or CellKind.Single;
        return Math.Abs(a - b) <= Math.Max(floating ? Math.Max(Math.Abs(a), Math.Abs(b)) * Rounding : -1,
            percent > 0 ? Math.Abs(a) * percent / 100 : -1);
    }

    private static string Change(in Cell from, in Cell to)
    {
        if (CellComparer.Number(from) is not { } a || CellComparer.Number(to) is not { } b || a == 0)
        {
            return "differs";
        }

        var percent = string.Create(CultureInfo.InvariantCulture, $"{(b - a) / Math.Abs(a) * 100:+0.##;-0.##} %");
        return percent is "+0 %" or "-0 %" or " %" or "0 %" ? "differs" : percent;
    }
}
