using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>The one place where an error of the engine becomes one of PowerShell.</summary>
internal static class ErrorRecords
{
    /// <summary>The error of a request.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="about">What the user gave.</param>
    /// <param name="id">The error's id; null: its code.</param>
    public static ErrorRecord ToRecord(this NetBatchException problem, object? about, string? id = null) =>
        // A project's own exception is a type of the module's private context, which scripts must not meet.
        Make(
            // What a device said in it is safe for a terminal from here on, in whichever view of PowerShell's the error is shown.
            problem.GetType() == typeof(NetBatchException) && SafeText.Of(problem.Message) == problem.Message
                ? problem : new NetBatchException(problem.Code, SafeText.Of(problem.Message),
                    problem.Remedy is { } remedy ? SafeText.Of(remedy) : null),
            id ?? (problem.Code == ErrorCode.None ? "NetBatch" : problem.Code.ToString()),
            about);

    /// <summary>The error of a target; its name is the target object.</summary>
    public static ErrorRecord ToRecord(this TargetRun run)
    {
        var error = run.Error ?? new RunError(ErrorCode.None, $"It ended as {run.State}.");
        var text = error.Message.Contains(run.Name, StringComparison.OrdinalIgnoreCase) ? error.Message : $"{run.Name}: {error.Message}";
        return Make(new NetBatchException(error.Code, SafeText.Of(text), error.Remedy is { } remedy ? SafeText.Of(remedy) : null),
            error.Code == ErrorCode.None ? run.State.ToString() : error.Code.ToString(), SafeText.Of(run.Name));
    }

    private static ErrorRecord Make(NetBatchException problem, string id, object? about) => new(problem, id, Category(problem.Code), about)
    {
        // PowerShell's concise view shows the recommendation under the text.
        ErrorDetails = new ErrorDetails(problem.Message) { RecommendedAction = problem.Remedy ?? "" },
    };

    private static ErrorCategory Category(ErrorCode code) => code switch
    {
        ErrorCode.AuthenticationFailed or ErrorCode.PasswordExpired or ErrorCode.CredentialRequired => ErrorCategory.AuthenticationError,
        ErrorCode.HostKeyChanged or ErrorCode.HostKeyUnknown => ErrorCategory.SecurityError,
        ErrorCode.PrivilegeDenied or ErrorCode.ChangeNotAllowed => ErrorCategory.PermissionDenied,
        ErrorCode.ConnectTimeout or ErrorCode.LoginTimeout or ErrorCode.PromptTimeout or ErrorCode.DeadlineExceeded =>
            ErrorCategory.OperationTimeout,
        ErrorCode.Stopped or ErrorCode.OwnerLost => ErrorCategory.OperationStopped,
        ErrorCode.UnknownTarget or ErrorCode.JobNotFound or ErrorCode.UnknownWork => ErrorCategory.ObjectNotFound,
        ErrorCode.NoTargets or ErrorCode.InvalidArgument or ErrorCode.InvalidRule or ErrorCode.DuplicateTarget =>
            ErrorCategory.InvalidArgument,
        ErrorCode.InvalidInventory or ErrorCode.InvalidPlatform or ErrorCode.InvalidTemplate or ErrorCode.SpecNewer
            or ErrorCode.StoreNewer => ErrorCategory.InvalidData,
        ErrorCode.IllegalState or ErrorCode.NeedsThisProcess => ErrorCategory.InvalidOperation,
        ErrorCode.JobOwned or ErrorCode.LeaseLost or ErrorCode.DeviceLocked or ErrorCode.SessionLimit or ErrorCode.ConfigUnavailable =>
            ErrorCategory.ResourceBusy,
        ErrorCode.StoreUnusable or ErrorCode.SshClientUnusable or ErrorCode.OutOfMemory => ErrorCategory.ResourceUnavailable,
        ErrorCode.CommandRejected or ErrorCode.CommitFailed or ErrorCode.ExitStatus or ErrorCode.WorkFailed => ErrorCategory.InvalidResult,
        ErrorCode.UnexpectedMode or ErrorCode.PlatformMismatch => ErrorCategory.ProtocolError,
        ErrorCode.NotDelivered => ErrorCategory.ConnectionError,
        >= ErrorCode.NameNotResolved and <= ErrorCode.ConnectFailed => ErrorCategory.ConnectionError,
        _ => ErrorCategory.NotSpecified,
    };
}
