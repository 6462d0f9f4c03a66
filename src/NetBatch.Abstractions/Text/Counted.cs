using System.Globalization;

namespace NetBatch;

/// <summary>Things with their number, in English: <c>1 target</c>, <c>3 targets</c>, <c>2 batches</c>.</summary>
public static class Counted
{
    /// <summary>A number and its things.</summary>
    /// <param name="number">How many.</param>
    /// <param name="one">What one of them is called.</param>
    public static string Of(long number, string one)
    {
        ArgumentException.ThrowIfNullOrEmpty(one);
        var ending = number == 1 ? "" : one.EndsWith("ch", StringComparison.Ordinal) || one.EndsWith('s') ? "es" : "s";
        return string.Create(CultureInfo.InvariantCulture, $"{number} {one}{ending}");
    }
}
