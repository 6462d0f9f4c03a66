namespace NetBatch.Data.Validating;

/// <summary>How a check ended.</summary>
public enum CheckOutcome
{
    /// <summary>Something was looked at, and nothing was found.</summary>
    Pass,
    /// <summary>Something was found, and the evidence shows it; or there was nothing to look at.</summary>
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
    CheckOutcome Outcome, long Checked, long Findings, string Summary, IReadOnlyList<RowColumn>? Columns = null,
    IReadOnlyList<object?[]>? Evidence = null, string Log = "")
{
    /// <summary>Whether there was nothing to look at: then it is no Pass unless the file says that this is right.</summary>
    public bool SawNothing { get; init; }

    /// <summary>What was not looked at, or how it was: columns left out, allowances; empty: nothing was left out.</summary>
    public string NotCompared { get; init; } = "";

    /// <summary>How many findings there are of each kind and in each column: "2 missing in the target", "price: 3".</summary>
    public IReadOnlyList<string> Counts { get; init; } = [];

    /// <summary>SQL that shows more of what was found, by the instance it is for.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Look { get; init; } = [];

    internal static Verdict Of(long seen, long findings, string noun, string wrong, IReadOnlyList<RowColumn>? columns = null,
        IReadOnlyList<object?[]>? evidence = null) =>
        findings == 0
            ? new(CheckOutcome.Pass, seen, 0, FormattableString.Invariant($"{seen:N0} {noun} checked, nothing found."))
            {
                SawNothing = seen == 0,
            }
            : new(CheckOutcome.Fail, seen, findings, FormattableString.Invariant($"{findings:N0} of {seen:N0} {noun} {wrong}."), columns,
                evidence);

    /// <summary>The verdict where having seen nothing is no Pass.</summary>
    internal Verdict Looked(bool allowEmpty)
    {
        if (Outcome != CheckOutcome.Pass || !SawNothing || allowEmpty)
        {
            return this;
        }

        const string Nothing = ", nothing found.";
        var seen = Summary.EndsWith(Nothing, StringComparison.Ordinal) ? Summary[..^Nothing.Length] : Summary.TrimEnd('.');
        return this with
        {
            Outcome = CheckOutcome.Fail,
            Summary = $"Nothing was looked at: {seen}. Write 'allowEmpty: true' where that is right.",
        };
    }
}
