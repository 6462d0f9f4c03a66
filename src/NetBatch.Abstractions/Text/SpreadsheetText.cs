using System.Globalization;

namespace NetBatch;

/// <summary>
/// Text of a device in a CSV file that a spreadsheet opens: a cell that begins as a formula does gets an apostrophe before it, by which
/// spreadsheets take it for text (OWASP, "CSV Injection"). Numbers stay numbers.
/// </summary>
public static class SpreadsheetText
{
    /// <summary>Whether a spreadsheet would calculate a cell.</summary>
    public static bool IsFormula(ReadOnlySpan<char> cell) =>
        cell is [var first, ..] && first is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '\uFF1D' or '\uFF0B' or '\uFF0D' or '\uFF20'
        && !double.TryParse(cell, NumberStyles.Float & ~(NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite),
            CultureInfo.InvariantCulture, out _);

    /// <summary>The cell as text.</summary>
    public static string Of(string cell) => IsFormula(cell) ? "'" + cell : cell;
}
