namespace NetBatch.Data.Validating;

/// <summary>How a check ended.</summary>
public enum CheckOutcome
{
    /// <summary>Nothing was found.</summary>
    Pass,
    /// <summary>Something was found; the evidence shows it.</summary>
    Fail,
    /// <summary>It could not be made; the summary tells why.</summary>
    Error,
    /// <summary>It was not made, because one before it failed.</summary>
    Skipped,
}

/// <summary>What a check says.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Checked">How many rows, columns or groups were looked at.</param>
/// <param name="Findings">How many of them are not as they should be.</param>
/// <param name="Summary">One sentence.</param>
/// <param name="Columns">What the evidence looks like; null: there is none.</param>
/// <param name="Evidence">The first findings.</param>
/// <param name="Log">What a script said beside, lines of text.</param>
public sealed record Verdict(
    CheckOutcome Outcome, long Checked, long Findings, string Summary, IReadOnlyList<RowColumn>? Columns = null, IReadOnlyList<object?[]>? Evidence = null, string Log = "")
{
    internal static Verdict Of(long seen, long findings, string noun, string wrong, IReadOnlyList<RowColumn>? columns = null, IReadOnlyList<object?[]>? evidence = null) =>
        findings == 0
            ? new(CheckOutcome.Pass, seen, 0, FormattableString.Invariant($"{seen:N0} {noun} checked, nothing found."))
            : new(CheckOutcome.Fail, seen, findings, FormattableString.Invariant($"{findings:N0} of {seen:N0} {noun} {wrong}."), columns, evidence);
}
