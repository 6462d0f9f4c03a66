namespace NetBatch;

/// <summary>Opens sessions on devices. The work of every kind that talks to devices goes through this.</summary>
public interface IDeviceConnector
{
    /// <summary>Names of the platforms that are known, sorted.</summary>
    IReadOnlyList<string> Platforms { get; }

    /// <summary>Whether a session can be opened on a platform of that name; case does not count.</summary>
    bool Knows(string platform) => Platforms.Contains(platform, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a command reads or changes a device of that platform: Change unless the platform's file lists its verb as
    /// reading.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidPlatform"/>: no such platform.</exception>
    StepEffect Classify(string platform, string command);

    /// <summary>
    /// Opens a session, logs in, learns the prompt, turns paging off. Reports Connecting and Connected to the run,
    /// and the child process. The session is closed again when this throws.
    /// </summary>
    /// <exception cref="NetBatchException">A connect-class code, or the device's refusal.</exception>
    Task<IDeviceSession> ConnectAsync(IRunContext run, Device device, CancellationToken cancellationToken);

    /// <summary>
    /// What a device is locked by, at least one: each address that its connection may go to with the port, and the hosts on
    /// the way (<c>192.0.2.7:22 via 198.51.100.1:22</c>). Two names of one device share one of them.
    /// </summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.SshClientUnusable"/>: the config that says where it goes cannot be
    /// used.</exception>
    ValueTask<IReadOnlyList<string>> LockKeysAsync(Device device, CancellationToken cancellationToken);
}

/// <summary>An open session on one device. Not safe for concurrent use. Disposing logs out, within a bound, and never throws.</summary>
public interface IDeviceSession : IAsyncDisposable
{
    /// <summary>The name that the device calls itself in its prompt.</summary>
    string HostName { get; }

    /// <summary>Whether the platform gathers changes in a candidate that can be committed or aborted as a whole.</summary>
    bool HasCandidate { get; }

    /// <summary>Runs one command and gives its output, without echo, pager and prompt, byte for byte else, as it comes.</summary>
    /// <param name="command">The command and, where it asks questions, the answers.</param>
    /// <param name="output">Where the output goes.</param>
    /// <param name="cancellationToken">Cuts the command off.</param>
    /// <returns>The device's rejection, or null; and the exit status of an exec channel.</returns>
    /// <exception cref="NetBatchException">PromptTimeout, SessionClosed, UnexpectedMode: the session cannot be used any more.</exception>
    Task<StepOutcome> RunAsync(DeviceCommand command, IStepRecorder output, CancellationToken cancellationToken);

    /// <summary>Raises privilege (enable, sudo) with the device's own secret for it; nothing where it is raised already.</summary>
    Task RaisePrivilegeAsync(CancellationToken cancellationToken);

    /// <summary>Enters config mode, exclusively where the platform can. Raises privilege first.</summary>
    Task<StepOutcome> EnterConfigAsync(IStepRecorder output, CancellationToken cancellationToken);

    /// <summary>Sends one config line (or several at once, where the text has line breaks: a banner).</summary>
    Task<StepOutcome> ConfigureAsync(DeviceCommand line, IStepRecorder output, CancellationToken cancellationToken);

    /// <summary>Commits the candidate; nothing on platforms without one.</summary>
    Task<StepOutcome> CommitAsync(IStepRecorder output, CancellationToken cancellationToken);

    /// <summary>Leaves the change unmade where the platform can, and leaves config mode.</summary>
    /// <returns>Whether nothing of the change remains on the device.</returns>
    Task<bool> AbortAsync(IStepRecorder output, CancellationToken cancellationToken);

    /// <summary>Leaves config mode.</summary>
    Task<StepOutcome> LeaveConfigAsync(IStepRecorder output, CancellationToken cancellationToken);

    /// <summary>Saves the running config so that it survives a restart; nothing where the platform does it by itself.</summary>
    Task<StepOutcome> SaveAsync(IStepRecorder output, CancellationToken cancellationToken);

    /// <summary>Logs out and closes, within a bound. Reports Disconnecting.</summary>
    /// <returns>Null, or a sentence on what did not work; the session is gone either way.</returns>
    Task<string?> CloseAsync(CancellationToken cancellationToken);
}

/// <summary>A command and the answers to what it asks.</summary>
/// <param name="Text">The command, one line; a config text may have several.</param>
/// <param name="Answers">Question (a regular expression) and answer, in the order they are expected.</param>
public sealed record DeviceCommand(string Text, IReadOnlyList<ExpectedAnswer>? Answers = null)
{
    /// <summary>Whether a config line opens a section, so that the lines behind it belong there: a device that does not enter it has
    /// refused it.</summary>
    public bool OpensSection { get; init; }

    /// <summary>
    /// The command that follows this one at once, whatever this one's outcome, and like it only reads; null: not said. A session
    /// may send it as soon as it sees the prompt. Who says it runs it next, or closes the session.
    /// </summary>
    public string? Then { get; init; }
}

/// <summary>A question that a command asks and the answer to it.</summary>
/// <param name="Expect">Regular expression that the end of the output matches.</param>
/// <param name="Answer">What is sent, followed by a line end.</param>
public sealed record ExpectedAnswer(string Expect, string Answer);

/// <summary>What came of a step on a device.</summary>
/// <param name="Error">The device's rejection, or null.</param>
/// <param name="ExitStatus">Exit status of an exec channel, or null.</param>
public sealed record StepOutcome(RunError? Error = null, int? ExitStatus = null);
