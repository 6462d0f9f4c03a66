using NetBatch.Ssh.Platforms;
using NetBatch.Ssh.Shell;

namespace NetBatch.Ssh.Work;

/// <summary>Changes configurations as the platform files say.</summary>
/// <param name="platforms">The platforms that are known.</param>
public sealed class ConfigChanger(PlatformCatalog platforms) : IConfigChanger
{
    /// <inheritdoc/>
    public ConfigMeans Means(Device device)
    {
        var platform = platforms.Of(device);
        var timed = platform.TimedRevert;
        return new ConfigMeans(
            platform.Show?.Running,
            platform.Show?.Flat,
            platform.Show?.Startup,
            platform.Save?.Send,
            timed is null
                ? null
                : new TimedRevertMeans(timed.Needs, timed.NeedsTitle, TimeSpan.FromSeconds(timed.Least), TimeSpan.FromSeconds(timed.Most), timed.ArmsFirst)
                {
                    ShowTarget = timed.Target?.Running,
                    ShowFlatTarget = timed.Target?.Flat,
                },
            platform.Checkpoint is not null,
            platform.Checkpoint?.Own is not null);
    }

    /// <inheritdoc/>
    public IEnumerable<WorkProblem> Problems(IReadOnlyList<Target> targets, ConfigChange change)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(change);
        var known = targets.OfType<Device>().Select(device => device.Platform ?? "").Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(name => platforms.Names.Contains(name, StringComparer.OrdinalIgnoreCase)).Select(platforms.Find);
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
                SafetyStep.Checkpoint => platform.Checkpoint?.Make,
                SafetyStep.Restore => platform.Checkpoint?.Restore,
                SafetyStep.Drop => platform.Checkpoint?.Drop,
                SafetyStep.Confirm => platform.TimedRevert?.Confirm,
                SafetyStep.Revert => platform.TimedRevert?.Revert,
                SafetyStep.Save => platform.Save is { } save ? [save.Send] : null,
                _ => throw new ArgumentOutOfRangeException(nameof(step), step, "There is no such step."),
            } ?? [],
            change);
    }

    /// <inheritdoc/>
    public Task SendAsync(IRunContext run, IDeviceSession session, ConfigChange change, CancellationToken cancellationToken) =>
        new ConfigRun(run, session, ConfigForm.Of(change, platforms.Of(DeviceRun.Device(run)))).RunAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<StepOutcome> SettleAsync(IRunContext run, IDeviceSession session, ConfigChange change, SafetyStep step)
    {
        ArgumentNullException.ThrowIfNull(session);
        var device = DeviceRun.Device(run);
        var platform = platforms.Of(device);
        var commands = Commands(device, change, step);
        if (commands.Count == 0)
        {
            return new StepOutcome();
        }

        if (step == SafetyStep.Restore && platform.Checkpoint?.Own is { } own)
        {
            if (await OwnCommitAsync(run, session, own, change).ConfigureAwait(false) is not { } id)
            {
                return new StepOutcome(new RunError(
                    ErrorCode.RollbackFailed,
                    $"The device lists no commit '{change.Mark}', so none was undone: the last one may be somebody else's.",
                    $"Look at the device by '{own.List}'."));
            }

            commands = [.. commands.Select(command => command.Replace("{id}", id, StringComparison.Ordinal))];
        }

        using var never = new SafePoint(run, stops: false);
        return await new Steps(run).ChangeAsync(
            string.Join("; ", commands),
            (output, cut) => step == SafetyStep.Save
                ? session.SaveAsync(output, cut)
                : Words(session, device).SettleAsync(commands, Answers(platform, step), output, cut),
            never,
            run.OwnerLost).ConfigureAwait(false);
    }

    private static async Task<string?> OwnCommitAsync(IRunContext run, IDeviceSession session, OwnCommitRules own, ConfigChange change)
    {
        var list = new CapturedStep();
        var shown = await new Steps(run).ReadAsync(
            own.List, (output, cut) => session.RunAsync(new DeviceCommand(own.List), list.Before(output), cut), run.OwnerLost).ConfigureAwait(false);
        return shown.Error is null && change.Mark is { } mark ? own.Find(list.Text, mark) : null;
    }

    private static IReadOnlyList<KnownAnswer> Answers(Platform platform, SafetyStep step) =>
        (step is SafetyStep.Confirm or SafetyStep.Revert ? platform.TimedRevert?.Answers : platform.Checkpoint?.Answers) ?? [];

    private static IConfigSession Words(IDeviceSession session, Device device) => session as IConfigSession ?? throw new NetBatchException(
        ErrorCode.ConfigUnavailable, $"'{device.Name}' is worked on by exec channels, which have no config mode.", "Set the device's Channel to Shell.");
}
