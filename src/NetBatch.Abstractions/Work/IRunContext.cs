using System.Text.Json;

namespace NetBatch;

/// <summary>What a kind of work sees of the run it is in: the target, the limits, and whom to report to.</summary>
public interface IRunContext
{
    /// <summary>What is to be done.</summary>
    WorkOrder Order { get; }

    /// <summary>The target's snapshot.</summary>
    Target Target { get; }

    /// <summary>The work's arguments.</summary>
    JsonElement Args { get; }

    /// <summary>The only clock.</summary>
    TimeProvider Time { get; }

    /// <summary>Gives the secrets that the target's references name.</summary>
    ISecretResolver Secrets { get; }

    /// <summary>Takes down what is said with the target and what is made of it; null while nobody wants to know.</summary>
    ITranscript? Transcript => null;

    /// <summary>
    /// Cancelled when the run should end at its next safe point: a stop now, or the deadline. Work that has begun a
    /// Change watches this one and ends the Change in order; all else is cut by RunAsync's own token at the same time.
    /// </summary>
    CancellationToken SafeStop { get; }

    /// <summary>Cancelled when this owner has lost the job: nothing more may be sent, not even to tidy up.</summary>
    CancellationToken OwnerLost { get; }

    /// <summary>Tells which phase the target is in: Connecting, Connected, Executing or Disconnecting.</summary>
    ValueTask EnterAsync(TargetState phase, CancellationToken cancellationToken);

    /// <summary>Tells of a child process that must not outlive the run; it is durable before this returns.</summary>
    ValueTask ChildStartedAsync(ChildProcess child, CancellationToken cancellationToken);

    /// <summary>Begins a step that only reads.</summary>
    ValueTask<IStepRecorder> BeginReadAsync(string command, CancellationToken cancellationToken);

    /// <summary>
    /// Begins a step that may change the target. Returns only when the intent is durable and the owner's epoch still
    /// holds; no byte of the step goes out before.
    /// </summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.LeaseLost"/>: another process owns the job; send nothing.</exception>
    ValueTask<IStepRecorder> BeginChangeAsync(string command, CancellationToken cancellationToken);

    /// <summary>
    /// Asked right before bytes go out to the target. While a Change is open it ends only when this owner's lease was
    /// renewed lately, by the own monotonic clock: a process that was suspended since may have lost the job meanwhile.
    /// </summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.LeaseLost"/>: another process owns the job; send nothing.</exception>
    ValueTask BeforeSendAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Keeps a document of the run byte for byte, such as the running config before a change; durable before this
    /// returns. A later one of the same name replaces it.
    /// </summary>
    /// <param name="name">What it is: <c>running</c>, <c>remediation</c>, <c>rollback</c>.</param>
    /// <param name="content">Its bytes, at most 64 MiB.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    ValueTask KeepAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Keeps a sentence for the user that is no failure, such as a disconnect that did not work.</summary>
    ValueTask WarnAsync(string message, CancellationToken cancellationToken);

    /// <summary>Tells that a first key of a host was accepted.</summary>
    ValueTask HostKeyAcceptedAsync(KnownHostKey key, CancellationToken cancellationToken) =>
        WarnAsync($"The new host key {key.Fingerprint} ({key.Type}) of {key.Name} was accepted.", cancellationToken);
}

/// <summary>Takes a step's output and its end. Not safe for concurrent use.</summary>
public interface IStepRecorder
{
    /// <summary>Keeps output bytes as they are; what is beyond 64 MiB is counted and not kept.</summary>
    ValueTask WriteAsync(ReadOnlyMemory<byte> output, CancellationToken cancellationToken);

    /// <summary>Tells what the rows of this step look like, once, before the first; a step without rows never calls it.</summary>
    /// <exception cref="InvalidOperationException">It was told already.</exception>
    ValueTask BeginRowsAsync(RowSet set, CancellationToken cancellationToken);

    /// <summary>Keeps one row: values in the order of the columns, of the columns' types or null.</summary>
    /// <exception cref="ArgumentException">The values do not fit the columns.</exception>
    ValueTask WriteRowAsync(ReadOnlyMemory<object?> values, CancellationToken cancellationToken);

    /// <summary>
    /// Keeps the rows that were written so far, whatever becomes of this process: for rows that come far apart. A recorder that
    /// holds none back has nothing to do.
    /// </summary>
    ValueTask FlushRowsAsync(CancellationToken cancellationToken) => default;

    /// <summary>
    /// Gives the rows of this step up: those that were written are dropped, no more may be written, and the reason is kept in
    /// <see cref="StepResult.ParseError"/>. The output and the step's own end are not touched.
    /// </summary>
    /// <param name="reason">One sentence for the user: why there are no rows.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    ValueTask FailRowsAsync(string reason, CancellationToken cancellationToken);

    /// <summary>
    /// Ends the step. A Change whose recorder is never ended is OutcomeUnknown.
    /// </summary>
    /// <param name="error">What went wrong, or null: it succeeded.</param>
    /// <param name="exitStatus">Exit status where the channel has one.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    ValueTask EndAsync(RunError? error = null, int? exitStatus = null, CancellationToken cancellationToken = default);
}

/// <summary>Gives secrets by reference, anew for each attempt. Secrets live in memory only.</summary>
public interface ISecretResolver
{
    /// <summary>The secret that a reference names, or null where no source here has it.</summary>
    ValueTask<Secret?> ResolveAsync(CredentialReference reference, CancellationToken cancellationToken);

    /// <summary>The sources for one order: those that its sealed secrets are opened for, too.</summary>
    ISecretResolver For(WorkOrder order) => this;

    /// <summary>The same for what is good for one use, such as a one-time code: fetched anew, or asked of a person by the
    /// question.</summary>
    /// <param name="reference">Where it is.</param>
    /// <param name="question">Who wants it and in which words, for a person.</param>
    /// <param name="cancellationToken">Ends the wait for an answer.</param>
    ValueTask<Secret?> AskAsync(CredentialReference reference, string question, CancellationToken cancellationToken) =>
        ResolveAsync(reference, cancellationToken);
}

/// <summary>A login name and what proves it. Shows itself as asterisks; no serializer reads it.</summary>
/// <param name="userName">The login name, or null where the SSH client's config knows it.</param>
/// <param name="password">The password or passphrase.</param>
public sealed class Secret(string? userName, string password)
{
    /// <summary>The login name, or null.</summary>
    public string? UserName { get; } = userName;

    /// <summary>The password or passphrase itself: for the one who answers the prompt, nobody else.</summary>
    public string Reveal() => password;

    /// <summary>Asterisks.</summary>
    public override string ToString() => "********";
}
