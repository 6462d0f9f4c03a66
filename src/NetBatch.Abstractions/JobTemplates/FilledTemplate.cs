namespace NetBatch;

/// <summary>What a template gives with its parameters filled in.</summary>
/// <param name="Template">The template.</param>
/// <param name="Spec">The job, without targets.</param>
/// <param name="Targets">The targets of the inventory that the template chooses, or null.</param>
/// <param name="Pipelines">The pipelines that it chooses, or null.</param>
public sealed record FilledTemplate(JobTemplate Template, JobSpec Spec, TargetFilter? Targets, PipelineChoice? Pipelines)
{
    /// <summary>Whether the template chooses its targets, so that nobody has to.</summary>
    public bool ChoosesTargets => Targets is not null || Pipelines is not null;
}
