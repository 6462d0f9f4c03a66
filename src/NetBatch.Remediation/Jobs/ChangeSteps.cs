namespace NetBatch.Remediation.Jobs;

/// <summary>What a change sends, for the run and for showing it before.</summary>
internal static class ChangeSteps
{
    public static ConfigChange Change(WorkOrder? order, RemediationArgs args, IReadOnlyList<string> lines, TimeSpan? revertAfter) => new()
    {
        Lines = lines,
        Comment = args.Comment,
        AllowNotices = args.AllowNotices,
        CommitTimeout = args.CommitTimeout is { } commit ? TimeSpan.FromSeconds(commit) : null,
        SaveTimeout = args.SaveTimeout is { } save ? TimeSpan.FromSeconds(save) : null,
        RevertAfter = revertAfter,
        // Before there is a job its id and the device's number in it are not known.
        Mark = order is null ? "netbatch-JOB-N-1"
            : $"netbatch-{order.JobId[(order.JobId.IndexOf('_', StringComparison.Ordinal) + 1)..]}-{order.Number}-{order.Attempt}",
    };

    /// <summary>What the lines ask, and what the platform's rules answer: a reviewed line is meant.</summary>
    public static IReadOnlyList<ExpectedAnswer> Answers(ConfigTree config, IReadOnlyList<string> lines) =>
    [
        .. config.Platform.Questions.Where(question => lines.Any(line => question.Line.IsMatch(line.TrimStart())))
            .Select(question => new ExpectedAnswer(question.Expect, question.Answer)),
    ];

    public static IReadOnlyList<PlannedStep> Plan(IConfigChanger changer, Device device, RemediationArgs args)
    {
        if (args.Lines.Count == 0)
        {
            return [];
        }

        var means = changer.Means(device);
        var (net, revertAfter, unless) = SafetyNets.Foresee(means, args);
        var change = Change(null, args, args.Lines, revertAfter);
        var show = new PlannedStep(DeviceReading.ShowCommand(means, device, args.Intended ?? args.Before), StepEffect.Read);
        var checks = args.Check.Select(command => new PlannedStep(command, StepEffect.Read)).ToArray();
        var startup = means.Save is null ? null : means.ShowStartup;
        var timer = unless is null ? null : $"where the config has {unless}";
        var otherwise = unless is null ? null : $"where the config lacks {unless}";
        var other = unless is not null && means.HasCheckpoint ? RollbackMethod.Checkpoint : net;
        IEnumerable<PlannedStep> Around(SafetyStep step, string? when) =>
            changer.Commands(device, change, step).Select(text => new PlannedStep(text, StepEffect.Change) { When = when });
        IEnumerable<PlannedStep> Checkpoint(SafetyStep step) =>
            net == RollbackMethod.Checkpoint ? Around(step, null) : other == RollbackMethod.Checkpoint ? Around(step, otherwise) : [];
        return
        [
            show,
            .. startup is not null ? [new PlannedStep(startup, StepEffect.Read)] : Array.Empty<PlannedStep>(),
            .. checks,
            .. Checkpoint(SafetyStep.Checkpoint),
            .. unless is null ? changer.Plan(device, change)
                : Both(changer.Plan(device, change), timer!, changer.Plan(device, change with { RevertAfter = null }), otherwise!),
            show,
            .. checks,
            .. net == RollbackMethod.Timer ? Around(SafetyStep.Confirm, timer) : [],
            .. Checkpoint(SafetyStep.Drop),
            .. args.Save ? Around(SafetyStep.Save, null)
                : startup is not null ? Around(SafetyStep.Save, "only where running and startup config were equal before") : [],
        ];
    }

    /// <summary>Two ways of one change: what they share once, and of the rest what each does.</summary>
    private static IEnumerable<PlannedStep> Both(IReadOnlyList<PlannedStep> one, string when, IReadOnlyList<PlannedStep> other,
        string otherwise)
    {
        // The ways differ in how config mode is entered and how the change is committed, not in their lines.
        if (one.Count != other.Count)
        {
            return [.. other.Select(step => step with { When = otherwise }), .. one.Select(step => step with { When = when })];
        }

        return one.Zip(other).SelectMany(pair => pair.First == pair.Second
            ? [pair.First]
            : new[] { pair.Second with { When = otherwise }, pair.First with { When = when } });
    }
}
