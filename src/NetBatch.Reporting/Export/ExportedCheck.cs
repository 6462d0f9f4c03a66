using System.Globalization;

namespace NetBatch;

/// <summary>A check of a pipeline job, as exports show it.</summary>
/// <param name="Number">The pipeline's place in the job.</param>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="Step">The check's name.</param>
/// <param name="Validator">The validator.</param>
/// <param name="Outcome">Pass, Fail, Warning, Error or Skipped.</param>
/// <param name="Checked">How much was looked at.</param>
/// <param name="Findings">How much of it is wrong.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Summary">One sentence.</param>
internal sealed record ExportedCheck(int Number, string Pipeline, string Step, string Validator, string Outcome, long Checked,
    long Findings, double Seconds, string Summary)
{
    public const string View = "verdict";

    /// <summary>The table, or null.</summary>
    public string? Table { get; init; }

    /// <summary>What was not looked at; empty: nothing was left out.</summary>
    public string NotCompared { get; init; } = "";

    /// <summary>The database it was compared with, or null.</summary>
    public string? Source { get; init; }

    /// <summary>Findings by kind and column.</summary>
    public IReadOnlyList<string> Counts { get; init; } = [];

    /// <summary>SQL that shows the findings, each statement behind a line that names its instance.</summary>
    public IReadOnlyList<string> Sql { get; init; } = [];

    public bool IsPass => Outcome == "Pass";

    /// <summary>Whether it forbids to sign: a warning is told and forbids nothing.</summary>
    public bool Forbids => Outcome is not ("Pass" or "Warning");

    /// <summary>The command of the step that holds its evidence.</summary>
    public string Command => Step.StartsWith(Validator, StringComparison.Ordinal) ? Step : $"{Step} ({Validator})";

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

    /// <summary>How many of the checks that were made passed: "12 of 14 checks passed (85 %)".</summary>
    public static string Score(IReadOnlyList<ExportedCheck> checks)
    {
        var passed = checks.Count(check => check.IsPass);
        return FormattableString.Invariant(
            $"{passed} of {Counted.Of(checks.Count, "check")} passed ({(checks.Count == 0 ? 0 : 100 * passed / checks.Count)} %)");
    }

    /// <summary>Whether the checks of a job allow to sign, in one sentence.</summary>
    public static (bool MaySign, string Sentence) Decide(BatchJob job, IReadOnlyList<ExportedCheck> checks)
    {
        var against = checks.Count(check => check.Forbids);
        if (against > 0)
        {
            return (false, $"Not to be signed: {Counted.Of(against, "check")} did not pass.");
        }

        if (job.State != JobState.Completed)
        {
            return (false, $"Not to be signed: the job is {job.State}, so not every check was made.");
        }

        var warned = checks.Count(check => check.Outcome == "Warning");
        return (true, warned == 0 ? "Every check passed." : $"Every check passed, with {Counted.Of(warned, "warning")}.");
    }

    // Jobs of earlier versions have fewer columns.
    private static ExportedCheck Of(ExportSource source, int number, object?[] row) => new(
        number, (string)row[0]!, (string)row[1]!, (string)row[2]!, (string)row[3]!, (long)row[4]!, (long)row[5]!,
        Convert.ToDouble(row[6], CultureInfo.InvariantCulture),
        source.Clean((string)row[7]!))
    {
        Table = Text(row, 8),
        NotCompared = source.Clean(Text(row, 9) ?? ""),
        Source = Text(row, 10),
        Counts = Texts(row, 11),
        Sql = [.. Texts(row, 12).Select(source.Clean)],
    };

    private static string[] Texts(object?[] row, int column) => row.Length > column ? (string[]?)row[column] ?? [] : [];

    private static string? Text(object?[] row, int column) => row.Length > column ? (string?)row[column] : null;
}
