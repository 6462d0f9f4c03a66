using NetBatch.Platforms;
using NetBatch.Ssh.Shell;

namespace NetBatch.Ssh.Work;

/// <summary>Changes configurations as the platform files say.</summary>
/// <param name="platforms">The platforms that are known.</param>
public sealed class ConfigChanger(PlatformCatalog platforms) : IConfigChanger
{
    /// <inheritdoc/>
    public ConfigCapabilities Means(Device device)
    {
        var platform = platforms.Of(device);
        var timed = platform.Safety.TimedRevert;
        return new ConfigCapabilities(
            platform.Show?.Running,
            platform.Show?.Flat,
            platform.Show?.Startup,
            platform.Save?.Send,
            timed is null
                ? null
                : new TimedRevertMeans(timed.Needs, timed.NeedsTitle, TimeSpan.FromSeconds(timed.Least), TimeSpan.FromSeconds(timed.Most),
                    timed.ArmsFirst)
                {
                    ShowTarget = timed.Target?.Running,
                    ShowFlatTarget = timed.Target?.Flat,
                },
            platform.Safety.Checkpoint is not null,
            platform.Safety.Checkpoint?.Own is not null);
    }

    /// <inheritdoc/>
    public IEnumerable<WorkProblem> Problems(IReadOnlyList<Target> targets, ConfigChange change)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(change);
        var known = targets.OfType<Device>().Select(device => device.Platform ?? "").Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(platforms.HasSession).Select(platforms.Session);
        return ConfigChecks.Comment(change.Comment).Concat(known.SelectMany(platform => ConfigChecks.Lines(change.Lines, platform)));
    }

    /// <inheritdoc/>
    public IReadOnlyList<PlannedStep> Plan(Device device, ConfigChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var form = ConfigForm.Of(change, platforms.Of(device));
        var steps = new List<PlannedStep>();
        void Add(string? text, StepEffect effect)
        {
            if (text is not null)
            {
                steps.Add(new PlannedStep(text, effect));
            }
        }

        Add(form.Enter, form.EnterArms ? StepEffect.Change : StepEffect.Read);
        form.Lines.ToList().ForEach(line => Add(line, StepEffect.Change));
        Add(form.Commit, StepEffect.Change);
        Add(form.Leave, StepEffect.Read);
        Add(form.Save, StepEffect.Change);
        return steps;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Commands(Device device, ConfigChange change, SafetyStep step)
    {
        ArgumentNullException.ThrowIfNull(change);
        var platform = platforms.Of(device);
        return SafetyText.Fill(
            step switch
            {
                SafetyStep.Checkpoint => platform.Safety.Checkpoint?.Make,
                SafetyStep.Restore => platform.Safety.Checkpoint?.Restore,
                SafetyStep.Drop => platform.Safety.Checkpoint?.Drop,
                SafetyStep.Confirm or SafetyStep.ConfirmEarlier => platform.Safety.TimedRevert?.Confirm,
                SafetyStep.Revert => platform.Safety.TimedRevert?.Revert,
                SafetyStep.Disarm => platform.Safety.TimedRevert?.Disarm ?? platform.Safety.TimedRevert?.Confirm,
                SafetyStep.Save => platform.Save is { } save ? [save.Send] : null,
                _ => throw new ArgumentOutOfRangeException(nameof(step), step, "There is no such step."),
            } ?? [],
            change);
    }

    /// <inheritdoc/>
    public Task SendAsync(IRunContext run, IDeviceSession session, ConfigChange change, CancellationToken cancellationToken) =>
        new ConfigRun(run, session, ConfigForm.Of(change, platforms.Of(DeviceRun.Device(run)))).RunAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<StepOutcome> RunSafetyStepAsync(IRunContext run, IDeviceSession session, ConfigChange change, SafetyStep step)
    {
        ArgumentNullException.ThrowIfNull(session);
        var device = DeviceRun.Device(run);
        var platform = platforms.Of(device);
        var commands = Commands(device, change, step);
        if (commands.Count == 0)
        {
            return new StepOutcome();
        }

        if (step == SafetyStep.Restore && platform.Safety.Checkpoint?.Own is { } own)
        {
            var (list, error) = await ShowAsync(run, session, own.List).ConfigureAwait(false);
            if (error is not null || change.Mark is not { } mark || own.Find(list, mark) is not { } id)
            {
                return new StepOutcome(new RunError(
                    ErrorCode.RollbackFailed,
                    (error is null ? $"The device lists no commit '{change.Mark}'"
                        : $"Which commit is '{change.Mark}' is not known ({error.Message.TrimEnd('.')})")
                        + ", so none was undone: the last one may be somebody else's.",
                    $"Look at the device by '{own.List}'."));
            }

            commands = [.. commands.Select(command => command.Replace("{id}", id, StringComparison.Ordinal))];
        }

        if (step == SafetyStep.ConfirmEarlier && platform.Safety.TimedRevert?.Armed is { } armed)
        {
            var (shown, error) = await ShowAsync(run, session, armed.Show).ConfigureAwait(false);
            if (error is not null)
            {
                return new StepOutcome(new RunError(
                    ErrorCode.OutcomeUnknown, $"Whether '{change.Mark}' waits to be confirmed is not known, so it was not: {error.Message}",
                    $"Look at the device by '{armed.Show}'."));
            }

            if (change.Mark is not { } name || !armed.Has(shown, name))
            {
                return new StepOutcome();
            }
        }

        using var never = new SafePoint(run, stops: false);
        return await new Steps(run).ChangeAsync(
            string.Join("; ", commands),
            (output, cut) => step == SafetyStep.Save
                ? session.SaveAsync(output, cut)
                : Words(session, device).RunCommandsAsync(commands, Answers(platform, step), output, cut),
            never,
            run.OwnerLost).ConfigureAwait(false);
    }

    private static async Task<(string Text, RunError? Error)> ShowAsync(IRunContext run, IDeviceSession session, string command)
    {
        var shown = new KeptOutput();
        var outcome = await new Steps(run).ReadAsync(
            command, (output, cut) => session.RunAsync(new DeviceCommand(command), shown.Before(output), cut), run.OwnerLost)
            .ConfigureAwait(false);
        return (shown.Text, outcome.Error);
    }

    private static IReadOnlyList<KnownAnswer> Answers(SessionRules platform, SafetyStep step) =>
        (step is SafetyStep.Confirm or SafetyStep.ConfirmEarlier or SafetyStep.Revert or SafetyStep.Disarm
            ? platform.Safety.TimedRevert?.Answers : platform.Safety.Checkpoint?.Answers) ?? [];

    private static IConfigSession Words(IDeviceSession session, Device device) => session as IConfigSession ?? throw new NetBatchException(
        ErrorCode.ConfigUnavailable, $"'{device.Name}' is worked on by exec channels, which have no config mode.",
        "Set the device's Channel to Shell.");
}
