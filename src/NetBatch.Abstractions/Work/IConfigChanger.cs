namespace NetBatch;

/// <summary>
/// Reads and changes the configuration of devices with all care that their platforms allow. Every kind that changes
/// configurations goes through this.
/// </summary>
public interface IConfigChanger
{
    /// <summary>What the device's platform has.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidPlatform"/>: it is not known.</exception>
    ConfigCapabilities Means(Device device);

    /// <summary>
    /// What must not be sent to these devices: a comment that a command line would read otherwise, lines that enter, commit
    /// or leave config mode, a platform whose configuration cannot be changed.
    /// </summary>
    IEnumerable<WorkProblem> Problems(IReadOnlyList<Target> targets, ConfigChange change);

    /// <summary>The exact steps of a change: config mode, the lines, the commit, the way out, the save where it is asked for.</summary>
    IReadOnlyList<PlannedStep> Plan(Device device, ConfigChange change);

    /// <summary>The exact commands of a step around a change; empty where the platform has none.</summary>
    IReadOnlyList<string> Commands(Device device, ConfigChange change, SafetyStep step);

    /// <summary>
    /// Enters config mode, sends the lines, commits, leaves, saves where it is asked for. A stop ends it at a safe point.
    /// </summary>
    /// <exception cref="ConfigChangeException">It was not made whole; the exception tells what is left of it.</exception>
    /// <exception cref="OperationCanceledException">It was stopped, and nothing of it remains.</exception>
    Task SendAsync(IRunContext run, IDeviceSession session, ConfigChange change, CancellationToken cancellationToken);

    /// <summary>Carries out a step around a change. No stop and no deadline cuts it; it has a limit of its own, 300 s.</summary>
    /// <returns>The device's rejection, or null.</returns>
    /// <exception cref="ConfigChangeException">Its end is not known.</exception>
    Task<StepOutcome> RunSafetyStepAsync(IRunContext run, IDeviceSession session, ConfigChange change, SafetyStep step);
}

/// <summary>A change of a device's configuration.</summary>
public sealed record ConfigChange
{
    /// <summary>The lines, in order, as one would type them in config mode.</summary>
    public required IReadOnlyList<string> Lines { get; init; }

    /// <summary>What the commit says of itself, where the platform keeps that; or null.</summary>
    public string? Comment { get; init; }

    /// <summary>Questions that lines ask, and the answers.</summary>
    public IReadOnlyList<ExpectedAnswer> Answers { get; init; } = [];

    /// <summary>Lines (regular expressions) that look like a refusal and are none, beside those that the platform's file lists.</summary>
    public IReadOnlyList<string> AllowNotices { get; init; } = [];

    /// <summary>How long a commit may say nothing; null: 300 s.</summary>
    public TimeSpan? CommitTimeout { get; init; }

    /// <summary>How long a save may say nothing; null: 300 s.</summary>
    public TimeSpan? SaveTimeout { get; init; }

    /// <summary>Whether the running configuration is saved at the end.</summary>
    public bool Save { get; init; }

    /// <summary>After so long without a confirmation the device takes the change back by itself; null: it works for good at once.</summary>
    public TimeSpan? RevertAfter { get; init; }

    /// <summary>What its checkpoint, its session or its commit on the device is called: letters, digits, <c>-</c> and <c>_</c>; null: its
    /// commit gets no name.</summary>
    public string? Mark { get; init; }
}

/// <summary>What a platform has for reading and changing its configuration; null: nothing of that kind.</summary>
/// <param name="ShowRunning">Shows the running configuration.</param>
/// <param name="ShowFlat">Shows it as <c>set</c> lines, where the platform has two forms.</param>
/// <param name="ShowStartup">Shows the configuration that a restart would load.</param>
/// <param name="Save">Saves the running configuration.</param>
/// <param name="Timed">A change that the device takes back by itself.</param>
/// <param name="HasCheckpoint">Whether the device can keep its configuration and go back to it.</param>
/// <param name="UndoesOwnCommit">Whether going back undoes the change's own commit alone, and leaves what others committed since.</param>
public sealed record ConfigCapabilities(
    string? ShowRunning, string? ShowFlat, string? ShowStartup, string? Save, TimedRevertMeans? Timed, bool HasCheckpoint,
    bool UndoesOwnCommit = false);

/// <summary>How a platform takes a change back by itself.</summary>
/// <param name="Needs">Regular expression that the running configuration must match for it, or null.</param>
/// <param name="NeedsTitle">The same for people, or null: <c>an archive with a path</c>.</param>
/// <param name="Least">The shortest time it can be set to.</param>
/// <param name="Most">The longest.</param>
/// <param name="ArmsFirst">Whether the timer runs from entering config mode on, before any line; else from the commit.</param>
public sealed record TimedRevertMeans(string? Needs, string? NeedsTitle, TimeSpan Least, TimeSpan Most, bool ArmsFirst = false)
{
    /// <summary>
    /// Shows the config that taking the change back now leads to, where that depends on what others have committed since; null: it does
    /// not.
    /// </summary>
    public string? ShowTarget { get; init; }

    /// <summary>The same as <c>set</c> lines; or null.</summary>
    public string? ShowFlatTarget { get; init; }
}

/// <summary>Steps around a change that keep it safe.</summary>
public enum SafetyStep
{
    /// <summary>Keeps the running configuration on the device.</summary>
    Checkpoint,
    /// <summary>Goes back to what was kept.</summary>
    Restore,
    /// <summary>Forgets what was kept.</summary>
    Drop,
    /// <summary>Makes a change that the device would take back work for good.</summary>
    Confirm,
    /// <summary>Takes such a change back now.</summary>
    Revert,
    /// <summary>Makes such a change of an earlier attempt work for good, where it still waits for that.</summary>
    ConfirmEarlier,
    /// <summary>Ends what may be left of such a change where nothing of it is in effect: a timer that runs, a session that was never
    /// committed.</summary>
    Disarm,
    /// <summary>Saves the running configuration.</summary>
    Save,
}

/// <summary>A change that was not made whole.</summary>
/// <param name="error">What went wrong.</param>
/// <param name="left">What is left of the change on the device.</param>
/// <param name="open">The step whose end is not known, for whoever finds it out; or null.</param>
/// <param name="inner">What caused it, or null.</param>
public sealed class ConfigChangeException(RunError error, ChangeRemainder left, IStepRecorder? open = null, Exception? inner = null)
    : NetBatchException((error ?? throw new ArgumentNullException(nameof(error))).Code, error.Message, error.Remedy, inner)
{
    /// <summary>What is left of the change on the device.</summary>
    public ChangeRemainder Left { get; } = left;

    /// <summary>The step whose end is not known. While it is open the target is OutcomeUnknown, whatever its work ends with.</summary>
    public IStepRecorder? Open { get; } = open;
}

/// <summary>What is left of a change that was not made whole.</summary>
public enum ChangeRemainder
{
    /// <summary>Nothing: no line was sent, or what was sent was left unmade.</summary>
    Nothing,
    /// <summary>Some lines work.</summary>
    Part,
    /// <summary>All lines work; what followed them failed.</summary>
    Whole,
    /// <summary>It is not known.</summary>
    Unknown,
}
