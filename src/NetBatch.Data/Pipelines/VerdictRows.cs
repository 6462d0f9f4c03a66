using NetBatch.Data.Validating;

namespace NetBatch.Data.Pipelines;

/// <summary>The rows that say how each check of a pipeline ended. A column that is added comes last: older jobs lack it.</summary>
internal static class VerdictRows
{
    public static readonly RowSet Set = new(
        PipelineWork.VerdictView,
        [
            new("pipeline"), new("step"), new("validator"), new("outcome"), new("checked", RowType.WholeNumber),
            new("findings", RowType.WholeNumber),
            new("seconds", RowType.Number), new("summary"), new("table"), new("not_compared"), new("source"),
            new("counts", RowType.TextList), new("sql", RowType.TextList),
        ]);

    public static object?[] Of(PipelineDefinition definition, PipelineStep step, Pipeline pipeline, Verdict verdict, TimeSpan time) =>
    [
        definition.Name, step.Name, step.Validator, Word(step, verdict), verdict.Checked, verdict.Findings,
        Math.Round(time.TotalSeconds, 3), verdict.Summary,
        PipelineWork.TableOf(step), verdict.NotCompared,
        Validators.Find(step.Validator)?.Source == SourceNeed.Never ? null : pipeline.Source?.Name, verdict.Counts.ToArray(),
        VerdictText.Sql(verdict).ToArray(),
    ];

    public static string Word(PipelineStep step, Verdict verdict) =>
        verdict.Outcome == CheckOutcome.Fail && step.IsWarning ? "Warning" : $"{verdict.Outcome}";
}
