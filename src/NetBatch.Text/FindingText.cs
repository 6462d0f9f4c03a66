namespace NetBatch;

/// <summary>A value of a check's finding for people: NULL, an empty text and a text that says NULL are told apart.</summary>
public static class FindingText
{
    /// <summary>What stands for a value that is not there.</summary>
    public const string Null = "NULL";

    private static readonly string[] Sides = ["source", "target", "difference"];

    /// <summary>Whether a finding tells a difference of two databases: there nothing stands where one side has no row, and a NULL is
    /// written as such already.</summary>
    /// <param name="columns">The finding's columns.</param>
    public static bool IsComparison(IEnumerable<string> columns) => Sides.All(columns.Contains);

    /// <summary>The value as it is shown.</summary>
    /// <param name="value">Its text; null: NULL.</param>
    /// <param name="isComparison">As <see cref="IsComparison(IEnumerable{string})"/> says.</param>
    public static string Of(string? value, bool isComparison) => value switch
    {
        null => isComparison ? "" : Null,
        "" => "''",
        Null when !isComparison => $"'{Null}'",
        _ => value,
    };
}
