namespace NetBatch;

/// <summary>Where targets are worked on: in this process, or by the workers of their sites. The runner decides what and when.</summary>
public interface ITargetExecutor
{
    /// <summary>
    /// Carries out one order and returns when the target has ended and disconnected, or when this executor has done with it. Never throws
    /// for a target's trouble.
    /// </summary>
    /// <param name="order">What to do.</param>
    /// <param name="owner">Whom to report to.</param>
    /// <param name="control">The stops that the owner may send.</param>
    Task<ExecutionEnd> ExecuteAsync(WorkOrder order, IRunOwner owner, RunControl control);

    /// <summary>Whether it has workers, and so can go on with orders that an earlier owner gave to one.</summary>
    bool CanAdopt => false;

    /// <summary>Goes on with an order that an earlier owner of the job gave to a worker, where <see cref="CanAdopt"/>.</summary>
    /// <param name="order">The order under the new owner's epoch.</param>
    /// <param name="begun">How far it had come.</param>
    /// <param name="owner">Whom to report to.</param>
    /// <param name="control">The stops that the owner may send.</param>
    Task<ExecutionEnd> AdoptAsync(WorkOrder order, BegunOrder begun, IRunOwner owner, RunControl control) =>
        throw new NotSupportedException();

    /// <summary>Why nobody can work on a target now, as a sentence for who waits; null: somebody can.</summary>
    string? Absence(Target target) => null;

    /// <summary>Ends when what <see cref="Absence"/> tells of a target may have changed.</summary>
    Task AbsenceChangedAsync(Target target, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>What a device is locked by, as the place where it is worked on knows it: its addresses there.</summary>
    /// <param name="work">What is to be done.</param>
    /// <param name="target">On what.</param>
    /// <param name="here">What the kind of work locks it by in this process.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    /// <exception cref="NetBatchException">The device's address cannot be found; <see cref="ErrorCode.WorkerLost"/>: nobody is there to
    /// ask.</exception>
    ValueTask<IReadOnlyList<string>> LockKeysAsync(WorkSpec work, Target target,
        Func<Target, CancellationToken, ValueTask<IReadOnlyList<string>>> here, CancellationToken cancellationToken) =>
        here(target, cancellationToken);
}

/// <summary>How an executor has done with an order.</summary>
public enum ExecutionEnd
{
    /// <summary>Its last report was an <see cref="AttemptEnded"/>.</summary>
    Reported,
    /// <summary>Its worker has let it go, or never had it, before a Change was begun, and nothing of it goes on: it may begin
    /// elsewhere.</summary>
    LetGo,
    /// <summary>A Change was begun, and no word of it is to be expected any more.</summary>
    Unknown,
}

/// <summary>One life of a worker.</summary>
/// <param name="Site">The network that it works in.</param>
/// <param name="Name">What people call it; unique among the workers of a store.</param>
/// <param name="Incarnation">Random, made at each of its starts.</param>
public sealed record WorkerMark(string Site, string Name, string Incarnation);

/// <summary>How far an order had come when its owner was lost, as the store tells it.</summary>
/// <param name="Worker">Who has it.</param>
/// <param name="Reports">The number of its last durable report.</param>
/// <param name="IsChanging">Whether a Change was begun in this attempt, ended or not.</param>
/// <param name="AwaySince">Since when it is <see cref="TargetState.Away"/>; null: it was not.</param>
public sealed record BegunOrder(WorkerMark Worker, int Reports, bool IsChanging, DateTimeOffset? AwaySince);

/// <summary>An order of an earlier owner that its worker may be going on with.</summary>
/// <param name="Number">The target's position in the plan, from 1.</param>
/// <param name="Attempt">The attempt, from 1.</param>
/// <param name="Begun">How far it had come.</param>
public sealed record AdoptedOrder(int Number, int Attempt, BegunOrder Begun);

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
