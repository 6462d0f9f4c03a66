namespace NetBatch.Remediation;

/// <summary>The outcome of a run over a vector file.</summary>
/// <param name="Passed">Vectors whose answers are as recorded, documented deviations included.</param>
/// <param name="Failed">Vectors with another answer.</param>
/// <param name="Quirks">Vectors with another answer whose recorded one is marked as harmful.</param>
/// <param name="Failures">Id and first difference of each failed vector.</param>
/// <param name="Remarks">Id and first difference of vectors that passed by a documented deviation, or are marked as quirks.</param>
public sealed record VectorReport(int Passed, int Failed, int Quirks, IReadOnlyList<string> Failures, IReadOnlyList<string> Remarks)
{
    /// <summary>Writes the failures and the line of totals.</summary>
    public void WriteTo(TextWriter output)
    {
        foreach (var failure in Failures)
        {
            output.WriteLine(failure);
        }

        output.WriteLine(Quirks == 0
            ? $"{Passed} passed, {Failed} failed"
            : $"{Passed} passed, {Failed} failed, {Quirks} differ where the recorded answer is marked as harmful");
    }
}
