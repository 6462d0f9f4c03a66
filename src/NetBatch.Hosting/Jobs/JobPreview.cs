namespace NetBatch.Hosting;

/// <summary>What a job would do: shown by -WhatIf, with nothing kept and nothing started.</summary>
/// <param name="Plan">The batches.</param>
/// <param name="Work">The kind of work.</param>
/// <param name="Steps">For each target, in the order of the plan, the exact steps.</param>
/// <param name="LeastTime">The least it can take under the rate limit; zero without one.</param>
public sealed record JobPreview(JobPlan Plan, WorkKind Work, IReadOnlyList<IReadOnlyList<PlannedStep>> Steps, TimeSpan LeastTime)
{
    /// <summary>The same for the eyes of people: <see cref="SecretRedactor.Mark"/> stands for secrets in the steps.</summary>
    public JobPreview WithoutSecrets() => this with
    {
        Steps =
        [
            .. Steps.Select(steps => SecretRedactor.Redact(steps.Select(step => step.Text).ToArray())
                .Zip(steps, (text, step) => step with { Text = text }).ToArray()),
        ],
    };

    internal static TimeSpan LeastTimeOf(JobRules rules, int targets) =>
        rules.TargetsPerHour is { } rate ? TimeSpan.FromHours(1) / rate * (targets - 1) : TimeSpan.Zero;
}
