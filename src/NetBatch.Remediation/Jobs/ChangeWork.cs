using System.Text.Json;

namespace NetBatch.Remediation.Jobs;

/// <summary>What the kinds <c>apply</c> and <c>undo</c> share: lines that somebody reviewed, sent with a way back.</summary>
/// <param name="connector">Opens the sessions.</param>
/// <param name="changer">Makes the changes.</param>
/// <param name="platforms">The platforms whose configs are understood.</param>
/// <param name="check">Compares states before and after.</param>
public abstract class ChangeWork(IDeviceConnector connector, IConfigChanger changer, PlatformCatalog platforms, IStateCheck check)
    : WorkKind, IOutcomeVerifier
{
    /// <inheritdoc/>
    public sealed override string TargetKind => "device";

    /// <inheritdoc/>
    public sealed override WorkTraits Traits => WorkTraits.MayChange | WorkTraits.Resumable;

    /// <inheritdoc/>
    public override IReadOnlyList<WorkOption> Options { get; } =
    [
        new("job", WorkOptionType.Text, "The job whose lines these are.", Required: true),
        new("lines", WorkOptionType.TextList, "The lines that were reviewed; where others would be sent now, none is."),
        new("rollbackOnFailure", WorkOptionType.Switch, "Whether a change that fails is taken back.", Default: "true"),
        new("revertAfter", WorkOptionType.WholeNumber,
            "Seconds after which the device takes an unconfirmed change back by itself, where it can; 0: never.", Default: "300", Least: 0,
            Most: 86_400),
        new("check", WorkOptionType.TextList, "Commands that only read, whose rows must be there after the change as before it."),
        new("checkWait", WorkOptionType.WholeNumber, "Seconds in which lost rows may come back before the change is taken back.",
            Default: "60", Least: 0, Most: 3600),
        new("save", WorkOptionType.Switch, "Whether the running config is saved even where it was not saved before.", Default: "false"),
        new("comment", WorkOptionType.Text, "What the commit says of itself, where the platform keeps that.", Most: 60),
        new("allowNotices", WorkOptionType.TextList,
            "Lines (regular expressions) that look like a refusal and are none, beside those that the platform's file lists."),
        new("commitTimeout", WorkOptionType.Number, "Seconds for which a commit may say nothing.", Default: "300", Least: 1, Most: 86400),
        new("saveTimeout", WorkOptionType.Number, "Seconds for which a save may say nothing.", Default: "300", Least: 1, Most: 86400),
    ];

    /// <summary>Whether it goes back to an earlier config.</summary>
    private protected abstract bool IsUndo { get; }

    /// <inheritdoc/>
    public override IEnumerable<WorkProblem> Validate(JsonElement args, IReadOnlyList<Target> targets) =>
        ComputeOptions.Problems(RemediationArgs.Read(args), targets, platforms)
            .Concat(targets.OfType<Device>().SelectMany(device => ComputeOptions.Reading(device, changer)))
            .Concat(Checks(RemediationArgs.Read(args), targets))
            .Concat(changer.Problems(targets,
                ChangeSteps.Change(null, RemediationArgs.Read(args), RemediationArgs.Read(args).Lines, null)));

    /// <inheritdoc/>
    public sealed override IReadOnlyList<PlannedStep> Plan(JsonElement args, Target target) =>
        target is Device device ? ChangeSteps.Plan(changer, device, RemediationArgs.Read(args)) : [];

    /// <inheritdoc/>
    public sealed override ValueTask<IReadOnlyList<string>> LockKeysAsync(Target target, CancellationToken cancellationToken) =>
        target is Device device ? connector.LockKeysAsync(device, cancellationToken) : base.LockKeysAsync(target, cancellationToken);

    /// <inheritdoc/>
    public sealed override Task RunAsync(IRunContext run, CancellationToken cancellationToken)
    {
        var device = DeviceRun.Device(run);
        var args = RemediationArgs.Read(run.Args);
        var rules = platforms.Config(device.Platform ?? "");
        return new SafeChange(connector, changer, run, args, rules, new ChangeGoal(rules, args, IsUndo), check).RunAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> VerifyAsync(IRunContext run, CancellationToken cancellationToken)
    {
        var device = DeviceRun.Device(run);
        var args = RemediationArgs.Read(run.Args);
        var rules = platforms.Config(device.Platform ?? "");
        var goal = new ChangeGoal(rules, args, IsUndo);
        var means = changer.Means(device);
        var config = new RunningConfig(run, device, means, rules, args, goal);
        return new Verification(
            connector, run, goal, config, new StartupSave(changer, run, args, means, config),
            new StaleRevertTimer(changer, run, args, means)).RunAsync(cancellationToken);
    }

    private IEnumerable<WorkProblem> Checks(RemediationArgs args, IReadOnlyList<Target> targets)
    {
        var names = targets.OfType<Device>().Select(device => device.Platform ?? "").Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(connector.Knows).ToList();
        foreach (var command in args.Check)
        {
            if (names.FirstOrDefault(name => connector.Classify(name, command) == StepEffect.Change) is { } platform)
            {
                yield return new WorkProblem("args.check", $"'{command}' is not known to only read on '{platform}'.",
                    "Check by commands that read.", ErrorCode.ChangeNotAllowed);
            }
        }
    }
}

/// <summary>
/// The kind <c>apply</c>: sends a reviewed remediation. Reads and computes anew first and sends nothing where the lines
/// would be others; verifies over a new connection; takes back what fails. Keeps the documents <c>before</c>,
/// <c>after</c> and <c>rollback</c>.
/// </summary>
/// <inheritdoc cref="ChangeWork"/>
public sealed class ApplyWork(IDeviceConnector connector, IConfigChanger changer, PlatformCatalog platforms, IStateCheck check)
    : ChangeWork(connector, changer, platforms, check)
{
    /// <inheritdoc/>
    public override string Name => "apply";

    /// <inheritdoc/>
    public override IReadOnlyList<WorkOption> Options =>
    [
        new("intended", WorkOptionType.Text, "The config that the device should have.", Required: true), .. base.Options,
        .. ComputeOptions.All,
    ];

    private protected override bool IsUndo => false;
}

/// <summary>
/// The kind <c>undo</c>: takes a change back that the kind <c>apply</c> made, where the device still has the config that
/// it left behind.
/// </summary>
/// <inheritdoc cref="ChangeWork"/>
public sealed class UndoWork(IDeviceConnector connector, IConfigChanger changer, PlatformCatalog platforms, IStateCheck check)
    : ChangeWork(connector, changer, platforms, check)
{
    /// <inheritdoc/>
    public override string Name => "undo";

    /// <inheritdoc/>
    public override IReadOnlyList<WorkOption> Options =>
    [
        new("before", WorkOptionType.Text, "The config to go back to.", Required: true),
        new("after", WorkOptionType.Text, "The config that the change left behind.", Required: true),
        .. base.Options,
        new("allowManagementPath", WorkOptionType.Switch, "Whether lines may touch what the session itself uses.", Default: "false"),
    ];

    private protected override bool IsUndo => true;
}
