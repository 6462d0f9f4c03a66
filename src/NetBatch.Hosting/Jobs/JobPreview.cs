namespace NetBatch.Hosting;

/// <summary>What a job would do: shown by -WhatIf, with nothing kept and nothing started.</summary>
/// <param name="Plan">The batches.</param>
/// <param name="Work">The kind of work.</param>
/// <param name="Steps">For each target, in the order of the plan, the exact steps.</param>
/// <param name="Transports">For each target, by which transport it would be reached and why; null for what is no device.</param>
/// <param name="LeastTime">The least it can take under the rate limit; zero without one.</param>
public sealed record JobPreview(JobPlan Plan, WorkKind Work, IReadOnlyList<IReadOnlyList<PlannedStep>> Steps,
    IReadOnlyList<TransportDecision?> Transports, TimeSpan LeastTime)
{
    /// <summary>Whether a step of it may change a target.</summary>
    public bool Changes => Steps.Any(steps => steps.Any(step => step.Effect == StepEffect.Change));

    /// <summary>
    /// How the devices are reached, in sentences: one for all where it is one, else the devices that are reached
    /// otherwise than most, each with its reason.
    /// </summary>
    public IReadOnlyList<string> TransportLines
    {
        get
        {
            var groups = Plan.Targets.Zip(Transports).Where(pair => pair.Second is not null)
                .GroupBy(pair => pair.Second!).OrderByDescending(group => group.Count()).ToArray();
            return [.. groups.Select(group =>
                $"Transport: {group.Key.Transport}"
                    + $"{(groups.Length == 1 ? "" : $" for {string.Join(", ", group.Select(pair => pair.First.Name))}")} ("
                    + $"{group.Key.Reason}).")];
        }
    }

    /// <summary>The same for the eyes of people: <see cref="SecretRedactor.Mark"/> stands for secrets in the steps.</summary>
    public JobPreview WithoutSecrets() => this with
    {
        Steps =
        [
            .. Steps.Select(steps => SecretRedactor.Redact(steps.Select(step => step.Text).ToArray())
                .Zip(steps, (text, step) => step with { Text = text }).ToArray()),
        ],
    };

    /// <summary>The same for some of the targets, by name, in one batch.</summary>
    public JobPreview Only(IReadOnlySet<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        int[] meant = [.. Enumerable.Range(0, Plan.Targets.Count).Where(index => names.Contains(Plan.Targets[index].Name))];
        return this with
        {
            Plan = new JobPlan([.. meant.Select(index => Plan.Targets[index])], [new PlannedBatch(1, 1, meant.Length, false)]),
            Steps = [.. meant.Select(index => Steps[index])],
            Transports = [.. meant.Select(index => Transports[index])],
        };
    }

    internal static TimeSpan LeastTimeOf(JobRules rules, int targets) =>
        rules.TargetsPerHour is { } rate ? TimeSpan.FromHours(1) / rate * (targets - 1) : TimeSpan.Zero;
}
