namespace NetBatch;

/// <summary>Where a job stands.</summary>
public enum JobState
{
    /// <summary>Made, not started.</summary>
    Pending,
    /// <summary>Held back; <see cref="WaitReason"/> tells by what.</summary>
    Waiting,
    /// <summary>Its targets are being worked on.</summary>
    Running,
    /// <summary>Asked to pause; what runs is finished.</summary>
    Pausing,
    /// <summary>Nothing runs and nothing starts until it is resumed.</summary>
    Paused,
    /// <summary>Asked to stop; what runs is ended.</summary>
    Stopping,
    /// <summary>Its owner is gone; it can be resumed.</summary>
    Interrupted,
    /// <summary>Final: every target completed.</summary>
    Completed,
    /// <summary>Final: some targets completed.</summary>
    Partial,
    /// <summary>Final: no target completed.</summary>
    Failed,
    /// <summary>Final: a person stopped it.</summary>
    Stopped,
}

/// <summary>Where a batch stands.</summary>
public enum BatchState
{
    /// <summary>None of its targets has started.</summary>
    Pending,
    /// <summary>Some of its targets are in flight or still to come.</summary>
    Running,
    /// <summary>Final: every target completed.</summary>
    Completed,
    /// <summary>Final: some targets completed.</summary>
    Partial,
    /// <summary>Final: no target completed.</summary>
    Failed,
    /// <summary>Final: the breaker kept it from starting.</summary>
    Skipped,
    /// <summary>Final: a stop kept it from starting or cut it short before any target completed.</summary>
    Stopped,
}

/// <summary>Where a target stands in its job.</summary>
public enum TargetState
{
    /// <summary>Not begun.</summary>
    Pending,
    /// <summary>Begun and held: by a retry's delay or a device lock.</summary>
    Waiting,
    /// <summary>The session is being opened.</summary>
    Connecting,
    /// <summary>The session is open and authenticated.</summary>
    Connected,
    /// <summary>The steps run.</summary>
    Executing,
    /// <summary>The session is being closed.</summary>
    Disconnecting,
    /// <summary>A change was begun by a worker of which nothing is heard: the worker may be going on. Ends by its late word, or as
    /// <see cref="OutcomeUnknown"/>.</summary>
    Away,
    /// <summary>Final: every step succeeded.</summary>
    Completed,
    /// <summary>Final: connected, and a step failed.</summary>
    Failed,
    /// <summary>Final: never connected.</summary>
    ConnectionFailed,
    /// <summary>Final: the breaker or a person kept it from starting.</summary>
    Skipped,
    /// <summary>Final: a person's stop ended it or kept it from starting.</summary>
    Stopped,
    /// <summary>Final until resumed: its owner is gone, and nothing was changed.</summary>
    Interrupted,
    /// <summary>Final until a person decides: a change was begun and its end is not known.</summary>
    OutcomeUnknown,
}

/// <summary>Why a job waits.</summary>
public enum WaitReason
{
    /// <summary>It does not wait.</summary>
    None,
    /// <summary>A device lock.</summary>
    Lock,
    /// <summary>A change window.</summary>
    Window,
    /// <summary>Another job.</summary>
    Dependency,
    /// <summary>Another person's approval.</summary>
    Approval,
    /// <summary>Free sessions under the store's MaxSessions.</summary>
    Sessions,
}

/// <summary>Why a job ended or paused.</summary>
public enum EndReason
{
    /// <summary>It has not ended.</summary>
    None,
    /// <summary>Every target has ended.</summary>
    Done,
    /// <summary>A person asked.</summary>
    Stop,
    /// <summary>Too many failures.</summary>
    Breaker,
    /// <summary>The change window closed.</summary>
    Window,
    /// <summary>The owner ended or lost its lease.</summary>
    OwnerLost,
    /// <summary>A credential was refused; going on could lock the account.</summary>
    CredentialSuspect,
    /// <summary>A job that it depends on did not end as it had to.</summary>
    Dependency,
    /// <summary>Its process came near the memory that it may use.</summary>
    Memory,
}

/// <summary>Whether a step reads or changes its target.</summary>
public enum StepEffect
{
    /// <summary>Leaves the target as it is.</summary>
    Read,
    /// <summary>May change the target.</summary>
    Change,
}
