namespace NetBatch;

/// <summary>Where targets are worked on: this process now, a cluster later. The runner decides what and when.</summary>
public interface ITargetExecutor
{
    /// <summary>
    /// Carries out one order and returns when the target has ended and disconnected. Its last report is an
    /// <see cref="AttemptEnded"/>; it never throws for a target's trouble.
    /// </summary>
    /// <param name="order">What to do.</param>
    /// <param name="owner">Whom to report to.</param>
    /// <param name="control">The stops that the owner may send.</param>
    Task ExecuteAsync(WorkOrder order, IRunOwner owner, RunControl control);
}

/// <summary>The owner as an executor sees it.</summary>
public interface IRunOwner
{
    /// <summary>Reports what happened. Returns at once except for an <see cref="AttemptEnded"/>, a <see cref="ChildStarted"/> and a
    /// <see cref="ChangeBegun"/>, which are acknowledged when durable.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.LeaseLost"/>: this owner has lost the job; nothing was written.</exception>
    ValueTask ReportAsync(RunEvent report, CancellationToken cancellationToken);

    /// <summary>Ends when the owner's lease was renewed lately, by the own monotonic clock; renews it where it was not.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.LeaseLost"/>: this owner has lost the job.</exception>
    ValueTask ConfirmAsync(CancellationToken cancellationToken);
}

/// <summary>The stops that an owner may send to a run.</summary>
/// <param name="SafeStop">End at the next safe point, now where no Change has begun.</param>
/// <param name="OwnerLost">Cut: send nothing more.</param>
public readonly record struct RunControl(CancellationToken SafeStop, CancellationToken OwnerLost);
