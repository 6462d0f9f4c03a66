namespace NetBatch;

/// <summary>A check of a pipeline job, as exports show it.</summary>
/// <param name="Number">The pipeline's place in the job.</param>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="Step">The check's name.</param>
/// <param name="Outcome">Pass, Fail, Warning, Error or Skipped.</param>
/// <param name="Checked">How much was looked at.</param>
/// <param name="Findings">How much of it is wrong.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Summary">One sentence.</param>
/// <param name="Table">The table, or null.</param>
internal sealed record ExportedCheck(int Number, string Pipeline, string Step, string Outcome, long Checked, long Findings, double Seconds, string Summary, string? Table)
{
    private const string View = "verdict";

    public bool IsPass => Outcome == "Pass";

    /// <summary>The checks of a job, in their order.</summary>
    public static async Task<IReadOnlyList<ExportedCheck>> ReadAsync(ExportSource source, BatchJob job, CancellationToken cancellationToken)
    {
        List<ExportedCheck> checks = [];
        await foreach (var chunk in source.LastRowsAsync(job, cancellationToken).ConfigureAwait(false))
        {
            if (chunk.Set.View == View)
            {
                checks.AddRange(chunk.Rows().Select(row => Of(source, chunk.Number, row)));
            }
        }

        return checks;
    }

    /// <summary>How many of the checks that were made passed: "12 of 14 checks passed (86 %)".</summary>
    public static string Score(IReadOnlyList<ExportedCheck> checks)
    {
        var passed = checks.Count(check => check.IsPass);
        return FormattableString.Invariant($"{passed} of {Counted.Of(checks.Count, "check")} passed ({(checks.Count == 0 ? 0 : 100 * passed / checks.Count)} %)");
    }

    private static ExportedCheck Of(ExportSource source, int number, object?[] row) => new(
        number, (string)row[0]!, (string)row[1]!, (string)row[3]!, (long)row[4]!, (long)row[5]!, Convert.ToDouble(row[6], System.Globalization.CultureInfo.InvariantCulture),
        source.Clean((string)row[7]!), row.Length > 8 ? (string?)row[8] : null);
}
