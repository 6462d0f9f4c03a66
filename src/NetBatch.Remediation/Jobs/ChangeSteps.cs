namespace NetBatch.Remediation.Jobs;

/// <summary>What a change sends, for the run and for showing it before.</summary>
internal static class ChangeSteps
{
    public static ConfigChange Change(WorkOrder? order, RemediationArgs args, IReadOnlyList<string> lines, TimeSpan? revertAfter) => new()
    {
        Lines = lines,
        Comment = args.Comment,
        RevertAfter = revertAfter,
        Mark = order is null ? "netbatch" : $"netbatch-{order.JobId[(order.JobId.IndexOf('_', StringComparison.Ordinal) + 1)..]}-{order.Number}-{order.Attempt}",
    };

    public static IReadOnlyList<PlannedStep> Plan(IConfigChanger changer, Device device, RemediationArgs args)
    {
        if (args.Lines.Count == 0)
        {
            return [];
        }

        var means = changer.Means(device);
        var (net, revertAfter) = SafetyNets.Choose(means, args, null);
        var change = Change(null, args, args.Lines, revertAfter);
        var show = new PlannedStep(DeviceReading.ShowCommand(means, device, args.Intended ?? args.Before), StepEffect.Read);
        var checks = args.Check.Select(command => new PlannedStep(command, StepEffect.Read)).ToArray();
        IEnumerable<PlannedStep> Around(bool wanted, SafetyStep step) =>
            wanted ? changer.Commands(device, change, step).Select(text => new PlannedStep(text, StepEffect.Change)) : [];
        return
        [
            show,
            .. means.ShowStartup is { } startup && means.Save is not null ? [new PlannedStep(startup, StepEffect.Read)] : Array.Empty<PlannedStep>(),
            .. checks,
            .. Around(net == SafetyNet.Checkpoint, SafetyStep.Checkpoint),
            .. changer.Plan(device, change),
            show,
            .. checks,
            .. Around(net == SafetyNet.Timer, SafetyStep.Confirm),
            .. Around(net == SafetyNet.Checkpoint, SafetyStep.Drop),
            .. Around(args.Save, SafetyStep.Save),
        ];
    }
}
