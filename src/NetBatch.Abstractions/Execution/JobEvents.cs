using System.Text.Json.Serialization;

namespace NetBatch;

/// <summary>
/// What happens in a job. The one form in which the owner writes to the store; watchers hear of it after the commit.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(JobChanged), "job")]
[JsonDerivedType(typeof(BatchChanged), "batch")]
[JsonDerivedType(typeof(TargetChanged), "target")]
[JsonDerivedType(typeof(AttemptStarted), "attempt")]
[JsonDerivedType(typeof(OrderPlaced), "placed")]
[JsonDerivedType(typeof(PhaseEntered), "phase")]
[JsonDerivedType(typeof(ChildStarted), "child")]
[JsonDerivedType(typeof(ChangeBegun), "change")]
[JsonDerivedType(typeof(StepOutput), "output")]
[JsonDerivedType(typeof(StepRows), "rows")]
[JsonDerivedType(typeof(DocumentKept), "document")]
[JsonDerivedType(typeof(StepEnded), "step")]
[JsonDerivedType(typeof(Warned), "warning")]
[JsonDerivedType(typeof(HostKeyAccepted), "hostKey")]
[JsonDerivedType(typeof(AttemptEnded), "ended")]
public abstract record JobEvent
{
    /// <summary>When it happened.</summary>
    public DateTimeOffset At { get; init; }
}

/// <summary>The job went to another state.</summary>
public sealed record JobChanged(
    JobState State,
    WaitReason WaitReason = WaitReason.None,
    EndReason EndReason = EndReason.None,
    string? Message = null,
    int Attempt = 1) : JobEvent;

/// <summary>A batch went to another state.</summary>
public sealed record BatchChanged(int Batch, BatchState State) : JobEvent;

/// <summary>A target changed its state without being in an attempt: skipped, stopped, made pending again, decided by a person.</summary>
public sealed record TargetChanged(int Number, TargetState State, RunError? Error = null) : JobEvent;

/// <summary>
/// An attempt at a target begins; the target is Connecting or, where a lock is waited for, Waiting. One that verifies begins from
/// OutcomeUnknown, and until its end is known the change before it stays open and the device locked.
/// </summary>
public sealed record AttemptStarted(int Number, int Attempt, TargetState State = TargetState.Connecting, bool Verify = false) : JobEvent;

/// <summary>What an executor reports of a run. Numbered from 1 within an attempt, so that a repetition is known as one.</summary>
public abstract record RunEvent : JobEvent
{
    /// <summary>The target's position in the plan, from 1.</summary>
    public int Number { get; init; }

    /// <summary>The attempt, from 1.</summary>
    public int Attempt { get; init; }

    /// <summary>This report's place within the attempt, from 1; 0: what the owner's side says of the run, in no order with the
    /// others.</summary>
    public int Report { get; init; }
}

/// <summary>A worker was chosen for the attempt: durable before it is told, so that a later owner knows whom to ask. Not numbered (0), as
/// all that the owner's side says.</summary>
/// <param name="Worker">The worker.</param>
public sealed record OrderPlaced(WorkerMark Worker) : RunEvent;

/// <summary>The run entered a phase.</summary>
public sealed record PhaseEntered(TargetState Phase) : RunEvent;

/// <summary>The run has a child process that must not outlive it.</summary>
public sealed record ChildStarted(ChildProcess Child) : RunEvent;

/// <summary>A Change is about to be sent: the intent, durable before the first byte.</summary>
public sealed record ChangeBegun(int Step, string Command) : RunEvent;

/// <summary>A piece of a step's output, at most 1 MiB, in order.</summary>
public sealed record StepOutput(int Step, ReadOnlyMemory<byte> Bytes) : RunEvent;

/// <summary>A piece of a step's rows in the form of <see cref="RowCodec"/>, about 1 MiB, in order; the first may be empty.</summary>
public sealed record StepRows(int Step, RowSet Set, int Count, ReadOnlyMemory<byte> Content) : RunEvent;

/// <summary>A document of the run, byte for byte.</summary>
public sealed record DocumentKept(string Name, ReadOnlyMemory<byte> Content) : RunEvent;

/// <summary>A step has ended; closes the intent of a Change.</summary>
public sealed record StepEnded(
    int Step,
    string Command,
    StepEffect Effect,
    TimeSpan Duration,
    RunError? Error,
    int? ExitStatus,
    bool Truncated,
    long? Rows = null,
    string? ParseError = null) : RunEvent
{
    /// <summary>By the clock of the end, so that both agree.</summary>
    [JsonIgnore]
    public DateTimeOffset StartedAt => At - Duration;
}

/// <summary>A sentence for the user that is no failure.</summary>
public sealed record Warned(string Message) : RunEvent;

/// <summary>A first key of a host was accepted.</summary>
/// <param name="Key">The key.</param>
public sealed record HostKeyAccepted(KnownHostKey Key) : RunEvent;

/// <summary>The attempt has ended and is disconnected.</summary>
/// <param name="State">The attempt's own end, a final state.</param>
/// <param name="Error">What went wrong, or null.</param>
public sealed record AttemptEnded(TargetState State, RunError? Error) : RunEvent
{
    /// <summary>Whether another attempt follows: the target is then Waiting, and the breaker does not count this one. Set by the
    /// owner.</summary>
    public bool WillRetry { get; init; }
}
