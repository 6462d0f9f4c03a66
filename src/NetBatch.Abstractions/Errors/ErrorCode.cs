namespace NetBatch;

/// <summary>
/// The one list of what can go wrong, for a target (in <see cref="RunError"/>) and for a request
/// (in <see cref="NetBatchException"/>). Values are stored by name; a name is never reused for another meaning.
/// </summary>
public enum ErrorCode
{
    /// <summary>No code: never stored, the default of an unset field.</summary>
    None = 0,

    // ---- connect class: the target was not reached or the session was not opened; these may be retried ----

    /// <summary>The name has no address.</summary>
    NameNotResolved,
    /// <summary>No TCP connection or key exchange within ConnectTimeout.</summary>
    ConnectTimeout,
    /// <summary>The target refused the TCP connection.</summary>
    ConnectionRefused,
    /// <summary>The network has no route to the target.</summary>
    NoRoute,
    /// <summary>The target closed the connection before the login was done.</summary>
    ConnectionClosed,
    /// <summary>No prompt within LoginTimeout.</summary>
    LoginTimeout,
    /// <summary>The device has no free session (VTY line) left; the database takes no more connections, or another holds it.</summary>
    SessionLimit,
    /// <summary>A jump host could not be passed.</summary>
    JumpHostFailed,

    // ---- connect class that a repetition cannot cure ----

    /// <summary>The credential was refused. Never retried: a repetition locks accounts.</summary>
    AuthenticationFailed,
    /// <summary>The account's password has expired and must be changed by a person.</summary>
    PasswordExpired,
    /// <summary>The host key differs from the one that is known.</summary>
    HostKeyChanged,
    /// <summary>The host key is not known and unknown keys are refused.</summary>
    HostKeyUnknown,
    /// <summary>Client and server share no algorithm; the message lists the offer.</summary>
    NoCommonAlgorithm,
    /// <summary>The SSH client is missing, too old or could not be started.</summary>
    SshClientUnusable,
    /// <summary>The connection could not be opened for a reason that is not in this list; the message quotes it.</summary>
    ConnectFailed,

    // ---- during the work ----

    /// <summary>The session is open but no known prompt came after a step, within StepTimeout of silence.</summary>
    PromptTimeout,
    /// <summary>The device rejected the command, the database the query; the message quotes it.</summary>
    CommandRejected,
    /// <summary>The session ended in the middle of the work.</summary>
    SessionClosed,
    /// <summary>The command ended in another mode than it began in.</summary>
    UnexpectedMode,
    /// <summary>Privilege (enable, sudo) was refused.</summary>
    PrivilegeDenied,
    /// <summary>The configuration could not be locked or entered.</summary>
    ConfigUnavailable,
    /// <summary>The commit was refused; the message quotes the device.</summary>
    CommitFailed,
    /// <summary>A remote command ended with an exit status other than zero.</summary>
    ExitStatus,
    /// <summary>The platform found is not the platform declared.</summary>
    PlatformMismatch,
    /// <summary>The target's own time, TargetTimeout, is used up.</summary>
    DeadlineExceeded,
    /// <summary>A change was begun and its end is not known. Never repeated by itself.</summary>
    OutcomeUnknown,
    /// <summary>Another job holds this device's lock.</summary>
    DeviceLocked,
    /// <summary>The job was stopped while the target was worked on.</summary>
    Stopped,
    /// <summary>The process that ran the job ended or lost the job.</summary>
    OwnerLost,
    /// <summary>A secret is needed and no source has it.</summary>
    CredentialRequired,
    /// <summary>The work itself failed; the message tells how.</summary>
    WorkFailed,
    /// <summary>The process had not the memory for it.</summary>
    OutOfMemory,
    /// <summary>A query gave more rows than its limit; those within it are kept.</summary>
    RowLimitExceeded,
    /// <summary>Checks of a pipeline found something; the message names them.</summary>
    ValidationFailed,

    // ---- a configuration change that was not made, or was taken back ----

    /// <summary>The device's configuration has changed since the change was reviewed: other lines would be sent now. Nothing was
    /// sent.</summary>
    RemediationStale,
    /// <summary>The device's configuration is no longer the one that the change left behind. Nothing was sent.</summary>
    RollbackStale,
    /// <summary>More of the running configuration would be deleted than is allowed.</summary>
    DeleteLimit,
    /// <summary>The running configuration lacks its end, as after a lost connection.</summary>
    CutOff,
    /// <summary>A configuration holds marks in place of secrets.</summary>
    Redacted,
    /// <summary>The change touches what its own session uses.</summary>
    ManagementPath,
    /// <summary>Something differs for which there is no line to send; the message names it. It is done by hand.</summary>
    ByHand,
    /// <summary>After the change the device's configuration is not what it should be.</summary>
    VerifyFailed,
    /// <summary>The device's state after the change lacks what it had before; the message names it.</summary>
    CheckFailed,
    /// <summary>The device took the change back by itself: nobody confirmed it in time.</summary>
    ChangeReverted,
    /// <summary>A failed change could not be taken back whole; the message names what is left of it.</summary>
    RollbackFailed,

    // ---- refused before anything starts ----

    /// <summary>The selection is empty; that is never "everything".</summary>
    NoTargets,
    /// <summary>Two targets have the same address and port.</summary>
    DuplicateTarget,
    /// <summary>The inventory has no target of that name.</summary>
    UnknownTarget,
    /// <summary>An argument has a value that cannot be used; the message names it.</summary>
    InvalidArgument,
    /// <summary>A rule of the job has a value that cannot be used; the message names it.</summary>
    InvalidRule,
    /// <summary>An inventory file has a line that cannot be used; the message names line and value.</summary>
    InvalidInventory,
    /// <summary>A platform file has a line that cannot be used; the message names line and value.</summary>
    InvalidPlatform,
    /// <summary>A parsing template, its index or a fixture cannot be used, or does not fit a text; the message names the line.</summary>
    InvalidTemplate,
    /// <summary>A device configuration or a rule file cannot be used; the message names the line.</summary>
    InvalidConfig,
    /// <summary>This machine cannot run a lab, or there is no such lab; the message tells what is missing.</summary>
    LabUnusable,
    /// <summary>There is no kind of work of that name or version.</summary>
    UnknownWork,
    /// <summary>The command changes the device and changes were not allowed.</summary>
    ChangeNotAllowed,
    /// <summary>There is no job of that id or name.</summary>
    JobNotFound,
    /// <summary>The job's state does not permit the request.</summary>
    IllegalState,
    /// <summary>Another live process runs the job.</summary>
    JobOwned,
    /// <summary>This process no longer owns the job it writes for.</summary>
    LeaseLost,
    /// <summary>The store was written by a newer version.</summary>
    StoreNewer,
    /// <summary>The store cannot be opened or written; the message tells why.</summary>
    StoreUnusable,
    /// <summary>The stored job was written by a newer version.</summary>
    SpecNewer,
    /// <summary>The work needs this process and cannot be handed to another.</summary>
    NeedsThisProcess,
    /// <summary>A job that this one depends on did not end as it had to.</summary>
    DependencyFailed,
    /// <summary>An approval is not possible: the store is not shared, or the account is the job's own.</summary>
    ApprovalRefused,
    /// <summary>What another account wrote into a shared store is to run or to decide here, and the own account has not approved that
    /// content.</summary>
    ApprovalRequired,
    /// <summary>A notification did not reach its receiver; the message tells why.</summary>
    NotDelivered,
    /// <summary>A file to write exists, or cannot be written.</summary>
    FileUnusable,
    /// <summary>The git program is not there, or it could not use the repository; the message is its own.</summary>
    GitFailed,
    /// <summary>A file could not be carried to the target or from it; the message tells why.</summary>
    TransferFailed,
    /// <summary>No worker of the target's site is there, or the one that had the target was lost before anything was changed.</summary>
    WorkerLost,
}
